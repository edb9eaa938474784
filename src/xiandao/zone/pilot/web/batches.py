"""The batch record: read, signed, closed, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import inspect
from xiandao.zone.accounts.api import caller, signed_in, zone_only
from xiandao.zone.evidence.api import file_content
from xiandao.zone.face.api import page, say
from xiandao.zone.pilot.models import Batch
from xiandao.zone.pilot.operations import batches as acts
from xiandao.zone.pilot.operations.closing import close_batch
from xiandao.zone.pilot.permissions import operates
from xiandao.zone.pilot.queries.batches import (
    attachment_numbered,
    batch_numbered,
    batches,
    deviation_numbered,
    lacks_of,
    shown_of,
    step_numbered,
)
from xiandao.zone.pilot.queries.campaigns import campaign_numbered
from xiandao.zone.pilot.queries.documents import batch_document
from xiandao.zone.pilot.queries.wording import source_words
from xiandao.zone.pilot.rules.estimating import Running
from xiandao.zone.pilot.rules.readiness import judged
from xiandao.zone.pilot.rules.states import UNITS, Quantity
from xiandao.zone.pilot.web.asking import done, first_fault, handed_out
from xiandao.zone.pilot.web.forms import (
    AchievedForm,
    AdditionForm,
    CloseForm,
    DeviationForm,
    FileForm,
    MaterialForm,
    RunningForm,
    SignForm,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_BYTES = 20 * 1024 * 1024


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The records that the reader may see."""
    return render(request, "pilot/batches.html", {"page": page(request, batches(asking=caller(request)))})


@signed_in
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One record, with what can still be done in it."""
    return render(request, "pilot/batch.html", _context(request, pk))


@signed_in
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The record for paper."""
    return render(request, "pilot/batch_print.html", _context(request, pk))


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    steps = list(found.steps.select_related("equipment", "done_by", "checked_by"))
    is_open = found.closed_at is None
    chinese = (get_language() or "").startswith("zh")
    shown = shown_of(found)
    return {
        "batch": found,
        "campaign": found.campaign,
        "steps": [
            {
                "step": step,
                "values": [(one, step.values.get(one["name"])) for one in step.parameters],
                "sign": SignForm(parameters=step.parameters, prefix=f"s{step.order}"),
                "check": SignForm(parameters=[], prefix=f"c{step.order}"),
                "mine": step.done_by_id == by.pk,
            }
            for step in steps
        ],
        "deviations": found.deviations.select_related("by", "resolved_by", "step"),
        "materials": found.materials.select_related("by"),
        "additions": found.additions.select_related("by"),
        "attachments": found.attachments.select_related("by", "file"),
        "achieved": [
            (one, UNITS[Quantity(one.quantity)], source_words(one.source)) for one in found.achieved.all()
        ],
        "is_open": is_open,
        "operator": operates(by),
        "me": by,
        "lacks": [say(one) for one in lacks_of(found)] if is_open else [],
        "judged": [
            (
                scale.upper(),
                judged(shown, scale).level,
                [
                    (rule.level, rule.zh if chinese else rule.en, met)
                    for rule, met in judged(shown, scale).rules
                ],
            )
            for scale in ("trl", "mrl")
        ],
        "deviation_form": DeviationForm(prefix="d"),
        "material_form": MaterialForm(prefix="m"),
        "addition_form": AdditionForm(prefix="a"),
        "achieved_form": AchievedForm(prefix="q"),
        "vessels": [step for step in steps if step.equipment and step.equipment.geometry.strip()],
        "running_form": RunningForm(prefix="r"),
        "file_form": FileForm(prefix="f"),
        "close_form": CloseForm(prefix="z"),
    }


