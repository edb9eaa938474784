"""Where a document comes in: uploaded or pasted, for a new plan or as a newer edition of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, caller, open_to
from xiandao.zone.face.api import as_of, say
from xiandao.zone.plans.api import (
    OFFICE,
    Edition,
    Plan,
    bring_document,
    bring_text,
    edition_in_force,
    plan_named,
    plans_for,
)
from xiandao.zone.plans.web.uploading import DOCUMENTS, uploaded

ACCEPTED = ".txt,.md,.html,.htm,.docx,.pdf"


class BringForm(forms.Form):
    """A file or a pasted text."""

    plan = forms.ChoiceField(
        label=gettext_lazy("Which plan"),
        required=False,
        help_text=gettext_lazy("A newer edition of a plan keeps the progress already reported."),
    )
    document = forms.FileField(
        label=gettext_lazy("Document"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Word (.docx), PDF with text, plain text, Markdown or HTML; up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        max_length=5_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["plan"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("A new plan")), *plans]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        has_text = bool((cleaned.get("text") or "").strip())
        if cleaned.get("document") and has_text:
            self.add_error("text", _("Choose a file or paste the text, not both. Empty one of them."))
        elif not cleaned.get("document") and not has_text:
            self.add_error("document", _("Choose a file, or paste the text below."))
        return cleaned


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a document, read it, and lead to its review."""
    by = caller(request)
    plans = [(plan.slug, _title(plan, request)) for plan in plans_for(by)]
    if request.method != "POST":
        return _page(request, BringForm(initial={"plan": request.GET.get("plan", "")}, plans=plans))
    form = BringForm(request.POST, request.FILES, plans=plans)
    if form.is_valid():
        try:
            edition = _brought(form, by)
        except Refusal as refusal:
            form.add_error("document" if form.cleaned_data.get("document") else "text", say(refusal))
        else:
            messages.success(request, _("The document was read. Nothing is in force until you confirm it."))
            return redirect("plans:review", edition.plan.slug, edition.number)
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: BringForm, status: int = 200) -> HttpResponse:
    return render(request, "plans/review/bring.html", {"form": form}, status=status)


@transaction.atomic
def _brought(form: BringForm, by: Account) -> Edition:
    slug, document = form.cleaned_data["plan"], form.cleaned_data.get("document")
    plan = plan_named(slug, by) if slug else None
    if document:
        upload = uploaded(document, DOCUMENTS)
        return bring_document(plan=plan, upload=upload, by=by, at=timezone.now())
    return bring_text(plan=plan, text=form.cleaned_data["text"], by=by, at=timezone.now())


def _title(plan: Plan, request: HttpRequest) -> str:
    edition = edition_in_force(plan, as_of(request)) or plan.editions.order_by("-number").first()
    return edition.title if edition else plan.slug
