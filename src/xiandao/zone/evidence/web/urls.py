"""The addresses of the evidence room."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.evidence.web import indicators, judging, ledger, recording

app_name = "evidence"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("export/", ledger.export, name="export"),
    path("record/", recording.record, name="record"),
    path("to-verify/", judging.to_verify, name="to_verify"),
    path("judge/", judging.judge, name="judge"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/try/", indicators.trial, name="trial"),
    path("indicators/<slug:key>/", indicators.indicator, name="indicator"),
    path("<int:number>/", ledger.entry, name="entry"),
    path("<int:number>/proof/", ledger.proof, name="proof"),
    path("<int:number>/withdraw/", judging.withdraw, name="withdraw"),
]
