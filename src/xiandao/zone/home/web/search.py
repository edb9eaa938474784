"""Full-text search over everything that people may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiandao.zone.accounts.api import Account, zone_only
from xiandao.zone.face.api import as_of, page
from xiandao.zone.plans import api as plans

KINDS = ("measure", "target", "unit", "site", "report")
LONGEST = 100  # more words than this are no search


@zone_only
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What says these words on the day, all kinds or one; words and kind stand in the address."""
    by = request.user
    if not isinstance(by, Account):
        raise TypeError(f"{request.path} is open to nobody in particular and cannot ask for an account")
    words = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    day = as_of(request)
    found = plans.search(by, words, day)
    shown = [hit for hit in found if kind not in KINDS or hit.kind == kind]
    context = {
        "words": words,
        "kind": kind if kind in KINDS else "",
        "kinds": [(name, sum(hit.kind == name for hit in found)) for name in KINDS],
        "total": len(found),
        "hits": page(request, shown),
        "keep": "" if day == timezone.localdate() else f"?as_of={day.isoformat()}",
    }
    return render(request, "home/search.html", context)
