"""Orders: made, screened, looked at, taken out; and who orders."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.foundry.ordering import templates
from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Customer, Wish
from xiandao.zone.lab.operations.ordering import make_order, record_customer, screen_again, take_sheet
from xiandao.zone.lab.permissions import check_works_in, organisations_of, works_in
from xiandao.zone.lab.queries.awaiting import with_its_run
from xiandao.zone.lab.queries.finding import order_numbered, wish_numbered
from xiandao.zone.lab.rules.screenings import screening_from
from xiandao.zone.lab.rules.vocabulary import OrderState
from xiandao.zone.lab.web.asking import Asked, ask, download
from xiandao.zone.lab.web.concerns import told
from xiandao.zone.lab.web.designs import crumbs
from xiandao.zone.lab.web.wishes import own_labs
from xiandao.zone.lab.web.words import ORDER_FORMS
from xiandao.zone.runs.api import has_ended

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


class OrderForm(forms.Form):
    """What is ordered, on which form, by whom."""

    designs = forms.MultipleChoiceField(
        label=gettext_lazy("What to order"), widget=forms.CheckboxSelectMultiple
    )
    template = forms.ChoiceField(label=gettext_lazy("Order form"))
    customer = forms.ChoiceField(label=gettext_lazy("Who orders"), required=False)
    reference = forms.CharField(label=gettext_lazy("Your number of the order"), required=False, max_length=60)

    def __init__(self, *args: Any, wish: Wish, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self.fields["designs"],
            [
                (str(one.pk), f"{one.name} v{one.version} ({one.length})")
                for one in wish.designs.defer("record").order_by("-version")
            ],
        )
        _offer(
            self.fields["template"],
            [
                (one.id, f"{ORDER_FORMS.get(one.id, one.id)} ({one.least}–{one.most})")
                for one in templates().values()
            ],
        )
        customers = customers_of(wish)
        _offer(self.fields["customer"], [("", "—"), *customers])
        self.fields["customer"].initial = customers[0][0] if len(customers) == 1 else ""
        self.fields["template"].initial = "gene-fragments"


class CustomerForm(forms.Form):
    """Who orders for an organisation, and what for."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which lab"))
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=80)
    purpose = forms.CharField(
        label=gettext_lazy("What the orders are for"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def customers_of(wish: Wish) -> list[tuple[str, str]]:
    """Those who order for the wish's organisation, as a form offers them."""
    found = Customer.objects.filter(organisation=wish.organisation_id, revoked_at=None)
    return [
        (str(one.pk), one.name if one.verified_at else f"{one.name} ({_('not yet verified')})")
        for one in found
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Order designs; their screening begins at once."""
    by = caller(request)
    wish = wish_numbered(number, asking=by)
    check_works_in(by, wish.organisation)

    def act(said: dict[str, Any]) -> HttpResponse:
        made = make_order(
            wish=wish,
            designs=[*wish.designs.filter(pk__in=said["designs"])],
            template=said["template"],
            customer=_customer(wish, said["customer"]),
            reference=said["reference"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:order", made.pk)

    latest = wish.designs.order_by("-version").first()
    form = OrderForm(request.POST or None, wish=wish, initial={"designs": [str(latest.pk)] if latest else []})
    lead = _(
        "Every order is screened before its sheet can be taken out. What is found holds it for a person."
    )
    return ask(request, form, Asked(_("Order"), _("Screen the order"), crumbs(wish), lead), act)


@signed_in
@never_cache
@require_safe
def order(request: HttpRequest, number: int) -> HttpResponse:
    """What was screened, what was found, and whether it may leave."""
    by = caller(request)
    found, run = with_its_run(lambda: order_numbered(number, asking=by), lambda one: one.waiting)
    ours = works_in(by, found.wish.organisation)
    waits = found.waiting and (run is None or not has_ended(run))
    context = {
        "order": found,
        **told(screening_from(found.screening)),
        "ours": ours,
        "run": run if ours else None,
        "waits": waits,
        "may_screen": ours and not waits and found.state in (OrderState.HELD, OrderState.CLEARED),
        "may_take": ours and found.state in (OrderState.CLEARED, OrderState.LEFT),
        "customers": customers_of(found.wish) if ours else [],
        "crumbs": crumbs(found.wish),
        "samples": found.samples.all(),
        "form": ORDER_FORMS.get(found.template, found.template),
    }
    return render(request, "lab/order.html", context)


@signed_in
@require_POST
def screen(request: HttpRequest, number: int) -> HttpResponse:
    """Screen it once more."""
    by = caller(request)
    found = order_numbered(number, asking=by)
    try:
        chosen = _customer(found.wish, request.POST.get("customer", ""))
        after = screen_again(order=found, customer=chosen, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        if after.state == OrderState.CLEARED:
            messages.success(request, _("It passed. The order sheet can be taken out."))
    return redirect("lab:order", number)


@signed_in
@never_cache
@require_POST
def sheet(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Take the order sheet out; it is noted who did."""
    by = caller(request)
    found = order_numbered(number, asking=by)
    try:
        content = take_sheet(order=found, form=form, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("lab:order", number)
    return download(content, f"{found.reference}.{form}", TYPES[form])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def customer_new(request: HttpRequest) -> HttpResponse:
    """Record who orders."""
    by = caller(request)
    labs = own_labs(by)

    def act(said: dict[str, Any]) -> HttpResponse:
        organisation = next(one for one in labs if one.key == said["organisation"])
        record_customer(
            organisation=organisation, name=said["name"], purpose=said["purpose"], by=by, at=timezone.now()
        )
        messages.success(request, _("It is recorded; somebody of the zone verifies it."))
        return redirect("lab:customers")

    form = CustomerForm(request.POST or None, initial={"name": by.display_name})
    _offer(form.fields["organisation"], [(one.key, one.label) for one in labs])
    if len(labs) == 1:
        form.fields["organisation"].widget = forms.HiddenInput()
        form.fields["organisation"].initial = labs[0].key
    lead = _(
        "A supplier, and the zone, must know who orders and what for. An unverified name holds every order."
    )
    above = [(reverse("lab:home"), _("Lab")), (reverse("lab:customers"), _("Who orders"))]
    return ask(request, form, Asked(_("Record who orders"), _("Record"), above, lead), act)


@signed_in
@never_cache
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Who orders for my labs."""
    own = organisations_of(caller(request))
    found = Customer.objects.filter(organisation__in=own).select_related("organisation", "verified_by", "by")
    return render(request, "lab/customers.html", {"customers": found, "organisations": own})


def _customer(wish: Wish, said: str) -> Customer | None:
    number = whole_number(said) or 0
    return Customer.objects.filter(organisation=wish.organisation_id, pk=number, revoked_at=None).first()


def _offer(field: forms.Field, offered: list[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = offered
