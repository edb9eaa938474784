"""Imports through the JSON API: a file is brought, its columns settled, its rows looked at and applied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.face.api import say
from xiandao.zone.registry import api
from xiandao.zone.registry.operations.imports.beginning import uploaded
from xiandao.zone.registry.queries.imports import (
    columns_seen,
    import_numbered,
    imports_for,
    registers_for,
    row_counts,
    rows_seen,
    undo_obstacles,
)
from xiandao.zone.registry.queries.records import kind_named
from xiandao.zone.registry.rules.vocabulary import ImportState, RowState

MOST = 200  # imports in one answer
router = Router(auth=Allowed(*api.IMPORTERS), tags=["importing records"])


class ImportOut(Schema):
    """A file on its way into the registry: draft, checked, applied, undone or discarded."""

    number: int
    kind: str
    source: str
    file_name: str
    sha256: str
    state: str
    happened_on: date
    created_at: datetime
    columns: dict[str, str]
    rows: dict[str, int]

    @classmethod
    def of(cls, brought: api.Import) -> Self:
        """As the API says it."""
        return cls(
            number=brought.pk,
            kind=brought.kind,
            source=brought.source,
            file_name=brought.file_name,
            sha256=brought.file_sha256,
            state=brought.state,
            happened_on=brought.happened_on,
            created_at=brought.created_at,
            columns=brought.columns,
            rows={state.value: count for state, count in row_counts(brought).items()},
        )


class ColumnOut(Schema):
    """A column of the file with its first values, and the field it is taken for; "" leaves it out."""

    heading: str
    samples: list[str]
    field: str


class BroughtIn(Schema):
    """From whom the file comes, and of which day it speaks where a row does not."""

    source: str
    happened_on: date


class ColumnsIn(Schema):
    """What each heading means: the key of a field, or "" to leave the column out."""

    columns: dict[str, str]


class RowOut(Schema):
    """A row: what it would do or did, and what is wrong with it."""

    number: int
    state: str
    record: str
    values: dict[str, str]
    faults: list[str]


class RowsOut(Schema):
    """A page of rows."""

    rows: list[RowOut]
    page: int
    has_more: bool


class LeaveIn(Schema):
    """Leave the row out, or take it in again."""

    left_out: bool


@router.get("/imports", response=list[ImportOut], summary="Imports, the latest first")
def imports(request: HttpRequest) -> list[ImportOut]:
    """All of them for those who keep the registry; a member sees those of its organisation."""
    return [ImportOut.of(one) for one in imports_for(caller(request)).order_by("-pk")[:MOST]]


@router.post("/imports/{kind}", response={201: ImportOut}, summary="Bring a file")
def bring(
    request: HttpRequest, kind: str, told: Form[BroughtIn], file: File[UploadedFile]
) -> Status[ImportOut]:
    """Excel, CSV, for papers BibTeX, RIS or OpenAlex JSON. Its columns are guessed; nothing is kept yet."""
    by = caller(request)
    brought = api.begin_import(
        upload=uploaded(file),
        kind=kind_named(kind).kind,
        source=told.source,
        happened_on=told.happened_on,
        owner=registers_for(by),
        by=by,
        at=timezone.now(),
    )
    return Status(201, ImportOut.of(brought))


@router.get("/imports/{number}/columns", response=list[ColumnOut], summary="The columns of a file")
def columns(request: HttpRequest, number: int) -> list[ColumnOut]:
    """What each column was taken for."""
    brought = import_numbered(number, asking=caller(request))
    return [
        ColumnOut(heading=column.heading, samples=list(column.samples), field=column.field)
        for column in columns_seen(brought)
    ]


@router.post("/imports/{number}/columns", response=ImportOut, summary="Settle the columns")
def settle(request: HttpRequest, number: int, told: ColumnsIn) -> ImportOut:
    """Say what the columns mean; then every row is checked."""
    by = caller(request)
    brought = import_numbered(number, asking=by)
    return ImportOut.of(api.settle_columns(brought=brought, columns=told.columns, by=by, at=timezone.now()))


@router.get("/imports/{number}/rows", response=RowsOut, summary="The rows of a file")
def rows(request: HttpRequest, number: int, state: RowState | None = None, page: int = 1) -> RowsOut:
    """Fifty at a time, each with what it does and why it cannot."""
    by = caller(request)
    found = rows_seen(import_numbered(number, asking=by), state=state or "", number=page, asking=by)
    return RowsOut(
        rows=[
            RowOut(
                number=seen.row.number,
                state=seen.row.state,
                record=seen.row.record.key if seen.row.record else "",
                values={said.field.key: said.after for said in seen.said},
                faults=[f"{field.key}: {say(why)}" if field else say(why) for field, why in seen.remarks],
            )
            for seen in found.object_list
        ],
        page=found.number,
        has_more=found.has_next(),
    )


@router.post("/imports/{number}/rows/{row}", response={204: None}, summary="Leave a row out, or take it in")
def leave_out(request: HttpRequest, number: int, row: int, told: LeaveIn) -> Status[None]:
    """For a row that was checked and is not to be registered."""
    by = caller(request)
    brought = import_numbered(number, asking=by)
    api.leave_out(brought=brought, number=row, left_out=told.left_out, by=by, at=timezone.now())
    return Status(204, None)


@router.post("/imports/{number}/apply", response=ImportOut, summary="Register the rows, all or none")
def apply(request: HttpRequest, number: int) -> ImportOut:
    """What the rows claim waits to be verified."""
    by = caller(request)
    brought = import_numbered(number, asking=by)
    return ImportOut.of(api.apply_import(brought=brought, by=by, at=timezone.now()))


@router.post("/imports/{number}/undo", response=ImportOut, summary="Undo an import")
def undo(request: HttpRequest, number: int) -> ImportOut:
    """Everything the rows said is taken back; refused while something later leans on it."""
    by = caller(request)
    brought = import_numbered(number, asking=by)
    return ImportOut.of(api.undo_import(brought=brought, by=by, at=timezone.now()))


@router.get("/imports/{number}/obstacles", response=list[str], summary="What stands against an undo")
def obstacles(request: HttpRequest, number: int) -> list[str]:
    """Nothing for an import that was not applied."""
    brought = import_numbered(number, asking=caller(request))
    return [say(one) for one in undo_obstacles(brought)] if brought.state == ImportState.APPLIED else []


@router.post("/imports/{number}/discard", response={204: None}, summary="Forget a file")
def discard(request: HttpRequest, number: int) -> Status[None]:
    """Forget an import that was not applied."""
    by = caller(request)
    api.discard_import(brought=import_numbered(number, asking=by), by=by, at=timezone.now())
    return Status(204, None)
