"""Recipes and campaigns: asked for by tenants, refused or withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.zone.accounts.api import Account, caller, signed_in, zone_only
from xiandao.zone.face.api import page
from xiandao.zone.pilot.models import Template, TemplateVersion
from xiandao.zone.pilot.operations.campaigns import (
    ask_campaign,
    refuse_campaign,
    save_template,
    withdraw_campaign,
)
from xiandao.zone.pilot.permissions import check_uses_template, operates, tenant_parties
from xiandao.zone.pilot.queries.campaigns import (
    campaign_numbered,
    campaigns,
    latest_version,
    template_numbered,
    templates,
    tenants,
    titles_for,
)
from xiandao.zone.pilot.queries.wording import ways_of, why_waits
from xiandao.zone.pilot.rules.recipes import STARTER, STARTER_ZH, recipe_of, written_recipe
from xiandao.zone.pilot.rules.states import NEXT, CampaignState
from xiandao.zone.pilot.web.asking import CAMPAIGN_STATES, done, kept
from xiandao.zone.pilot.web.forms import CampaignForm, TemplateForm
from xiandao.zone.registry.api import Kind, Record


@signed_in
@require_safe
def recipes(request: HttpRequest) -> HttpResponse:
    """The recipes that are open to the reader."""
    by = caller(request)
    shown = page(request, templates(asking=by))
    context = {"page": shown, "may_write": operates(by) or bool(tenant_parties(by))}
    return render(request, "pilot/templates.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write a recipe."""
    return _written(request, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next version of a recipe."""
    return _written(request, template_numbered(pk, asking=caller(request)))


def _written(request: HttpRequest, template: Template | None) -> HttpResponse:
    by = caller(request)
    start = {"text": STARTER_ZH if (get_language() or "").startswith("zh") else STARTER}
    if template is not None:
        version = latest_version(template)
        start = {"text": written_recipe(version.body), "description": version.description}
    form = TemplateForm(
        request.POST or None, parties=party_choices(by, everybody=True), new=template is None, initial=start
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        version_kept = kept(
            form,
            lambda: save_template(
                name=told.get("name", ""),
                text=told["text"],
                description=told["description"],
                party=told.get("party", ""),
                template=template,
                by=by,
                at=timezone.now(),
            ),
        )
        if version_kept is not None:
            messages.success(
                request, _("The recipe is kept as version {number}.").format(number=version_kept.number)
            )
            return redirect("pilot:template", version_kept.template_id)
    context = {"form": form, "template": template}
    return render(request, "pilot/template_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def recipe(request: HttpRequest, pk: int) -> HttpResponse:
    """One recipe, step by step, with its versions."""
    by, found = caller(request), template_numbered(pk, asking=caller(request))
    version = latest_version(found)
    known = recipe_of(version.body)
    waits = {step.name: [lag for lag in known.lags if lag.after == step.name] for step in known.steps}
    context = {
        "template": found,
        "latest": version,
        "versions": found.versions.select_related("by"),
        "steps": [(step, waits[step.name]) for step in known.ordered()],
        "may_write": operates(by) or found.party in tenant_parties(by),
        "may_ask": operates(by) or bool(tenant_parties(by)),
    }
    return render(request, "pilot/template.html", context)


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The campaigns that the reader may see."""
    by = caller(request)
    shown = page(request, campaigns(asking=by))
    names = tenants([one.party for one in shown])
    context = {
        "page": shown,
        "lines": [(one, CAMPAIGN_STATES[one.state], names.get(one.party, "")) for one in shown],
        "operator": operates(by),
        "may_ask": operates(by) or bool(tenant_parties(by)),
    }
    return render(request, "pilot/campaigns.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a campaign."""
    by = caller(request)
    known = {str(one.pk): latest_version(one) for one in templates(asking=by)}
    parties = party_choices(by, everybody=False)
    form = CampaignForm(
        request.POST or None,
        versions=[(key, version.title) for key, version in known.items()],
        parties=parties,
        subjects=subject_choices([party for party, _name in parties]),
        initial={"wanted_from": timezone.localdate(), "version": request.GET.get("recipe", "")},
    )
    if request.method == "POST" and form.is_valid():
        version = known[form.cleaned_data["version"]]
        found = kept(form, lambda: _asked(form, version, by))
        if found is not None:
            messages.success(request, _("It is asked for. The next plan gives it a place or says why not."))
            return redirect("pilot:campaign", found.pk)
    context = {"form": form, "recipes": known, "parties": parties}
    return render(request, "pilot/campaign_form.html", context, status=422 if form.errors else 200)


def _asked(form: CampaignForm, version: TemplateVersion, by: Account) -> object:
    check_uses_template(by, version.template.party)
    return ask_campaign(
        title=form.cleaned_data["title"],
        version=version,
        party=form.cleaned_data["party"],
        values=form.values(),
        by=by,
        at=timezone.now(),
    )


@signed_in
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: where it stands, its bookings, why it waits."""
    by, found = caller(request), campaign_numbered(pk, asking=caller(request))
    state = CampaignState(found.state)
    bookings = list(found.bookings.filter(standing=True).select_related("equipment"))
    titles = titles_for(by) if found.reason else {}
    context = {
        "campaign": found,
        "why": why_waits(found, titles),
        "ways": ways_of(found, titles),
        "state": CAMPAIGN_STATES[state],
        "tenant": tenants([found.party]).get(found.party, ""),
        "bookings": bookings,
        "price": sum(
            float(one.equipment.price_per_hour) * (one.free_at - one.starts_at).total_seconds() / 3600
            for one in bookings
        ),
        "operator": operates(by),
        "batch": getattr(found, "batch", None),
        "may_withdraw": CampaignState.WITHDRAWN in NEXT[state],
        "may_refuse": operates(by) and CampaignState.REFUSED in NEXT[state],
        "may_open": operates(by) and state == CampaignState.SCHEDULED,
    }
    return render(request, "pilot/campaign.html", context)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The tenant no longer wants it."""
    by, found = caller(request), campaign_numbered(pk, asking=caller(request))
    act = withdraw_campaign
    said = _("It is withdrawn; its place is free.")
    return done(request, lambda: act(campaign=found, by=by, at=timezone.now()), said, "pilot:campaign", pk)


@zone_only
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The plant will not hold it."""
    by, found = caller(request), campaign_numbered(pk, asking=caller(request))
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: refuse_campaign(campaign=found, reason=reason, by=by, at=timezone.now()),
        _("It is refused; the demand is kept as evidence."),
        "pilot:campaign",
        pk,
    )


def party_choices(by: Account, *, everybody: bool) -> list[tuple[str, str]]:
    """The organisations for which somebody may write or ask; operators for all of them."""
    own = tenant_parties(by)
    if operates(by):
        found = Record.objects.filter(kind=Kind.ORGANISATION, merged_into=None, retracted_at=None)
        choices = [(one.party, one.label) for one in found.order_by("label")[:500]]
    else:
        names = tenants(sorted(own))
        choices = [(party, names.get(party, party)) for party in sorted(own)]
    return [("", str(_("every tenant"))), *choices] if everybody and operates(by) else choices


def subject_choices(parties: list[str]) -> list[tuple[str, str]]:
    """The achievements and projects that these organisations may carry on."""
    keys = [party.partition(":")[2] for party in parties]
    found = Record.objects.filter(
        kind__in=(Kind.ACHIEVEMENT, Kind.PROJECT), owner__key__in=keys, merged_into=None, retracted_at=None
    )
    return [(one.subject, one.label) for one in found.order_by("label")[:500]]
