"""How the lab's forms are asked and answered: one template, one way for a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.face.api import say

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form's page says around it. `crumbs`: address and words of the pages above."""

    title: Words
    submit: Words
    crumbs: Sequence[tuple[str, Words]] = field(default=())
    lead: Words = ""


def ask(
    request: HttpRequest,
    form: forms.Form,
    asked: Asked,
    act: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Show the form; do `act` with what was sent; a refusal stands above the form, nothing typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act(form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, say(refusal))
    context = {"form": form, "asked": asked, "cancel": asked.crumbs[-1][0] if asked.crumbs else ""}
    return render(request, "lab/form.html", context, status=status)


def download(content: bytes, name: str, content_type: str, *, attached: bool = True) -> HttpResponse:
    """A file to take along, or to look at where it is ours."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=attached, filename=neutral_name(name)) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


class ManyFiles(forms.FileField):
    """Any number of files; what they are is judged by the room."""

    widget = type("ManyInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file that was sent."""
        one = super().clean
        several = data if isinstance(data, list | tuple) else [data]
        return [one(file, initial) for file in several if file is not None] or [one(None, initial)]


def day_input() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
