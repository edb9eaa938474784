"""The addresses of the registry."""

from __future__ import annotations

from django.urls import include, path

from xiandao.zone.registry.web import listing, matching, seeing, stating
from xiandao.zone.registry.web.imports.urls import urlpatterns as imports

app_name = "registry"
RECORD = "<slug:kind>/<slug:key>/"
urlpatterns = [
    path("", listing.home, name="home"),
    path("imports/", include(imports)),
    path("pairs/", matching.queue, name="queue"),
    path("pairs/<int:pk>/", matching.pair, name="pair"),
    path("pairs/<int:pk>/decide/", matching.decide, name="decide"),
    path("merges/<int:pk>/undo/", matching.take_apart, name="take_apart"),
    path("person/<slug:key>/personal/<slug:what>/", matching.personal, name="personal"),
    path("organisation/<slug:key>/members/", matching.member, name="member"),
    path("<slug:kind>/", listing.listing, name="list"),
    path("<slug:kind>/look-for-pairs/", matching.look, name="look"),
    path("<slug:kind>/add/", stating.add, name="add"),
    path("<slug:kind>/export.<slug:form>", listing.export, name="export"),
    path(RECORD, seeing.record, name="record"),
    path(f"{RECORD}state/", stating.state, name="state"),
    path(f"{RECORD}statements/<int:pk>/take-back/", stating.take_back, name="take_back"),
    path(f"{RECORD}report/", matching.report, name="report"),
]
