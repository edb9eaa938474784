"""Runs through the JSON API: mine, one with its result, started, cancelled, run again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.runs import api
from xiandao.zone.runs.queries.wording import sentence_of
from xiandao.zone.runs.rules import RunState

MOST: Final = 200
router = Router(auth=Allowed(), tags=["runs"])


class RunOut(Schema):
    """How a run stands."""

    number: int
    what: str
    title: str
    state: str
    progress: float
    sentence: str
    seed: int
    code: str
    attempts: int
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    result_sha256: str
    again_of: int | None

    @classmethod
    def told(cls, run: api.Run) -> dict[str, Any]:
        """The fields of a run."""
        return {
            "number": run.pk,
            "what": run.what,
            "title": run.title,
            "state": run.state,
            "progress": run.progress,
            "sentence": sentence_of(run),
            "seed": run.seed,
            "code": run.code_version,
            "attempts": run.attempts,
            "queued_at": run.queued_at,
            "started_at": run.started_at,
            "ended_at": run.ended_at,
            "result_sha256": run.result_sha256,
            "again_of": run.again_of_id,
        }


class FileOut(Schema):
    """A file of the result; its content is at /runs/{number}/files/{name} of the pages."""

    name: str
    sha256: str
    size: int
    content_type: str


class WholeOut(RunOut):
    """A run with what went in and what came out."""

    inputs: dict[str, Any]
    result: dict[str, Any] | None
    files: list[FileOut]


class RunIn(Schema):
    """What to compute."""

    what: str
    inputs: dict[str, Any]
    seed: int = 1
    title: str = ""


class ComputationOut(Schema):
    """Something that may run."""

    what: str
    title: str
    by_hand: bool


@router.get("/computations", response=list[ComputationOut], summary="What may run")
def computations(request: HttpRequest) -> list[ComputationOut]:  # noqa: ARG001
    """Every registered computation; those by hand may be started with POST /runs."""
    return [
        ComputationOut(what=found.key, title=found.title, by_hand=found.by_hand)
        for found in api.computations()
    ]


@router.get("/runs", response=list[RunOut], summary="My runs")
def mine(request: HttpRequest, state: RunState | None = None, before: int | None = None) -> list[RunOut]:
    """The latest first, at most 200; `before` takes up where the last answer ended."""
    found = api.runs_of(caller(request))
    if state is not None:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [RunOut(**RunOut.told(run)) for run in found[:MOST]]


@router.get("/runs/{number}", response=WholeOut, summary="One run")
def one(request: HttpRequest, number: int) -> WholeOut:
    """How it stands, its inputs and its result."""
    return _whole(api.run_numbered(number, asking=caller(request)))


@router.post("/runs", response={201: WholeOut}, summary="Start a run")
def start(request: HttpRequest, told: RunIn) -> Status[WholeOut]:
    """Only what its room opened to everybody; the rest has its own operations."""
    run = api.start_by_hand(
        what=told.what,
        inputs=told.inputs,
        seed=told.seed,
        title=told.title,
        by=caller(request),
        at=timezone.now(),
    )
    return Status(201, _whole(run))


@router.post("/runs/{number}/cancel", response={204: None}, summary="Cancel a run")
def cancel(request: HttpRequest, number: int) -> Status[None]:
    """A computation notices at its next report."""
    by = caller(request)
    api.cancel_run(run=api.run_numbered(number, asking=by), by=by, at=timezone.now())
    return Status(204, None)


@router.post("/runs/{number}/again", response={201: WholeOut}, summary="Run again")
def again(request: HttpRequest, number: int) -> Status[WholeOut]:
    """With the same inputs and seed."""
    by = caller(request)
    run = api.run_again(run=api.run_numbered(number, asking=by), by=by, at=timezone.now())
    return Status(201, _whole(run))


def _whole(run: api.Run) -> WholeOut:
    files = [
        FileOut(name=kept.name, sha256=kept.sha256, size=kept.size, content_type=kept.content_type)
        for kept in run.files.all()
    ]
    return WholeOut(**RunOut.told(run), inputs=run.inputs, result=run.result, files=files)
