"""The addresses of the import pages; the registry's own list of addresses takes them in."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.registry.web.imports import bringing, deciding, listing, mapping, seeing

urlpatterns = [
    path("", listing.imports, name="imports"),
    path("new/", bringing.bring, name="import_new"),
    path("template/<slug:kind>/", bringing.template, name="import_template"),
    path("<int:pk>/", seeing.seen, name="import"),
    path("<int:pk>/columns/", mapping.columns, name="import_columns"),
    path("<int:pk>/faults/", seeing.faults, name="import_faults"),
    path("<int:pk>/rows/", deciding.leave_out, name="import_leave_out"),
    path("<int:pk>/apply/", deciding.apply, name="import_apply"),
    path("<int:pk>/undo/", deciding.undo, name="import_undo"),
    path("<int:pk>/discard/", deciding.discard, name="import_discard"),
]
