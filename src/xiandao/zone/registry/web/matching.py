"""Two records that may be one: looked at side by side, merged or told apart, and taken apart again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import account_named, caller, open_to, signed_in
from xiandao.zone.face.api import page
from xiandao.zone.face.api import say as in_words
from xiandao.zone.registry.operations.erasing import erase_personal, export_personal
from xiandao.zone.registry.operations.matching import find_pairs_of, report_duplicate
from xiandao.zone.registry.operations.members import join_member, leave_member
from xiandao.zone.registry.operations.merging import decide_different, merge, unmerge
from xiandao.zone.registry.permissions import KEEPERS
from xiandao.zone.registry.queries.records import (
    kind_named,
    merge_numbered,
    open_pairs,
    pair_numbered,
    record_named,
)
from xiandao.zone.registry.queries.wording import in_words as value_words
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import FieldClass, Kind
from xiandao.zone.registry.web.asking import language
from xiandao.zone.registry.web.likeness import part_words


@open_to(*KEEPERS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The pairs to decide, the likeliest first."""
    kind = request.GET.get("kind", "")
    pairs = page(request, open_pairs(kind if kind in set(Kind) else ""), 20)
    context = {
        "page": pairs,
        "lines": [(pair, part_words(pair.parts)) for pair in pairs],
        "kinds": KINDS.values(),
        "chosen": kind,
    }
    return render(request, "registry/queue.html", context)


@open_to(*KEEPERS)
@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Both records, field by field."""
    found = pair_numbered(pk)
    known, tongue = KINDS[Kind(found.left.kind)], language()
    rows = []
    for field in known.fields:
        told = [(record.current.get(field.key) or {}).get("value") for record in (found.left, found.right)]
        if any(value is not None for value in told) and field.field_class is not FieldClass.RESTRICTED:
            left, right = (value_words(field, value, tongue) for value in told)
            rows.append((field, left, right, left == right))
    context = {"pair": found, "rows": rows, "parts": part_words(found.parts), "kind": known}
    return render(request, "registry/pair.html", context)


@open_to(*KEEPERS)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One, keeping the left or the right record, or not the same."""
    found, by, at = pair_numbered(pk), caller(request), timezone.now()
    verdict = request.POST.get("verdict", "")
    try:
        if verdict == "different":
            decide_different(pair=found, by=by, at=at)
            messages.success(request, _("They stay two records and are not proposed again."))
        else:
            kept, gone = (found.right, found.left) if verdict == "right" else (found.left, found.right)
            merge(kept=kept, gone=gone, reason=request.POST.get("reason", ""), by=by, at=at)
            messages.success(request, _("They are one record now. It can be undone on its page."))
            return redirect("registry:record", kept.kind, kept.key)
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return redirect("registry:pair", pk)
    return redirect("registry:queue")


@open_to(*KEEPERS)
@require_POST
def look(request: HttpRequest, kind: str) -> HttpResponse:
    """Look for records of a kind that may be one."""
    found = find_pairs_of(kind_named(kind).kind, by=caller(request), at=timezone.now())
    messages.success(request, _("{count} new pairs to look at.").format(count=found))
    return redirect("registry:queue")


@open_to(*KEEPERS)
@require_POST
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    made = merge_numbered(pk)
    unmerge(merge=made, by=caller(request), at=timezone.now())
    messages.success(request, _("They are two records again."))
    return redirect("registry:record", made.kept.kind, made.kept.key)


@signed_in
@require_POST
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Tell the registrar that this record seems to be there twice."""
    words = request.POST.get("other", "")
    try:
        report_duplicate(record=record_named(kind, key), words=words, by=caller(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("Thank you. A registrar will look at it."))
    return redirect("registry:record", kind, key)


@open_to(*KEEPERS)
@require_POST
def personal(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """A person's data: handed out as a file, or erased on request."""
    found, by, at = record_named(Kind.PERSON, key), caller(request), timezone.now()
    if what == "export":
        answer = HttpResponse(export_personal(record=found, by=by, at=at), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="person-{found.key}.json"'
        return answer
    try:
        erase_personal(record=found, reason=request.POST.get("reason", ""), by=by, at=at)
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("The personal data were erased. What was counted stays."))
    return redirect("registry:record", Kind.PERSON, key)


@open_to(*KEEPERS)
@require_POST
def member(request: HttpRequest, key: str) -> HttpResponse:
    """Let an account speak for an organisation, or end it."""
    found, by, at = record_named(Kind.ORGANISATION, key), caller(request), timezone.now()
    account = account_named(request.POST.get("account", ""))
    try:
        if account is None:
            messages.error(request, _("There is no such account."))
        elif request.POST.get("what") == "leave":
            leave_member(account=account, organisation=found, by=by, at=at)
        else:
            join_member(account=account, organisation=found, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
    return redirect("registry:record", Kind.ORGANISATION, key)
