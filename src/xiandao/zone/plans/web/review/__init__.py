"""From a document to a plan in force: bring, review, correct, confirm."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.plans.web.review import bringing, correcting, reviewing

EDITION = "<str:slug>/editions/<int:number>/"
urlpatterns = [
    path("bring/", bringing.bring, name="bring"),
    path(f"{EDITION}review/", reviewing.review, name="review"),
    path(f"{EDITION}items/<slug:item>/", reviewing.card, name="review_card"),
    path(f"{EDITION}changes/", reviewing.changes, name="changes"),
    path(f"{EDITION}correct/", correcting.correct_item, name="correct"),
    path(f"{EDITION}drop/", correcting.drop, name="drop"),
    path(f"{EDITION}mark/", correcting.mark_measure, name="add_measure"),
    path(f"{EDITION}settle/", correcting.settle, name="settle"),
    path(f"{EDITION}confirm/", correcting.confirm, name="confirm"),
    path(f"{EDITION}discard/", correcting.discard, name="discard"),
]
