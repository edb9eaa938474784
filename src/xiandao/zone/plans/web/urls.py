"""The addresses of the plans room, joined from its groups of pages."""

from __future__ import annotations

from xiandao.zone.plans.web import doing, exports, reading, review

app_name = "plans"
urlpatterns = [*review.urlpatterns, *doing.urlpatterns, *exports.urlpatterns, *reading.urlpatterns]
