"""The review queue: held orders and people to verify, for those who stand for the zone's biosafety."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.foundry.screening import HazardDatabase, Unusable
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Customer
from xiandao.zone.lab.operations.ordering import review_order, revoke_customer, verify_customer
from xiandao.zone.lab.permissions import REVIEWERS, check_reviews_order, why_not_review
from xiandao.zone.lab.queries.chains import own_orders_held
from xiandao.zone.lab.queries.finding import customer_anywhere, order_anywhere
from xiandao.zone.lab.queries.screening import hazards
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.rules.screenings import screening_from
from xiandao.zone.lab.web.concerns import told


@open_to(*REVIEWERS)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a person, and whether the gate has a database at all."""
    by = caller(request)
    database = hazards()
    waiting = (
        Customer.objects.filter(verified_at=None, revoked_at=None)
        .exclude(by=by)
        .select_related("organisation", "by")
    )
    context = {
        "orders": [(order, told(screening_from(order.screening))) for order in own_orders_held(by)],
        "customers": [one for one in waiting if why_not_review(by, one.organisation, one.by_id) is None],
        "database": database if isinstance(database, HazardDatabase) else None,
        "too_old": isinstance(database, HazardDatabase) and database.too_old(timezone.localdate()),
        "why_unusable": say(database.reason) if isinstance(database, Unusable) else "",
    }
    return render(request, "lab/queue.html", context)


@open_to(*REVIEWERS)
@never_cache
@require_safe
def order(request: HttpRequest, number: int) -> HttpResponse:
    """A held order with everything that is needed to judge it, its sequences included."""
    by = caller(request)
    found = order_anywhere(number)
    check_reviews_order(by, found)
    context = {
        "order": found,
        **told(screening_from(found.screening)),
        "records": [(item.design, record_from(item.design.record)) for item in found.items.all()],
        "held": found.state == "held" and not found.waiting,
    }
    return render(request, "lab/review.html", context)


@open_to(*REVIEWERS)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Release or reject it, with a reason."""
    by = caller(request)
    released = request.POST.get("verdict") == "release"
    try:
        review_order(
            order=order_anywhere(number),
            released=released,
            reason=request.POST.get("reason", ""),
            by=by,
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("lab:review_order", number)
    messages.success(request, _("It is released.") if released else _("It is rejected."))
    return redirect("lab:queue")


@open_to(*REVIEWERS)
@require_POST
def customer(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it was checked who this is, or that their orders are held."""
    by, how = caller(request), request.POST.get("how", "")
    act = verify_customer if request.POST.get("verdict") == "verify" else revoke_customer
    try:
        act(customer=customer_anywhere(number), how=how, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("It is noted."))
    return redirect("lab:queue")
