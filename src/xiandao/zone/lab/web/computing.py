"""What is computed in the background for a wish: genes, mRNA, guides, an assembly plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.kernel.content import keep_in
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.lab.models import LabRun
from xiandao.zone.lab.operations.computing import ComputingRefused, compute, compute_gene, compute_mrna
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.queries.finding import design_numbered, wish_numbered
from xiandao.zone.lab.rules.vocabulary import RunKind
from xiandao.zone.lab.web.asking import Asked, ask
from xiandao.zone.lab.web.concerns import guides_told
from xiandao.zone.lab.web.designs import crumbs
from xiandao.zone.lab.web.words import NUCLEASES as NUCLEASE_WORDS
from xiandao.zone.runs.api import RunState, run_numbered

MOST_GENOME_BYTES = 100 * 1024 * 1024
BINDING_SITE = "AAAGAGGAGAAA"  # BBa_B0034 of the Registry of Standard Biological Parts


class GeneForm(forms.Form):
    """The rules that the genes keep."""

    avoid = forms.CharField(
        label=gettext_lazy("Avoid"),
        required=False,
        max_length=400,
        initial="BsaI, EcoRI",
        help_text=gettext_lazy("Restriction enzymes or IUPAC motifs, with commas."),
    )
    longest_run = forms.IntegerField(
        label=gettext_lazy("Longest run of one base (0: any)"), min_value=0, max_value=30, initial=6
    )
    gc_least = forms.FloatField(label=gettext_lazy("GC, least (%)"), min_value=0, max_value=100, initial=35)
    gc_most = forms.FloatField(label=gettext_lazy("GC, most (%)"), min_value=0, max_value=100, initial=65)
    binding_site = forms.CharField(
        label=gettext_lazy("Ribosome binding site before each gene"),
        required=False,
        max_length=200,
        initial=BINDING_SITE,
        help_text=gettext_lazy("BBa_B0034 unless you change it; empty for none."),
    )
    backbone = forms.CharField(
        label=gettext_lazy("Backbone (letters)"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy("With one the design is a circle, without one a line."),
    )
    seed = forms.IntegerField(label=gettext_lazy("Seed"), min_value=0, initial=1)
    reason = forms.CharField(label=gettext_lazy("Why this version"), required=False, max_length=400)


class MrnaForm(forms.Form):
    """How stable, how adapted, between which regions."""

    cai_weight = forms.FloatField(
        label=gettext_lazy("Weight of the codons (kcal/mol per unit of ln w)"), min_value=0, initial=1.0
    )
    avoid = forms.CharField(label=gettext_lazy("Avoid"), required=False, max_length=400, initial="BsaI")
    open_start = forms.IntegerField(
        label=gettext_lazy("Bases from the start that stay unpaired"), min_value=0, max_value=60, initial=12
    )
    five_utr = forms.CharField(label=gettext_lazy("5' untranslated region"), required=False, max_length=2000)
    three_utr = forms.CharField(label=gettext_lazy("3' untranslated region"), required=False, max_length=4000)
    tail = forms.IntegerField(label=gettext_lazy("A in the tail"), min_value=0, max_value=400, initial=100)
    reason = forms.CharField(label=gettext_lazy("Why this version"), required=False, max_length=400)


class GuidesForm(forms.Form):
    """Where to cut, and where not."""

    genome = forms.FileField(
        label=gettext_lazy("Genome (GenBank or FASTA)"),
        help_text=gettext_lazy("Every site in it is counted; with annotation off-targets are named by gene."),
    )
    gene = forms.CharField(label=gettext_lazy("Gene"), required=False, max_length=80)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        required=False,
        choices=[
            ("", "—"),
            ("knockout", gettext_lazy("Knock-out")),
            ("interference", gettext_lazy("Silencing (CRISPRi)")),
            ("activation", gettext_lazy("Activation (CRISPRa)")),
        ],
    )
    nuclease = forms.ChoiceField(label=gettext_lazy("Nuclease"))
    mismatches = forms.IntegerField(
        label=gettext_lazy("Mismatches up to"), min_value=0, max_value=5, initial=3
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from xiandao.foundry.editing import NUCLEASES

        super().__init__(*args, **kwargs)
        field = self.fields["nuclease"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, NUCLEASE_WORDS.get(name, name)) for name in NUCLEASES]


class PlanForm(forms.Form):
    """Parts, enzyme, and the buyer's own prices."""

    enzyme = forms.ChoiceField(
        label=gettext_lazy("Enzyme"), choices=[(name, name) for name in ("BsaI", "BsmBI", "BbsI", "SapI")]
    )
    parts = forms.IntegerField(label=gettext_lazy("Parts"), min_value=1, max_value=30, initial=3)
    gene_per_base = forms.FloatField(label=gettext_lazy("Gene, a base"), min_value=0, initial=0.5)
    gene_least = forms.FloatField(label=gettext_lazy("Gene, at least"), min_value=0, initial=100)
    primer_per_base = forms.FloatField(label=gettext_lazy("Primer, a base"), min_value=0, initial=0.5)
    copy = forms.FloatField(label=gettext_lazy("One PCR"), min_value=0, initial=30)
    reaction = forms.FloatField(label=gettext_lazy("One assembly"), min_value=0, initial=150)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, initial="CNY")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gene(request: HttpRequest, number: int) -> HttpResponse:
    """Let the genes be optimised."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        options = {
            "avoid": _names(said["avoid"]),
            "longest_run": said["longest_run"],
            "gc": [said["gc_least"] / 100, said["gc_most"] / 100],
            "binding_site": "".join(said["binding_site"].split()).upper(),
            "backbone": said["backbone"],
        }
        run = compute_gene(
            wish=wish, options=options, reason=said["reason"], seed=said["seed"], by=by, at=timezone.now()
        )
        return redirect("runs:run", run)

    asked = Asked(_("Compute the genes"), _("Compute"), crumbs(wish), wish.host)
    return ask(request, GeneForm(request.POST or None), asked, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mrna(request: HttpRequest, number: int) -> HttpResponse:
    """Let the mRNA be designed."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        options = {**said, "avoid": _names(said["avoid"])}
        run = compute_mrna(wish=wish, options=options, reason=options.pop("reason"), by=by, at=timezone.now())
        return redirect("runs:run", run)

    asked = Asked(_("Compute the mRNA"), _("Compute"), crumbs(wish), wish.host)
    return ask(request, MrnaForm(request.POST or None), asked, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def guides(request: HttpRequest, number: int) -> HttpResponse:
    """Let guides be searched in a genome that is brought."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        file = said.pop("genome")
        if file.size > MOST_GENOME_BYTES:
            raise ComputingRefused(
                "{name} is larger than {most} MB.", name=file.name, most=MOST_GENOME_BYTES // 1024 // 1024
            )
        kept = {"name": neutral_name(file.name), "sha256": keep_in(store(), file.read())}
        run = compute(
            kind=RunKind.GUIDES,
            wish=wish,
            inputs={**said, "genome": kept},
            title=f"{wish.title}: {said['gene'] or kept['name']}",
            by=by,
            at=timezone.now(),
        )
        return redirect("runs:run", run)

    asked = Asked(_("Search guides"), _("Search"), crumbs(wish))
    return ask(request, GuidesForm(request.POST or None, request.FILES or None), asked, act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """Let it be planned how a circle is put together, from what the wish has in stock."""
    by = caller(request)
    design = design_numbered(number, asking=by)
    check_works_in(by, design.wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        enzyme, parts = said.pop("enzyme"), said.pop("parts")
        stock = design.wish.designs.filter(samples__state="here").exclude(pk=design.pk).distinct()
        run = compute(
            kind=RunKind.PLAN,
            wish=design.wish,
            design=design,
            inputs={
                "design": design.record,
                "stock": [one.record for one in stock],
                "enzyme": enzyme,
                "parts": parts,
                "prices": {**said, "as_of": timezone.localdate().isoformat()},
            },
            title=f"{design.name} v{design.version}",
            by=by,
            at=timezone.now(),
        )
        return redirect("runs:run", run)

    asked = Asked(_("Plan the assembly"), _("Compute the assembly"), crumbs(design.wish))
    return ask(request, PlanForm(request.POST or None), asked, act)


@signed_in
@never_cache
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    """What guides were found, or how it is put together, as tables; the run's page has the whole of it."""
    by = caller(request)
    kept = get_object_or_404(LabRun.objects.select_related("wish"), run=number)
    wish = wish_numbered(kept.wish_id, asking=by)
    check_works_in(by, wish.organisation)
    run = run_numbered(number, asking=by)
    if run.state != RunState.DONE or run.result is None or kept.kind not in (RunKind.GUIDES, RunKind.PLAN):
        return redirect("runs:run", number)
    found = guides_told(run.result) if kept.kind == RunKind.GUIDES else run.result
    context = {"run": run, "result": found, "kind": kept.kind, "crumbs": crumbs(wish)}
    return render(request, "lab/result_of_run.html", context)


def _names(said: str) -> list[str]:
    return [name for part in said.replace("，", ",").split(",") if (name := part.strip())]
