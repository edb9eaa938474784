"""The plan leaves the house as Excel and Word, and the edited ledger comes back."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.plans.web.exports import downloads, returning

urlpatterns = [
    path("<str:slug>/exports/", downloads.exports, name="exports"),
    path("<str:slug>/ledger.xlsx", downloads.ledger, name="ledger"),
    path("<str:slug>/report.docx", downloads.quarterly, name="quarterly"),
    path("<str:slug>/ledger/import/", returning.ledger_import, name="ledger_import"),
]
