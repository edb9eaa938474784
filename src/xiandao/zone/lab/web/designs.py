"""Designs: brought, computed, looked at, compared with the version before, predicted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.formats import Format, write
from xiandao.kernel.sentences import sentence_from
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Design, Wish
from xiandao.zone.lab.operations.designs import design_from, keep_design, predict
from xiandao.zone.lab.permissions import check_works_in, works_in
from xiandao.zone.lab.queries.finding import design_numbered, wish_numbered
from xiandao.zone.lab.rules.differences import difference
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.rules.vocabulary import DesignWay
from xiandao.zone.lab.web.asking import Asked, ask, download
from xiandao.zone.lab.web.words import ABOUT, WAYS, Words

SHOWN_LETTERS = 60 * 200  # of the sequence on a page; all of it is in the file


class DesignForm(forms.Form):
    """A sequence file or pasted letters."""

    file = forms.FileField(
        label=gettext_lazy("Sequence file"),
        required=False,
        help_text=gettext_lazy("GenBank, EMBL, FASTA, SBOL or SnapGene; one sequence."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste it"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("Letters, FASTA or GenBank."),
    )
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), required=False, max_length=120)
    reason = forms.CharField(label=gettext_lazy("Why this version"), required=False, max_length=400)


class PredictionForm(forms.Form):
    """A figure that is expected, before it is measured."""

    what = forms.CharField(label=gettext_lazy("What is measured"), max_length=80)
    value = forms.FloatField(label=gettext_lazy("Figure"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=24)
    low = forms.FloatField(label=gettext_lazy("Lower end of the interval"), required=False)
    high = forms.FloatField(label=gettext_lazy("Upper end of the interval"), required=False)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a design."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        file = said["file"]
        content, name = (file.read(), file.name) if file else (_pasted(said["text"]), _("pasted"))
        made = keep_design(
            wish=wish,
            record=design_from(content, name),
            way=DesignWay.BY_HAND,
            name=said["name"],
            reason=said["reason"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:design", made.pk)

    form = DesignForm(request.POST or None, request.FILES or None)
    return ask(request, form, Asked(_("Bring a design"), _("Keep this version"), crumbs(wish)), act)


@signed_in
@never_cache
@require_safe
def design(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its map, features, letters, what differs from the one before."""
    by = caller(request)
    found = design_numbered(number, asking=by)
    record = record_from(found.record)
    before = found.wish.designs.filter(version__lt=found.version).order_by("-version").first()
    letters = record.sequence[:SHOWN_LETTERS]
    context = {
        "design": found,
        "record": record,
        "way": WAYS[found.way],
        "map": _map(record),
        "features": [_row(feature) for feature in record.features if feature.kind != "source"],
        "rows": [(at + 1, letters[at : at + 60]) for at in range(0, len(letters), 60)],
        "cut_off": len(record) > SHOWN_LETTERS,
        "before": before,
        "difference": difference(record_from(before.record), record) if before else None,
        "about": _about(found),
        "warnings": [say(sentence_from(one)) for one in found.about.get("warnings", ())],
        "ours": works_in(by, found.wish.organisation),
        "measurements": found.measurements.all(),
        "crumbs": crumbs(found.wish),
    }
    return render(request, "lab/design.html", context)


@signed_in
@never_cache
@require_safe
def file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The design as GenBank or FASTA."""
    found = design_numbered(number, asking=caller(request))
    wanted = Format.FASTA if form == "fasta" else Format.GENBANK
    content = write([record_from(found.record)], wanted)
    suffix = "fasta" if wanted is Format.FASTA else "gb"
    return download(content, f"{found.name}_v{found.version}.{suffix}", "text/plain; charset=utf-8")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def prediction(request: HttpRequest, number: int) -> HttpResponse:
    """Say what is expected of it."""
    by = caller(request)
    found = design_numbered(number, asking=by)
    check_works_in(by, found.wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        predict(design=found, by=by, at=timezone.now(), **said)
        return redirect("lab:design", number)

    start = {
        "what": found.predicted_what,
        "value": found.predicted_value,
        "unit": found.predicted_unit,
        "low": found.predicted_low,
        "high": found.predicted_high,
    }
    above = [*crumbs(found.wish), (reverse("lab:design", args=[number]), str(found.name))]
    asked = Asked(
        _("What is expected of {name}").format(name=found.name),
        _("Keep the prediction"),
        above,
        _("Said before it is measured, it shows later how good the predictions are."),
    )
    return ask(request, PredictionForm(request.POST or None, initial=start), asked, act)


def _map(record: Record) -> SafeString:
    """The map as the foundry draws it: SVG text with every word escaped, nothing from elsewhere."""
    from xiandao.foundry.maps import CHINESE, ENGLISH, draw_map

    chinese = (get_language() or "").startswith("zh")
    return mark_safe(draw_map(record, words=CHINESE if chinese else ENGLISH))  # noqa: S308


def crumbs(wish: Wish) -> list[tuple[str, str]]:
    """The pages above those of a wish."""
    return [(reverse("lab:home"), _("Lab")), (reverse("lab:wish", args=[wish.pk]), wish.title)]


def _pasted(text: str) -> bytes:
    """Bare letters get a name; everything else is read as it is."""
    said = text.strip()
    if said and not said.startswith((">", "LOCUS", "ID ", "@", "<", "{")):
        said = f">pasted\n{''.join(part for part in said.split() if not part.isdigit())}"
    return said.encode()


def _row(feature: Any) -> dict[str, Any]:
    places = feature.places
    return {
        "kind": feature.kind,
        "label": feature.label,
        "where": ", ".join(f"{place.start + 1}..{place.end}" for place in places),
        "strand": {1: "+", -1: "\N{MINUS SIGN}"}.get(feature.strand, "±"),
        "length": sum(place.end - place.start for place in places),
    }


def _about(design: Design) -> list[tuple[Words, Any]]:
    """The engine's figures, the genes one by one."""
    about = design.about
    shown: list[tuple[Words, Any]] = [
        (ABOUT.get(name, name), value) for name, value in about.items() if name not in ("genes", "warnings")
    ]
    for gene in about.get("genes", []):
        figures = _("CAI {cai}, gap ≤ {gap}").format(cai=gene["cai"], gap=gene["gap"])
        shown.append((gene["name"], figures))
    return shown
