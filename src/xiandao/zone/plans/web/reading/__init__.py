"""The pages that show a plan as it stood on a day."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.plans.web.reading.board import board
from xiandao.zone.plans.web.reading.document import document
from xiandao.zone.plans.web.reading.measures import measure, measures
from xiandao.zone.plans.web.reading.overview import overview, plans
from xiandao.zone.plans.web.reading.targets import forecast_line, look_back, target, targets, what_if
from xiandao.zone.plans.web.reading.timeline import timeline
from xiandao.zone.plans.web.reading.units import site, unit, units

urlpatterns = [
    path("", plans, name="list"),
    path("<str:slug>/", overview, name="overview"),
    path("<str:slug>/measures/", measures, name="measures"),
    path("<str:slug>/measures/<slug:key>/", measure, name="measure"),
    path("<str:slug>/targets/", targets, name="targets"),
    path("<str:slug>/targets/<slug:key>/", target, name="target"),
    path("<str:slug>/targets/<slug:key>/what-if/", what_if, name="what_if"),
    path("<str:slug>/targets/<slug:key>/forecast/", forecast_line, name="forecast_line"),
    path("<str:slug>/targets/<slug:key>/looking-back/", look_back, name="look_back"),
    path("<str:slug>/units/", units, name="units"),
    path("<str:slug>/units/<int:pk>/", unit, name="unit"),
    path("<str:slug>/sites/<slug:key>/", site, name="site"),
    path("<str:slug>/board/", board, name="board"),
    path("<str:slug>/timeline/", timeline, name="timeline"),
    path("<str:slug>/document/", document, name="document"),
]
