"""The addresses of the pilot plant."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.pilot.web import batches, campaigns, planning, plant, transfers

app_name = "pilot"
urlpatterns = [
    path("", plant.home, name="home"),
    path("schedule.ics", plant.calendar, name="calendar"),
    path("equipment/", plant.book, name="book"),
    path("equipment/add/", plant.add, name="add"),
    path("equipment/<int:pk>/", plant.equipment, name="equipment"),
    path("equipment/<int:pk>/change/", plant.change, name="change"),
    path("equipment/<int:pk>/upkeep/", plant.upkeep, name="upkeep"),
    path("equipment/<int:pk>/close/", plant.close, name="close"),
    path("people/", plant.people, name="people"),
    path("people/<int:pk>/end/", plant.end_person, name="end_person"),
    path("operators/", plant.operating, name="operators"),
    path("recipes/", campaigns.recipes, name="templates"),
    path("recipes/write/", campaigns.write, name="write"),
    path("recipes/<int:pk>/", campaigns.recipe, name="template"),
    path("recipes/<int:pk>/rewrite/", campaigns.rewrite, name="rewrite"),
    path("campaigns/", campaigns.listing, name="campaigns"),
    path("campaigns/ask/", campaigns.ask, name="ask"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/withdraw/", campaigns.withdraw, name="withdraw"),
    path("campaigns/<int:pk>/refuse/", campaigns.refuse, name="refuse"),
    path("campaigns/<int:pk>/record/", batches.open_record, name="open_record"),
    path("plan/", planning.plan, name="plan"),
    path("plan/compute/", planning.compute, name="compute"),
    path("plan/event/", planning.event, name="event"),
    path("batches/", batches.listing, name="batches"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/print/", batches.printed, name="print"),
    path("batches/<int:pk>/record.docx", batches.word, name="word"),
    path("batches/<int:pk>/steps/<int:order>/<slug:what>/", batches.sign, name="sign"),
    path("batches/<int:pk>/compute/<int:order>/", batches.compute, name="compute_achieved"),
    path("batches/<int:pk>/note/<slug:what>/", batches.note, name="note"),
    path("batches/<int:pk>/deviations/<int:number>/resolve/", batches.resolve, name="resolve"),
    path("batches/<int:pk>/files/<int:number>/", batches.attachment, name="attachment"),
    path("batches/<int:pk>/close/", batches.close, name="close_batch"),
    path("transfers/", transfers.listing, name="transfers"),
    path("transfers/begin/", transfers.begin, name="begin"),
    path("transfers/<int:pk>/", transfers.transfer, name="transfer"),
    path("transfers/<int:pk>/receiver/", transfers.receive, name="receive"),
    path("transfers/<int:pk>/risks/", transfers.risk, name="risk"),
    path("transfers/<int:pk>/questions/", transfers.question, name="question"),
    path("transfers/<int:pk>/questions/<int:number>/", transfers.answer, name="answer"),
    path("transfers/<int:pk>/package.zip", transfers.take_along, name="package"),
]
