"""The addresses of the home room."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.home.web.overview import overview
from xiandao.zone.home.web.search import search

app_name = "home"
urlpatterns = [path("", overview, name="overview"), path("search/", search, name="search")]
