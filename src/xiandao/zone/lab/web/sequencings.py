"""Reads that are brought, their verdict with its drawing, evidence; and what is measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import sentence_from
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Sample
from xiandao.zone.lab.operations.bench import measure
from xiandao.zone.lab.operations.verifying import (
    MOST_BYTES,
    ReadsFile,
    ReadsRefused,
    bring_reads,
    record_evidence,
)
from xiandao.zone.lab.permissions import check_works_in, works_in
from xiandao.zone.lab.queries.awaiting import with_its_run
from xiandao.zone.lab.queries.finding import sample_numbered, sequencing_numbered, wish_numbered
from xiandao.zone.lab.rules.drawing import drawing_of
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.rules.vocabulary import Reads
from xiandao.zone.lab.web.asking import Asked, ManyFiles, ask, day_input
from xiandao.zone.lab.web.concerns import finding_words
from xiandao.zone.lab.web.designs import crumbs
from xiandao.zone.lab.web.words import READS, choices


class ReadsForm(forms.Form):
    """Files of reads, and what they should be."""

    design = forms.ChoiceField(label=gettext_lazy("What it should be"))
    technology = forms.ChoiceField(label=gettext_lazy("Way of sequencing"), choices=choices(READS))
    reads = ManyFiles(
        label=gettext_lazy("Reads"),
        help_text=gettext_lazy(
            "FASTQ, also .gz, or ab1 traces; up to 8 files of 100 MB. Files named …_R1 and …_R2 are "
            "taken as mates."
        ),
    )
    read_on = forms.DateField(label=gettext_lazy("Day of the reads"), widget=day_input())


class MeasurementForm(forms.Form):
    """A figure with everything that it needs."""

    design = forms.ChoiceField(label=gettext_lazy("Of which design"), required=False)
    specimen = forms.ChoiceField(label=gettext_lazy("Of which sample"), required=False)
    what = forms.CharField(
        label=gettext_lazy("What is measured"),
        max_length=80,
        help_text=gettext_lazy("As in the prediction, to be compared with it."),
    )
    value = forms.FloatField(label=gettext_lazy("Figure"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=24)
    condition = forms.CharField(label=gettext_lazy("Condition"), required=False, max_length=200)
    measured_on = forms.DateField(label=gettext_lazy("Day"), widget=day_input())
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=120,
        help_text=gettext_lazy("Instrument, notebook page or file."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Bring the reads of a sample."""
    by = caller(request)
    specimen = sample_numbered(number, asking=by)
    check_works_in(by, specimen.organisation)
    designs = {str(one.pk): one for one in _designs(specimen)}

    def act(said: dict[str, Any]) -> HttpResponse:
        for file in said["reads"]:
            if file.size > MOST_BYTES:
                raise ReadsRefused(
                    "{name} is larger than {most} MB.", name=file.name, most=MOST_BYTES // 1024 // 1024
                )
        made = bring_reads(
            specimen=specimen,
            design=designs[said["design"]],
            technology=Reads(said["technology"]),
            files=[ReadsFile(file.name, file.read()) for file in said["reads"]],
            read_on=said["read_on"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:sequencing", made.pk)

    start = {"read_on": timezone.localdate(), "design": str(specimen.design_id or "")}
    form = ReadsForm(request.POST or None, request.FILES or None, initial=start)
    field = form.fields["design"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(key, f"{one.name} v{one.version}") for key, one in designs.items()]
    above = [(reverse("lab:samples"), _("Samples")), (reverse("lab:sample", args=[number]), specimen.name)]
    return ask(request, form, Asked(_("Bring reads"), _("Verify"), above), act)


@signed_in
@never_cache
@require_safe
def sequencing(request: HttpRequest, number: int) -> HttpResponse:
    """The verdict with its evidence drawn; while it is computed, how far it is."""
    by = caller(request)
    found, run = with_its_run(lambda: sequencing_numbered(number, asking=by), lambda one: not one.standing)
    record = record_from(found.design.record)
    ours = works_in(by, found.specimen.organisation)
    wish = found.design.wish
    findings = [finding_words(one) for one in found.verdict["findings"]] if found.verdict else []
    context = {
        "sequencing": found,
        "verdict": found.verdict,
        "fault": say(sentence_from(found.fault)) if found.fault else "",
        "findings": findings,
        "record": record,
        "drawing": drawing_of(record, found.verdict, findings) if found.verdict else None,
        "technology": READS[found.technology],
        "run": run if ours else None,
        "ours": ours,
        "wish": wish,
        "may_record": ours and found.result == "pass" and wish.entry is None and wish.project_id is not None,
        "crumbs": crumbs(wish),
    }
    return render(request, "lab/sequencing.html", context)


@signed_in
@require_POST
def evidence(request: HttpRequest, number: int) -> HttpResponse:
    """Record it as evidence for the project."""
    by = caller(request)
    found = sequencing_numbered(number, asking=by)
    try:
        entry = record_evidence(sequencing=found, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("lab:sequencing", number)
    messages.success(
        request, _("It is in the ledger as entry {entry}; somebody else verifies it.").format(entry=entry)
    )
    return redirect("lab:wish", found.design.wish_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def measurement_new(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a measurement."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)
    designs = {str(one.pk): one for one in wish.designs.defer("record").order_by("-version")}
    specimens = {str(one.pk): one for one in wish.samples.all()}

    def act(said: dict[str, Any]) -> HttpResponse:
        said["design"] = designs.get(said["design"])
        said["specimen"] = specimens.get(said["specimen"])
        measure(wish=wish, by=by, at=timezone.now(), **said)
        return redirect("lab:wish", number)

    form = MeasurementForm(request.POST or None, initial={"measured_on": timezone.localdate()})
    for name, offered in (
        ("design", [(key, f"{one.name} v{one.version}") for key, one in designs.items()]),
        ("specimen", [(key, f"{one.name} {one.barcode}") for key, one in specimens.items()]),
    ):
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *offered]
    return ask(request, form, Asked(_("Keep a measurement"), _("Keep"), crumbs(wish)), act)


def _designs(specimen: Sample) -> list[Any]:
    """The designs that it may be: its own first, then those of its wish."""
    if specimen.wish is None:
        return [specimen.design] if specimen.design else []
    found = [*specimen.wish.designs.order_by("-version")]
    return sorted(found, key=lambda one: one.pk != specimen.design_id)
