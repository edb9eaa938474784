"""My runs, one run with its progress, and its result to take along."""

from __future__ import annotations

import json
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.zone.accounts.api import Role, caller, parties_of, signed_in
from xiandao.zone.face.api import page as stretch
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.starting import cancel_run, run_again, start_by_hand
from xiandao.zone.runs.permissions import can_read_run
from xiandao.zone.runs.queries.runs import (
    earlier_result,
    every_run,
    file_of,
    has_ended,
    run_known,
    run_numbered,
    runs_of,
)
from xiandao.zone.runs.queries.wording import told

REHEARSAL: Final = {"steps": 40, "pause_s": 0.5}
SHOWN_CHARACTERS: Final = 20_000  # of a payload on a page; all of it is in the file
SHOWABLE: Final = frozenset({"image/png", "application/json", "text/csv", "text/plain"})


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The runs of whom I speak for, the latest first; the administrator may look at all that exist."""
    by = caller(request)
    administrator = by.role == Role.ADMINISTRATOR
    everything = administrator and request.GET.get("all") == "1"
    page = stretch(request, every_run(asking=by) if everything else runs_of(by))
    parties = parties_of(by)
    context = {
        "page": page,
        "lines": [told(run, readable=can_read_run(by, run, parties)) for run in page],
        "waits": any(not has_ended(run) for run in page),
        "administrator": administrator,
        "everything": everything,
    }
    return render(request, "runs/rows.html" if request.htmx else "runs/mine.html", context)  # type: ignore[attr-defined]


@signed_in
@never_cache
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run: how far, with what, what came out; for who may only know of it, how it stands."""
    by = caller(request)
    found = run_known(number, asking=by)
    readable = can_read_run(by, found, parties_of(by))
    context = _standing(found, readable=readable)
    if readable:
        context |= {
            "inputs": _shown(found.inputs),
            "result": "" if found.result is None else _shown(found.result),
            "files": [*found.files.all()],
            "steps": found.steps.count(),
            "same": earlier_result(found),
        }
    return render(request, "runs/run.html", context)


@signed_in
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How it stands, asked every second while it runs; at its end the whole page is loaded once more."""
    by = caller(request)
    found = run_known(number, asking=by)
    answer = render(
        request, "runs/progress.html", _standing(found, readable=can_read_run(by, found, parties_of(by)))
    )
    if has_ended(found):
        answer["HX-Refresh"] = "true"
    return answer


@signed_in
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Cancel it."""
    by = caller(request)
    cancel_run(run=run_known(number, asking=by), by=by, at=timezone.now())
    messages.success(request, _("It is cancelled; a computation stops at its next report."))
    return redirect("runs:run", number)


@signed_in
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Run it again."""
    by = caller(request)
    repeated = run_again(run=run_numbered(number, asking=by), by=by, at=timezone.now())
    return redirect("runs:run", repeated.pk)


@signed_in
@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """Start a rehearsal, to see the worker work."""
    by = caller(request)
    started = start_by_hand(what="runs.rehearsal/1", inputs=REHEARSAL, by=by, at=timezone.now())
    return redirect("runs:run", started.pk)


@signed_in
@never_cache
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    """Everything of a run as one JSON file: what, inputs, seed, code, result."""
    found = run_numbered(number, asking=caller(request))
    kept = {
        "format": "xiandao-run/1",
        "run": found.pk,
        "what": found.what,
        "seed": found.seed,
        "code": found.code_version,
        "state": found.state,
        "inputs": found.inputs,
        "result": found.result,
        "result_sha256": found.result_sha256,
    }
    return _download(
        json.dumps(kept, ensure_ascii=False, indent=1).encode(), f"run-{number}.json", "application/json"
    )


@signed_in
@never_cache
@require_safe
def file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file of the result."""
    kept, content = file_of(run_numbered(number, asking=caller(request)), name)
    return _download(
        content, kept.name, kept.content_type if kept.content_type in SHOWABLE else "application/octet-stream"
    )


def _standing(run: Run, *, readable: bool) -> dict[str, object]:
    return {"run": run, "told": told(run, readable=readable), "readable": readable, "ended": has_ended(run)}


def _shown(payload: object) -> str:
    text = json.dumps(payload, ensure_ascii=False, indent=1)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "\n…"


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
