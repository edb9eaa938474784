"""The registry's first page, the list of a kind, and the list as a file to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xiandao.publishing.comma import comma_separated
from xiandao.publishing.workbook import Column, SheetLayout, write_workbook
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import page
from xiandao.zone.registry.models import Record
from xiandao.zone.registry.permissions import IMPORTERS, classes_seen, keeps_registry, visible
from xiandao.zone.registry.queries.records import (
    RecordFilter,
    columns_of,
    counts,
    kind_named,
    lines,
    open_pairs,
    records,
)
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import FieldClass
from xiandao.zone.registry.web.asking import language

MOST_EXPORTED = 50_000
MOST_LISTED = 10_000  # beyond it a reader filters
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The kinds of record with how many there are, and what waits for the registrar."""
    by, numbers = caller(request), counts()
    keeper = keeps_registry(by)
    context = {
        "kinds": [(kind, numbers[kind.kind.value]) for kind in KINDS.values()],
        "keeper": keeper,
        "may_import": by.role in IMPORTERS,
        "pairs": open_pairs().count() if keeper else 0,
    }
    return render(request, "registry/registry.html", context)


@signed_in
@require_safe
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """The records of a kind: searched, filtered, sorted, with the columns that the reader chose."""
    by, known = caller(request), kind_named(kind)
    wanted = filter_of(request, kind)
    columns = columns_of(known.kind, wanted.columns, asking=by)
    shown = page(request, records(known.kind, wanted, asking=by)[:MOST_LISTED])
    classes = classes_seen(by, Record(kind=known.kind), frozenset()) or frozenset({FieldClass.PUBLIC})
    may = visible(known.fields, classes)
    context = {
        "kind": known,
        "page": shown,
        "lines": lines(shown, columns, language(), asking=by),
        "columns": columns,
        "all_columns": [(field, field in columns) for field in may],
        "filters": [
            (field, wanted.chosen.get(field.key, ""))
            for field in may
            if field.type in ("choice", "choices") and field.key in FILTERS
        ],
        "wanted": wanted,
        "may_add": keeps_registry(by) or by.role in IMPORTERS,
    }
    return render(request, "registry/list.html", context)


FILTERS = ("sort", "rank", "how", "topics", "level", "stage", "type", "index", "title", "mode")


def filter_of(request: HttpRequest, kind: str) -> RecordFilter:
    """What the address asks for; what makes no sense narrows nothing."""
    known, told = kind_named(kind), request.GET
    return RecordFilter(
        words=told.get("q", "").strip()[:100],
        chosen={
            field.key: told[f"f_{field.key}"]
            for field in known.fields
            if told.get(f"f_{field.key}") in {choice.key for choice in field.choices}
        },
        sort=told.get("sort", "")[:60],
        columns=tuple(name for name in told.getlist("c") if name in known.by_key),
    )


@signed_in
@never_cache
@require_safe
def export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """The same list as Excel or CSV, with no more than its reader may see."""
    by, known = caller(request), kind_named(kind)
    wanted, tongue = filter_of(request, kind), language()
    columns = columns_of(known.kind, wanted.columns or [f.key for f in known.fields], asking=by)
    found = records(known.kind, wanted, asking=by)[:MOST_EXPORTED]
    rows = [
        (line.record.key, *(cell for _, cell in line.cells))
        for line in lines(found, columns, tongue, asking=by)
    ]
    chinese = tongue.startswith("zh")
    headings = ["登记编号" if chinese else "registry key", *((c.zh if chinese else c.en) for c in columns)]
    if form == "csv":
        content, sort = comma_separated(headings, rows), "text/csv; charset=utf-8"
    else:
        layout = SheetLayout(
            id=f"registry-{known.kind.value}",
            version=1,
            zh=known.zh,
            en=known.en,
            columns=tuple(
                Column(key, zh, en)
                for key, zh, en in (
                    ("key", "登记编号", "registry key"),
                    *((c.key, c.zh, c.en) for c in columns),
                )
            ),
        )
        told = [dict(zip((column.key for column in layout.columns), row, strict=True)) for row in rows]
        content, sort = write_workbook(layout, told, language="zh" if chinese else "en", stamp=""), XLSX
    answer = HttpResponse(content, content_type=sort)
    name = f"{known.kind.value} {timezone.localdate().isoformat()}.{form}"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer
