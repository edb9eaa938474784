"""Work on a plan in force: give measures out, report, link, appoint, hand files out, remind."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.plans.web.doing import counting, dispatching, handing_out, linking, officers, reporting

MEASURE = "<str:slug>/measures/<slug:key>/"
UNIT = "<str:slug>/units/<int:pk>/"
urlpatterns = [
    path(f"{MEASURE}dispatch/", dispatching.dispatch_measure, name="dispatch"),
    path(f"{MEASURE}report/", reporting.report, name="report_progress"),
    path(f"{MEASURE}targets/", linking.link, name="link_target"),
    path(f"{MEASURE}targets/<int:pk>/end/", linking.unlink, name="unlink_target"),
    path("<str:slug>/targets/<slug:key>/count-by/", counting.count_by, name="count_by"),
    path(f"{UNIT}officers/", officers.officers, name="officers"),
    path(f"{UNIT}officers/<int:officer_pk>/dismiss/", officers.dismiss, name="dismiss_officer"),
    path("attachments/<int:pk>/", handing_out.attachment, name="attachment"),
    path("<str:slug>/remind/", handing_out.remind, name="remind"),
]
