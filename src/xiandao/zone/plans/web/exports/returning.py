"""The edited ledger comes back: first everything that it would change, then, at a word, the changes."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import MEGABYTE, FileType, Upload, UploadRefused, inspect
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import as_of, say
from xiandao.zone.plans.api import OFFICE, LedgerOutcome, Snapshot, import_ledger
from xiandao.zone.plans.rules.ledger import LAYOUT
from xiandao.zone.plans.web.doing.finding import asked_plan
from xiandao.zone.plans.web.reading.frame import kept_day
from xiandao.zone.plans.web.uploading import uploaded

LEDGERS = frozenset({FileType.XLSX})
MOST_BYTES = MEGABYTE  # it travels through the preview page and back


class LedgerForm(forms.Form):
    """The edited ledger."""

    ledger = forms.FileField(
        label=gettext_lazy("Edited ledger"),
        allow_empty_file=True,
        help_text=gettext_lazy("The Excel file taken from here. You see every change before it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an edited ledger changes, or keep it."""
    seen = asked_plan(request, slug)
    back = reverse("plans:exports", args=[slug]) + kept_day(seen.as_of)
    if request.method != "POST":
        return redirect(back)
    form = LedgerForm(request.POST, request.FILES)
    is_second = "content" in request.POST
    if not is_second and not form.is_valid():
        return _form_again(request, seen, form)
    try:
        upload = _second(request) if is_second else _first(form)
        outcome = import_ledger(
            plan=seen.plan,
            upload=upload,
            as_of=as_of(request),
            by=caller(request),
            at=timezone.now(),
            apply=is_second,
        )
    except Refusal as refusal:
        form = LedgerForm()
        form.errors["ledger"] = form.error_class([say(refusal)])
        return _form_again(request, seen, form)
    if outcome.applied:
        messages.success(request, _kept(outcome))
        return redirect(back)
    return _preview(request, seen, upload, outcome)


def _first(form: LedgerForm) -> Upload:
    upload = uploaded(form.cleaned_data["ledger"], LEDGERS)
    return inspect(upload.name, upload.content, allowed=LEDGERS, most_bytes=MOST_BYTES)


def _second(request: HttpRequest) -> Upload:
    """The file that the preview carried along; it is looked at as if it came for the first time."""
    try:
        content = base64.b64decode(request.POST["content"], validate=True)
    except (binascii.Error, ValueError) as damaged:
        raise UploadRefused(
            gettext_noop("The ledger did not survive the way back. Choose the file again.")
        ) from damaged
    name = request.POST.get("name", "ledger.xlsx")
    return inspect(name, content, allowed=LEDGERS, most_bytes=MOST_BYTES)


def _kept(outcome: LedgerOutcome) -> str:
    count = len(outcome.changes.dispatches) + len(outcome.changes.reports)
    said = ngettext("{n} change was taken over.", "{n} changes were taken over.", count)
    return said.format(n=count) if count else _("The ledger changes nothing.")


def _form_again(request: HttpRequest, seen: Snapshot, form: LedgerForm) -> HttpResponse:
    context = _common(request, seen) | {"form": form}
    return render(request, "plans/exports.html", context, status=422)


def _preview(request: HttpRequest, seen: Snapshot, upload: Upload, outcome: LedgerOutcome) -> HttpResponse:
    titles = {measure.key: measure.revision for measure in seen.measures}
    changes = [
        {
            "revision": titles[change.key],
            "fields": [(LAYOUT.column(key), before, after) for key, before, after in change.differs],
        }
        for change in outcome.changes.dispatches
    ]
    context = _common(request, seen) | {
        "outcome": outcome,
        "name": upload.name,
        "content": base64.b64encode(upload.content).decode(),
        "faults": [(fault.sheet, fault.cell, say(fault.refusal)) for fault in outcome.faults],
        "changes": changes,
        "reports": [(titles[report.key], report) for report in outcome.changes.reports],
    }
    return render(request, "plans/exports/ledger.html", context, status=422 if outcome.faults else 200)


def _common(request: HttpRequest, seen: Snapshot) -> dict[str, object]:
    return {
        "plan": seen.plan,
        "edition": seen.edition,
        "seen": seen,
        "here": "exports",
        "keep": kept_day(as_of(request)),
        "may_run": True,
    }
