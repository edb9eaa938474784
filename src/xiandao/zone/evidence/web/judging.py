"""Claims that wait: verified or rejected by somebody who neither made them nor speaks for who did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to, signed_in
from xiandao.zone.evidence.api import (
    VERIFIERS,
    claim_numbered,
    reject_claims,
    verify_claims,
    vocabulary,
    withdraw_claims,
)
from xiandao.zone.evidence.queries.pages import waiting_for
from xiandao.zone.evidence.web.asking import headline, kind_words, unit_words
from xiandao.zone.face.api import say


@open_to(*VERIFIERS)
@require_safe
def to_verify(request: HttpRequest) -> HttpResponse:
    """What this person may judge, and what of theirs waits for others."""
    kind = request.GET.get("kind", "")
    words = kind_words()
    waiting, own = waiting_for(caller(request), kind=kind if kind in vocabulary().kinds else "")
    context = {
        "waiting": [(claim, headline(claim), unit_words(claim.unit)) for claim in waiting],
        "own": [(claim, headline(claim), unit_words(claim.unit)) for claim in own],
        "kinds": words.items(),
        "kind": kind,
    }
    return render(request, "evidence/to_verify.html", context)


@open_to(*VERIFIERS)
@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Verify or reject the chosen claims, all or none."""
    by, at = caller(request), timezone.now()
    chosen = map(whole_number, request.POST.getlist("entry"))
    entries = [number for number in chosen if number is not None]
    try:
        if request.POST.get("verdict") == "reject":
            reject_claims(entries=entries, reason=request.POST.get("reason", ""), by=by, at=at)
            said = ngettext("{count} claim was rejected.", "{count} claims were rejected.", len(entries))
        else:
            verify_claims(entries=entries, by=by, at=at)
            said = ngettext("{count} claim was verified.", "{count} claims were verified.", len(entries))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said.format(count=len(entries)))
    if request.POST.get("from") == "entry" and len(entries) == 1:
        return redirect("evidence:entry", entries[0])
    return redirect("evidence:to_verify")


@signed_in
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a claim back, with a reason."""
    by = caller(request)
    claim = claim_numbered(number, asking=by)
    try:
        withdraw_claims(entries=[claim.pk], reason=request.POST.get("reason", ""), by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The claim was taken back. It stays readable and no longer counts."))
    return redirect("evidence:entry", number)
