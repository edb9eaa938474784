"""The lab's first page: what each wish waits for, and the ways to everything else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import page as stretch
from xiandao.zone.face.api import say
from xiandao.zone.lab.permissions import organisations_of, reviews
from xiandao.zone.lab.queries.chains import own_orders_held, steps_of, wishes_of
from xiandao.zone.lab.queries.comparing import compared_for
from xiandao.zone.lab.queries.finding import sample_with_barcode
from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.web.charts import calibration_chart
from xiandao.zone.lab.web.words import STEPS, WISH_KINDS, WISH_STATES

WAITS_FOR_OTHERS = (Step.NONE, Step.COMPUTING, Step.REVIEW)


@signed_in
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is waiting for me; for a stranger to every lab, what a lab is."""
    by = caller(request)
    own = organisations_of(by)
    page = stretch(request, wishes_of(by), per_page=30)
    steps = steps_of(page)
    keys = {one.pk for one in own}
    context = {
        "organisations": own,
        "page": page,
        "lines": [
            {
                "wish": wish,
                "kind": WISH_KINDS[wish.kind],
                "state": WISH_STATES[wish.state],
                "step": STEPS[steps[wish.pk]],
                "mine": steps[wish.pk] not in WAITS_FOR_OTHERS and wish.organisation_id in keys,
                "shared": wish.organisation_id not in keys,
            }
            for wish in page
        ],
        "reviewer": reviews(by),
        "held": own_orders_held(by).count() if reviews(by) else 0,
    }
    return render(request, "lab/home.html", context)


@signed_in
@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """From a barcode that was scanned or typed to its sample."""
    try:
        found = sample_with_barcode(request.GET.get("barcode", ""), asking=caller(request))
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("lab:samples")
    return redirect("lab:sample", found.pk)


@signed_in
@never_cache
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """How good our predictions were."""
    groups = compared_for(caller(request))
    shown = [(group, calibration_chart(group)) for group in groups]
    return render(request, "lab/calibration.html", {"groups": shown})
