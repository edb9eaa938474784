"""Which room answers which address."""

from __future__ import annotations

from django.urls import include, path

from xiandao.config.rest import api

urlpatterns = [
    path("", include("xiandao.zone.home.web.urls")),
    path("plans/", include("xiandao.zone.plans.web.urls")),
    path("pilot/", include("xiandao.zone.pilot.web.urls")),
    path("registry/", include("xiandao.zone.registry.web.urls")),
    path("evidence/", include("xiandao.zone.evidence.web.urls")),
    path("lab/", include("xiandao.zone.lab.web.urls")),
    path("runs/", include("xiandao.zone.runs.web.urls")),
    path("accounts/", include("xiandao.zone.accounts.web.allauth_urls")),
    path("accounts/", include("xiandao.zone.accounts.web.urls")),
    path("api/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
