"""Recipes and campaigns through the JSON API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.pilot import api
from xiandao.zone.pilot.queries.campaigns import template_numbered, titles_for
from xiandao.zone.pilot.queries.wording import ways_of, why_waits

MOST = 500
router = Router(auth=Allowed(), tags=["pilot plant"])


class RecipeOut(Schema):
    """A recipe in its latest version."""

    number: int
    name: str
    version: int
    private: bool
    body: dict[str, Any]


class RecipeIn(Schema):
    """A recipe as YAML text; `party` is empty for one that is open to every tenant (operators only)."""

    name: str = Field(min_length=1, max_length=80)
    text: str = Field(max_length=60_000)
    description: str = ""
    party: str = ""


class CampaignIn(Schema):
    """What a tenant asks for."""

    title: str = Field(min_length=1, max_length=120)
    recipe: int
    party: str
    organism: str = Field(min_length=1, max_length=80)
    hygiene_class: str = Field(default="none", pattern="^(none|glp|gmp)$")
    biosafety_level: int = Field(default=1, ge=1, le=4)
    purpose: str = Field(default="development", pattern="^(development|transfer|supply)$")
    subject: str = Field(default="", max_length=80)
    wanted_from: date
    wanted_by: date | None = None


class BookingOut(Schema):
    """A place of a campaign."""

    step: str
    equipment: str
    starts_at: datetime
    ends_at: datetime
    free_at: datetime


class WhyOut(Schema):
    """Why it waits or was refused, in the caller's language; another tenant's campaign has no name."""

    message: str
    ways: list[str]
    earliest: datetime | None
    refused: str


class CampaignOut(Schema):
    """A campaign with its places, or why it waits."""

    number: int
    title: str
    party: str
    recipe: str
    organism: str
    state: str
    reason: WhyOut
    bookings: list[BookingOut]
    sample: bool


@router.get("/pilot/recipes", response=list[RecipeOut], summary="Recipes")
def recipes(request: HttpRequest) -> list[RecipeOut]:
    """Those that are open, and the caller's own."""
    return [_recipe(api.latest_version(one)) for one in api.templates(asking=caller(request))[:MOST]]


@router.post("/pilot/recipes", response={201: RecipeOut}, summary="Write a recipe")
def write(request: HttpRequest, told: RecipeIn) -> Status[RecipeOut]:
    """A recipe that loops is refused, naming the steps."""
    made = api.save_template(**told.dict(), by=caller(request), at=timezone.now())
    return Status(201, _recipe(made))


@router.get("/pilot/campaigns", response=list[CampaignOut], summary="Campaigns")
def campaigns(request: HttpRequest) -> list[CampaignOut]:
    """A tenant's own; all for operators."""
    found = api.campaigns(asking=caller(request)).prefetch_related("bookings__equipment")
    titles = titles_for(caller(request))
    return [_campaign(one, titles) for one in found[:MOST]]


@router.get("/pilot/campaigns/{number}", response=CampaignOut, summary="One campaign")
def campaign(request: HttpRequest, number: int) -> CampaignOut:
    """Where it stands."""
    by = caller(request)
    return _campaign(api.campaign_numbered(number, asking=by), titles_for(by))


@router.post("/pilot/campaigns", response={201: CampaignOut}, summary="Ask for a campaign")
def ask(request: HttpRequest, told: CampaignIn) -> Status[CampaignOut]:
    """The next plan gives it a place or says why not."""
    by = caller(request)
    version = api.latest_version(template_numbered(told.recipe, asking=by))
    values = told.dict(exclude={"title", "recipe", "party"})
    made = api.ask_campaign(
        title=told.title, version=version, party=told.party, values=values, by=by, at=timezone.now()
    )
    return Status(201, _campaign(made, titles_for(by)))


@router.post("/pilot/campaigns/{number}/withdraw", response=CampaignOut, summary="Withdraw a campaign")
def withdraw(request: HttpRequest, number: int) -> CampaignOut:
    """Its place is free."""
    by = caller(request)
    api.withdraw_campaign(campaign=api.campaign_numbered(number, asking=by), by=by, at=timezone.now())
    return _campaign(api.campaign_numbered(number, asking=by), titles_for(by))


def _recipe(version: api.TemplateVersion) -> RecipeOut:
    return RecipeOut(
        number=version.template_id,
        name=version.template.name,
        version=version.number,
        private=bool(version.template.party),
        body=version.body,
    )


def _campaign(one: api.Campaign, titles: Mapping[str, str]) -> CampaignOut:
    return CampaignOut(
        number=one.pk,
        title=one.title,
        party=one.party,
        recipe=one.version.title,
        organism=one.organism,
        state=one.state,
        reason=_why(one, titles),
        sample=one.sample,
        bookings=[
            BookingOut(
                step=place.step,
                equipment=place.equipment.name,
                starts_at=place.starts_at,
                ends_at=place.ends_at,
                free_at=place.free_at,
            )
            for place in one.bookings.all()
            if place.standing
        ],
    )


def _why(one: api.Campaign, titles: Mapping[str, str]) -> WhyOut:
    return WhyOut(
        message=why_waits(one, titles),
        ways=ways_of(one, titles),
        earliest=one.reason.get("earliest"),
        refused=one.reason.get("refused", ""),
    )
