"""Samples, plates and boxes: registered, found, moved, labelled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import page as stretch
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Container, Sample
from xiandao.zone.lab.operations.bench import end_sample, make_container, move_sample, register_samples
from xiandao.zone.lab.permissions import check_works_in, organisations_of, works_in
from xiandao.zone.lab.queries.chains import wishes_of
from xiandao.zone.lab.queries.finding import (
    container_numbered,
    design_numbered,
    is_open,
    order_numbered,
    sample_numbered,
)
from xiandao.zone.lab.rules.barcodes import Label, sheets_of
from xiandao.zone.lab.rules.places import grid
from xiandao.zone.lab.rules.vocabulary import ContainerKind, SampleKind, SampleState
from xiandao.zone.lab.web.asking import Asked, ask, day_input
from xiandao.zone.lab.web.wishes import own_labs
from xiandao.zone.lab.web.words import CONTAINER_KINDS, READS, SAMPLE_KINDS, SAMPLE_STATES, choices

MOST_LABELS = 384


class SampleForm(forms.Form):
    """What it is, how many, where they stand."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=70)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices(SAMPLE_KINDS))
    many = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=384, initial=1)
    made_on = forms.DateField(label=gettext_lazy("Made on"), widget=day_input())
    container = forms.ChoiceField(label=gettext_lazy("Plate or box"), required=False)
    place = forms.CharField(
        label=gettext_lazy("From place on"),
        required=False,
        max_length=4,
        help_text=gettext_lazy("A1, B1 …, down the columns; empty: the first that is free."),
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=200)


