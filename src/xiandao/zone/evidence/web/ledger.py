"""The ledger as a list, one entry with its proof, its file, and the list as a file to take along."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xiandao.kernel.uploads import neutral_name
from xiandao.publishing.comma import comma_separated
from xiandao.zone.accounts.api import caller, parties_of, signed_in
from xiandao.zone.evidence.api import (
    Claim,
    can_verify,
    can_withdraw,
    claim_numbered,
    claims,
    file_content,
    head,
    state_of,
    why_not_verify,
)
from xiandao.zone.evidence.queries.pages import acts_on
from xiandao.zone.evidence.web.asking import (
    STATES,
    detail_words,
    filter_of,
    headline,
    kind_words,
    page_of,
    unit_words,
)
from xiandao.zone.face.api import say

MOST_EXPORTED = 100_000
UNKNOWN = "application/octet-stream"


@signed_in
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """What was claimed, the latest first; a member sees what is its organisation's."""
    by, wanted = caller(request), filter_of(request)
    page = page_of(request, claims(wanted, asking=by))
    words = kind_words()
    number, digest = head()
    context = {
        "page": page,
        "lines": [(claim, headline(claim), unit_words(claim.unit), state_of(claim).value) for claim in page],
        "wanted": wanted,
        "kinds": words.items(),
        "states": [(state.value, said) for state, said in STATES.items()],
        "number": number,
        "digest": digest,
        "state": wanted.state.value if wanted.state else "",
    }
    return render(request, "evidence/ledger.html", context)


@signed_in
@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One claim: who says it, on what proof, what became of it, and the sealed text to check by hand."""
    by = caller(request)
    claim = claim_numbered(number, asking=by)
    parties = parties_of(by)
    refusal = why_not_verify(by, claim, parties)
    state = state_of(claim)
    open_to_judge = state.value == "claimed"
    context = {
        "claim": claim,
        "kind": headline(claim),
        "state": state.value,
        "state_words": STATES[state],
        "details": detail_words(claim.details),
        "unit": unit_words(claim.unit),
        "acts": acts_on(claim),
        "body": json.dumps(json.loads(claim.entry.body), ensure_ascii=False, indent=1),
        "may_judge": open_to_judge and can_verify(by, claim, parties),
        "why_not": say(refusal) if refusal and open_to_judge else "",
        "may_withdraw": state.value in ("claimed", "verified", "rejected")
        and can_withdraw(by, claim, parties),
        "record": claim.subject if claim.subject.partition("/")[0] in RECORDS else "",
    }
    return render(request, "evidence/entry.html", context)


# The kinds of record that have a page in the registry, the room above; others are named only.
RECORDS = (
    "organisation",
    "person",
    "project",
    "achievement",
    "transfer",
    "patent",
    "paper",
    "grant",
    "product",
    "platform",
    "scenario",
)


@signed_in
@never_cache
@require_safe
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """The file that a claim leans on, to those who may read the claim; never shown as a page."""
    claim = claim_numbered(number, asking=caller(request))
    if claim.file is None:
        return HttpResponse(
            _("This claim leans on no file."), status=404, content_type="text/plain; charset=utf-8"
        )
    answer = HttpResponse(file_content(claim.file), content_type=UNKNOWN)
    name = neutral_name(f"evidence {claim.pk}.{claim.file.type}")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, as a spreadsheet opens it without harm."""
    found = claims(filter_of(request), asking=caller(request))[:MOST_EXPORTED]
    words = kind_words()
    headings = [
        _("Entry"),
        _("Kind"),
        _("Subject"),
        _("What"),
        _("Day"),
        _("Figure"),
        _("Counted in"),
        _("State"),
        _("Recorded"),
        _("Source"),
        _("Digest"),
    ]
    content = comma_separated(headings, (_row(claim, words) for claim in found.iterator(chunk_size=2_000)))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"evidence {timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer


def _row(claim: Claim, words: dict[str, str]) -> list[str]:
    return [
        str(claim.pk),
        words.get(claim.kind, claim.kind),
        claim.subject,
        claim.label,
        claim.happened_on.isoformat(),
        format(claim.quantity.normalize(), "f"),
        claim.unit,
        str(STATES[state_of(claim)]),
        timezone.localtime(claim.recorded_at).isoformat(timespec="minutes"),
        f"{claim.source} {claim.source_reference}".strip(),
        claim.entry.digest,
    ]
