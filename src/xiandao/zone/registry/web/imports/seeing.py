"""One import, row by row: what each would do or did, and its faults to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xiandao.kernel.uploads import neutral_name
from xiandao.publishing.comma import comma_separated
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.registry.permissions import IMPORTERS
from xiandao.zone.registry.queries.imports import (
    RowSeen,
    faulty_rows,
    import_numbered,
    row_counts,
    rows_seen,
    undo_obstacles,
)
from xiandao.zone.registry.queries.wording import in_words
from xiandao.zone.registry.rules.kinds import Field
from xiandao.zone.registry.rules.vocabulary import ImportState, Kind, RowState
from xiandao.zone.registry.web.imports.asking import reader_language
from xiandao.zone.registry.web.imports.words import kind_words

TAKEN = (RowState.NEW, RowState.CHANGES, RowState.DOUBTFUL)


@open_to(*IMPORTERS)
@require_safe
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of an import with what they do, and the next step."""
    by, language = caller(request), reader_language()
    brought = import_numbered(pk, asking=by)
    counts, state = row_counts(brought), request.GET.get("state", "")
    page = rows_seen(brought, state=state, number=request.GET.get("page", 1), asking=by)
    context = {
        "brought": brought,
        "kind_words": kind_words(language)[Kind(brought.kind)],
        "cards": [{"state": one.value, "count": count} for one, count in counts.items() if count],
        "state": state,
        "taken": sum(counts[one] for one in TAKEN),
        "doubtful": counts[RowState.DOUBTFUL],
        "faulty": counts[RowState.FAULTY],
        "page": page,
        "lines": [_line(row, language) for row in page.object_list],
        "obstacles": [say(o) for o in undo_obstacles(brought)]
        if brought.state == ImportState.APPLIED
        else [],
    }
    return render(request, "registry/imports/import.html", context)


@open_to(*IMPORTERS)
@never_cache
@require_safe
def faults(request: HttpRequest, pk: int) -> HttpResponse:
    """The faulty rows as CSV, with what is wrong."""
    by, language = caller(request), reader_language()
    brought = import_numbered(pk, asking=by)
    rows = [
        [
            str(row.row.number),
            _name(field, language),
            row.row.values.get(field.key, "") if field else "",
            say(why),
        ]
        for row in faulty_rows(brought, asking=by)
        for field, why in row.remarks
    ]
    answer = HttpResponse(
        comma_separated([_("Row"), _("Field"), _("Value"), _("What is wrong")], rows),
        content_type="text/csv; charset=utf-8",
    )
    name = neutral_name(f"{brought.file_name} {_('faults')}.csv")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer


def _line(row: RowSeen, language: str) -> dict[str, object]:
    state, record = row.row.state, row.row.record
    return {
        "number": row.row.number,
        "state": state,
        "record": record,
        "said": [
            (_name(said.field, language), in_words(said.field, said.before, language), said.after)
            for said in row.said
        ],
        "remarks": [(_name(field, language), say(why)) for field, why in row.remarks],
        "can_leave": state in TAKEN,
        "can_take": state == RowState.LEFT_OUT,
    }


def _name(field: Field | None, language: str) -> str:
    if field is None:
        return ""
    return field.zh if language == "zh" else field.en