class ContainerForm(forms.Form):
    """A plate or a box."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which lab"))
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices(CONTAINER_KINDS))
    stands = forms.CharField(
        label=gettext_lazy("Where it stands"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Freezer, shelf, drawer."),
    )


@signed_in
@never_cache
@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """The samples of my labs, the latest first, and their plates and boxes."""
    own = organisations_of(caller(request))
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    found = Sample.objects.filter(organisation__in=own).select_related("design", "wish", "container")
    if words:
        found = found.filter(name__icontains=words)
    context = {
        "page": stretch(request, found),
        "containers": Container.objects.filter(organisation__in=own),
        "container_kinds": CONTAINER_KINDS,
        "kinds": SAMPLE_KINDS,
        "states": SAMPLE_STATES,
        "organisations": own,
        "words": words,
    }
    return render(request, "lab/samples.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register samples of a design (?design=), of an order (?order=) or made from another one (?parent=)."""
    by = caller(request)
    made_from = _made_from(request)
    organisation = made_from.pop("organisation")
    check_works_in(by, organisation)
    stands = Container.objects.filter(organisation=organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        chosen = said.pop("container")
        made = register_samples(
            organisation=organisation,
            **made_from,
            **said | {"kind": SampleKind(said["kind"])},
            container=stands.filter(pk=chosen).first() if chosen else None,
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:sample", made[0].pk)

    design = made_from.get("design")
    start = {"made_on": timezone.localdate(), "name": design.name if design else ""}
    form = SampleForm(request.POST or None, initial=start)
    field = form.fields["container"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *((str(one.pk), f"{one.name} {one.barcode}") for one in stands)]
    above = [(reverse("lab:home"), _("Lab")), (reverse("lab:samples"), _("Samples"))]
    return ask(request, form, Asked(_("Register a sample"), _("Register"), above), act)


@signed_in
@never_cache
@require_safe
def sample(request: HttpRequest, number: int) -> HttpResponse:
    """One sample: what it is, where it stands, where it comes from, what was read and measured of it."""
    by = caller(request)
    found = sample_numbered(number, asking=by)
    ours = works_in(by, found.organisation)
    children, sequencings = found.children.all(), found.sequencings.select_related("design").defer("verdict")
    if not ours:  # who reads it by a share reads of its relatives only those that are shared too
        shared = wishes_of(by).values("pk")
        children, sequencings = children.filter(wish__in=shared), sequencings.filter(design__wish__in=shared)
    context = {
        "sample": found,
        "parent": found.parent if found.parent and is_open(by, found.parent) else None,
        "kind": SAMPLE_KINDS[found.kind],
        "state": SAMPLE_STATES[found.state],
        "children": children,
        "sequencings": sequencings,
        "reads": READS,
        "measurements": found.measurements.all(),
        "ours": ours,
        "containers": Container.objects.filter(organisation=found.organisation) if ours else [],
    }
    return render(request, "lab/sample.html", context)


@signed_in
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Say where it stands now, or that it is gone."""
    by = caller(request)
    found = sample_numbered(number, asking=by)
    ended = request.POST.get("state", "")
    try:
        if ended in (SampleState.USED_UP, SampleState.DISCARDED):
            end_sample(sample=found, state=SampleState(ended), by=by, at=timezone.now())
        else:
            chosen = request.POST.get("container", "")
            container = container_numbered(whole_number(chosen) or 0, asking=by) if chosen else None
            move_sample(
                sample=found,
                container=container,
                place=request.POST.get("place", ""),
                by=by,
                at=timezone.now(),
            )
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("lab:sample", number)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def container_new(request: HttpRequest) -> HttpResponse:
    """Register a plate or a box."""
    by = caller(request)
    labs = own_labs(by)

    def act(said: dict[str, Any]) -> HttpResponse:
        made = make_container(
            organisation=next(one for one in labs if one.key == said["organisation"]),
            name=said["name"],
            kind=ContainerKind(said["kind"]),
            stands=said["stands"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:container", made.pk)

    form = ContainerForm(request.POST or None)
    field = form.fields["organisation"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(one.key, one.label) for one in labs]
    if len(labs) == 1:
        field.widget, field.initial = forms.HiddenInput(), labs[0].key
    above = [(reverse("lab:home"), _("Lab")), (reverse("lab:samples"), _("Samples"))]
    return ask(request, form, Asked(_("Register a plate or a box"), _("Register"), above), act)


@signed_in
@never_cache
@require_safe
def container(request: HttpRequest, number: int) -> HttpResponse:
    """The places of a plate or a box, and what stands in them."""
    found = container_numbered(number, asking=caller(request))
    kind = ContainerKind(found.kind)
    here = {one.place: one for one in found.samples.filter(state=SampleState.HERE).select_related("design")}
    rows = [(letter, [(place, here.get(place)) for place in row]) for letter, row in grid(kind)]
    context = {
        "container": found,
        "kind": CONTAINER_KINDS[found.kind],
        "rows": rows,
        "columns": range(1, len(rows[0][1]) + 1),
        "here": len(here),
        "places": sum(len(row) for _, row in rows),
        "readings": found.readings.select_related("by"),
        "reads": READS,
    }
    return render(request, "lab/container.html", context)


@signed_in
@never_cache
@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """Labels to print: ?sample=1&sample=2, or ?container=3 for everything in it."""
    by = caller(request)
    chosen = request.GET.getlist("sample")[:MOST_LABELS]
    found = [sample_numbered(whole_number(one) or 0, asking=by) for one in chosen]
    box = _number(request, "container")
    if box is not None:
        found += container_numbered(box, asking=by).samples.filter(state=SampleState.HERE)
    sheets = sheets_of(
        [Label(one.barcode, one.name[:24], f"{one.made_on} {one.place}".strip()) for one in found]
    )
    return render(request, "lab/labels.html", {"sheets": sheets})


def _made_from(request: HttpRequest) -> dict[str, Any]:
    """What the sample comes from, as the address says; one's first lab where it says nothing."""
    by = caller(request)
    design, order, parent = (_number(request, name) for name in ("design", "order", "parent"))
    given: dict[str, Any] = {}
    if parent is not None:
        given["parent"] = sample_numbered(parent, asking=by)
        given["organisation"] = given["parent"].organisation
    if order is not None:
        given["order"] = order_numbered(order, asking=by)
        given["wish"] = given["order"].wish
        item = given["order"].items.first()
        given["design"] = item.design if item else None
    if design is not None:
        given["design"] = design_numbered(design, asking=by)
        given["wish"] = given["design"].wish
    if "wish" in given:
        given["organisation"] = given["wish"].organisation
    if "organisation" not in given:
        given["organisation"] = own_labs(by)[0]
    return given


def _number(request: HttpRequest, name: str) -> int | None:
    """The number that is named; 0, which nothing has, for what is no number."""
    said = request.GET.get(name, "")
    return (whole_number(said) or 0) if said else None