@zone_only
@require_POST
def open_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the record of a campaign."""
    by, campaign = caller(request), campaign_numbered(pk, asking=caller(request))
    try:
        found = acts.open_batch(campaign=campaign, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("pilot:campaign", pk)
    messages.success(request, _("The record is open."))
    return redirect("pilot:batch", found.pk)


@signed_in
@rate_limit(action="reauthenticate")  # type: ignore[untyped-decorator]
@require_POST
def sign(request: HttpRequest, pk: int, order: int, what: str) -> HttpResponse:
    """Sign a step as done, or as checked."""
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    step = step_numbered(found, order)
    checks = what == "check"
    form = SignForm(
        request.POST, parameters=[] if checks else step.parameters, prefix=f"{'c' if checks else 's'}{order}"
    )
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:batch", pk)
    password = form.cleaned_data["password"]
    if checks:
        return done(
            request,
            lambda: acts.check_step(step=step, password=password, by=by, at=timezone.now()),
            _("The step is checked and signed."),
            "pilot:batch",
            pk,
        )
    return done(
        request,
        lambda: acts.sign_step(step=step, values=form.values(), password=password, by=by, at=timezone.now()),
        _("The step is signed. Another person checks it."),
        "pilot:batch",
        pk,
    )


@signed_in
@require_POST
def note(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Enter a deviation, a material, an addition, a file or what was achieved."""
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    keeps: dict[str, tuple[type[forms.Form], str, Callable[..., object]]] = {
        "deviation": (DeviationForm, "d", lambda **told: acts.note_deviation(step=None, **told)),
        "material": (MaterialForm, "m", acts.add_material),
        "addition": (AdditionForm, "a", acts.note_addition),
        "achieved": (AchievedForm, "q", acts.record_achieved),
        "file": (FileForm, "f", _keep_file),
    }
    if what not in keeps:
        return redirect("pilot:batch", pk)
    kind, prefix, keep = keeps[what]
    form = kind(request.POST, request.FILES, prefix=prefix)
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:batch", pk)
    told = form.cleaned_data
    act = lambda: keep(batch=found, by=by, at=timezone.now(), **told)  # noqa: E731
    return done(request, act, _("It stands in the record."), "pilot:batch", pk)


def _keep_file(*, batch: Batch, file: Any, by: Any, at: Any) -> object:
    content = file.read(MOST_BYTES + 1)
    upload = inspect(file.name, content, allowed=acts.DATA_FILES, most_bytes=MOST_BYTES)
    return acts.attach_file(batch=batch, upload=upload, by=by, at=at)


@signed_in
@require_POST
def compute(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Compute what a step's vessel gave at how it was run."""
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    step, form = step_numbered(found, order), RunningForm(request.POST, prefix="r")
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:batch", pk)
    running = Running(**form.cleaned_data)
    act = acts.compute_achieved
    said = _("It is computed and stands in the record, with the laws as its source.")
    return done(
        request, lambda: act(step=step, running=running, by=by, at=timezone.now()), said, "pilot:batch", pk
    )


@zone_only
@require_POST
def resolve(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say what was decided about a deviation."""
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    deviation = deviation_numbered(found, number)
    words = request.POST.get("resolution", "")
    act = acts.resolve_deviation
    return done(
        request,
        lambda: act(deviation=deviation, resolution=words, by=by, at=timezone.now()),
        _("The deviation is resolved."),
        "pilot:batch",
        pk,
    )


@zone_only
@rate_limit(action="reauthenticate")  # type: ignore[untyped-decorator]
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the record for ever."""
    by, found = caller(request), batch_numbered(pk, asking=caller(request))
    form = CloseForm(request.POST, prefix="z")
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:batch", pk)
    told = form.cleaned_data
    return done(
        request,
        lambda: close_batch(batch=found, by=by, at=timezone.now(), **told),
        _("The record is closed and locked. What it shows is in the evidence ledger."),
        "pilot:batch",
        pk,
    )


@signed_in
@never_cache
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The record as Word."""
    found = batch_numbered(pk, asking=caller(request))
    return handed_out(batch_document(found), DOCX, f"{_('batch record')} {pk}.docx")


@signed_in
@never_cache
@require_safe
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A data file of the record."""
    found = attachment_numbered(batch_numbered(pk, asking=caller(request)), number)
    return handed_out(file_content(found.file), "application/octet-stream", found.name)
