"""Where a file comes in, and the empty sheet to fill for each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.registry.operations.imports.beginning import LONGEST_SOURCE, begin_import, uploaded
from xiandao.zone.registry.permissions import IMPORTERS
from xiandao.zone.registry.queries.imports import sources_of
from xiandao.zone.registry.rules.importing.template import template_of
from xiandao.zone.registry.rules.vocabulary import Kind
from xiandao.zone.registry.web.imports.asking import reader_language
from xiandao.zone.registry.web.imports.words import kind_words, owners_for

SUFFIXES = ".xlsx,.csv,.tsv,.txt,.bib,.ris,.json,.jsonl"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BringForm(forms.Form):
    """A file, what it holds, from whom it comes and of which day it speaks."""

    kind = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Excel or CSV; papers also as BibTeX, RIS or OpenAlex JSON. Up to 50 MB and 200,000 rows."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": SUFFIXES}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST_SOURCE,
        help_text=gettext_lazy(
            "Who or what the rows come from. Its columns are remembered for the next file."
        ),
    )
    happened_on = forms.DateField(
        label=gettext_lazy("Day of the figures"),
        help_text=gettext_lazy("For rows without a day of their own."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    owner = forms.ChoiceField(label=gettext_lazy("For which organisation"), required=False)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], sources: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, owner = self.fields["kind"], self.fields["owner"]
        if isinstance(kind, forms.ChoiceField) and isinstance(owner, forms.ChoiceField):
            kind.choices = [(k.value, kind_words(reader_language())[k]) for k in Kind]
            owner.choices = owners
        if len(owners) == 1:
            owner.widget, owner.initial = forms.HiddenInput(), owners[0][0]
        self.fields["source"].widget.attrs["list"] = "sources"
        self.sources = sources


@open_to(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a file and lead to its columns."""
    by = caller(request)
    owners = owners_for(by)
    offered: dict[str, Any] = {
        "owners": [(key, label) for key, label, _record in owners],
        "sources": sources_of(by),
    }
    if request.method != "POST":
        start = {"kind": request.GET.get("kind", ""), "happened_on": timezone.localdate()}
        return _page(request, BringForm(initial=start, **offered))
    form = BringForm(request.POST, request.FILES, **offered)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            brought = begin_import(
                upload=uploaded(cleaned["file"]),
                kind=Kind(cleaned["kind"]),
                source=cleaned["source"],
                happened_on=cleaned["happened_on"],
                owner=next((record for key, _label, record in owners if key == cleaned["owner"]), None),
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("file", say(refusal))
        else:
            messages.success(request, _("The file was read. Say what its columns mean."))
            return redirect("registry:import_columns", brought.pk)
    return _page(request, form, status=422)


@open_to(*IMPORTERS)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty sheet of a kind, with headings, one example and the choices."""
    if kind not in set(Kind):
        return redirect("registry:import_new")
    language = "en" if request.GET.get("language", reader_language()) == "en" else "zh"
    answer = HttpResponse(template_of(Kind(kind), language), content_type=XLSX)
    name = neutral_name(f"{kind_words(language)[Kind(kind)]} {_('import template')}.xlsx")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(request: HttpRequest, form: BringForm, status: int = 200) -> HttpResponse:
    kinds = [(kind.value, kind_words(reader_language())[kind]) for kind in Kind]
    return render(request, "registry/imports/bring.html", {"form": form, "kinds": kinds}, status=status)
