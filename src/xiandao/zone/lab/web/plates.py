"""Reads of a whole plate: brought in one go, judged in one run, shown well by well."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.kernel.sentences import sentence_from
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Container, Sequencing
from xiandao.zone.lab.operations.plates import bring_plate
from xiandao.zone.lab.operations.unpacking import BroughtFile
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.queries.finding import container_numbered, plate_numbered
from xiandao.zone.lab.rules.places import grid
from xiandao.zone.lab.rules.vocabulary import ContainerKind, Reads
from xiandao.zone.lab.web.asking import Asked, ManyFiles, ask, day_input
from xiandao.zone.lab.web.words import READS, WELLS, choices
from xiandao.zone.runs.api import has_ended, run_numbered

SIGNS: Final = {"pass": "✓", "fail": "!", "look": "◆", "fault": "✕", "waiting": "▶"}


class PlateForm(forms.Form):
    """The files of a plate's reads."""

    technology = forms.ChoiceField(label=gettext_lazy("Way of sequencing"), choices=choices(READS))
    reads = ManyFiles(
        label=gettext_lazy("Reads"),
        help_text=gettext_lazy(
            "Many files or one zip. Each is named by its well (A01_R1.fastq.gz), by the barcode of the "
            "sample, or in a CSV file beside them with the columns well and reads. Up to 20 MB a file; "
            "…_R1 and …_R2 are taken as mates."
        ),
    )
    read_on = forms.DateField(label=gettext_lazy("Day of the reads"), widget=day_input())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Bring the reads of what stands in a plate or box."""
    by = caller(request)
    found = container_numbered(number, asking=by)
    check_works_in(by, found.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        made = bring_plate(
            container=found,
            technology=Reads(said["technology"]),
            files=[BroughtFile(file.name, file.file) for file in said["reads"]],
            read_on=said["read_on"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:plate", made.pk)

    form = PlateForm(request.POST or None, request.FILES or None, initial={"read_on": timezone.localdate()})
    lead = _("Every sample is held against its own design.")
    return ask(request, form, Asked(_("Bring reads of the plate"), _("Verify"), _above(found), lead), act)


@signed_in
@never_cache
@require_safe
def plate(request: HttpRequest, number: int) -> HttpResponse:
    """The plate with the verdict of each well; while they are computed, how far it is."""
    by = caller(request)
    found = plate_numbered(number, asking=by)
    # before the wells: where it has ended, what it left there is read
    run = run_numbered(found.run, asking=by) if found.run is not None else None
    wells = {
        one.place: one
        for one in found.wells.select_related("specimen", "design").defer("verdict", "design__record")
    }
    counts = Counter(_standing(one) for one in wells.values())
    rows = [
        (letter, [(place, *_shown(place, wells.get(place))) for place in row])
        for letter, row in grid(ContainerKind(found.container.kind))
    ]
    context = {
        "plate": found,
        "technology": READS[found.technology],
        "rows": rows,
        "columns": range(1, len(rows[0][1]) + 1),
        "counts": [(name, SIGNS[name], WELLS[name], counts[name]) for name in SIGNS if counts[name]],
        "many": len(wells),
        "run": run,
        "waits": run is not None and not has_ended(run),
        "left_out": [say(sentence_from(one)) for one in found.left_out],
        "faults": [(one, say(sentence_from(one.fault))) for one in wells.values() if one.fault],
        "crumbs": _above(found.container),
    }
    return render(request, "lab/plate.html", context)


def _standing(well: Sequencing) -> str:
    return well.standing or "waiting"


def _shown(place: str, well: Sequencing | None) -> tuple[Sequencing | None, str, str, str]:
    """The well, how it stands, its sign, and all of it in words."""
    if well is None:
        return None, "", "", place
    standing = _standing(well)
    words = f"{place}: {well.specimen.name}, {well.design.name} v{well.design.version}, {WELLS[standing]}"
    return well, standing, SIGNS[standing], words


def _above(container: Container) -> list[tuple[str, str]]:
    return [
        (reverse("lab:samples"), _("Samples")),
        (reverse("lab:container", args=[container.pk]), container.name),
    ]
