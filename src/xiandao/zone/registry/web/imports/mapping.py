"""What the columns of a file mean: guessed, remembered, and settled by a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.registry.operations.imports.checking import settle_columns
from xiandao.zone.registry.permissions import IMPORTERS
from xiandao.zone.registry.queries.imports import columns_seen, import_numbered
from xiandao.zone.registry.rules.vocabulary import ImportState, Kind
from xiandao.zone.registry.web.imports.asking import reader_language
from xiandao.zone.registry.web.imports.words import field_words


@open_to(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the columns; then every row is checked."""
    by = caller(request)
    brought = import_numbered(pk, asking=by)
    if brought.state not in (ImportState.DRAFT, ImportState.CHECKED):
        return redirect("registry:import", pk)
    seen, status = columns_seen(brought), 200
    if request.method == "POST":
        chosen = {
            column.heading: request.POST.get(f"column-{place}", "") for place, column in enumerate(seen)
        }
        try:
            settle_columns(brought=brought, columns=chosen, by=by, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, say(refusal))
            status = 422
        else:
            return redirect("registry:import", pk)
    context = {
        "brought": brought,
        "columns": seen,
        "fields": field_words(Kind(brought.kind), reader_language()),
    }
    return render(request, "registry/imports/columns.html", context, status=status)
