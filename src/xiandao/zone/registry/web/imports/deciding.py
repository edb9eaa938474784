"""Deciding about an import: leave rows out, apply it, undo it, forget it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.registry.operations.imports.applying import apply_import
from xiandao.zone.registry.operations.imports.checking import discard_import
from xiandao.zone.registry.operations.imports.checking import leave_out as leave_row_out
from xiandao.zone.registry.operations.imports.undoing import undo_import
from xiandao.zone.registry.permissions import IMPORTERS
from xiandao.zone.registry.queries.imports import import_numbered


@open_to(*IMPORTERS)
@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one row out, or take it in again."""
    by, number = caller(request), whole_number(request.POST.get("row"))
    brought = import_numbered(pk, asking=by)
    if number is not None:
        try:
            left_out = request.POST.get("decide") == "leave"
            leave_row_out(brought=brought, number=number, left_out=left_out, by=by, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, say(refusal))
    return redirect("registry:import", pk)


@open_to(*IMPORTERS)
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the rows, all or none."""
    return _done(request, pk, "apply")


@open_to(*IMPORTERS)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take everything back that the rows said."""
    return _done(request, pk, "undo")


@open_to(*IMPORTERS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an import that was not applied."""
    by = caller(request)
    try:
        discard_import(brought=import_numbered(pk, asking=by), by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("registry:import", pk)
    messages.success(request, _("The file was forgotten; nothing of it was kept."))
    return redirect("registry:imports")


def _done(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    by = caller(request)
    brought = import_numbered(pk, asking=by)
    try:
        if what == "apply":
            apply_import(brought=brought, by=by, at=timezone.now())
            said = _("The rows are registered. What they claim waits to be verified.")
        else:
            undo_import(brought=brought, by=by, at=timezone.now())
            said = _("The import was undone. Its history stays.")
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    return redirect("registry:import", pk)
