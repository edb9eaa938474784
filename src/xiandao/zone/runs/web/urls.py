"""The addresses of the runs room."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.runs.web import pages

app_name = "runs"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("rehearse/", pages.rehearse, name="rehearse"),
    path("<int:number>/", pages.run, name="run"),
    path("<int:number>/progress/", pages.progress, name="progress"),
    path("<int:number>/cancel/", pages.cancel, name="cancel"),
    path("<int:number>/again/", pages.again, name="again"),
    path("<int:number>/result.json", pages.result, name="result"),
    path("<int:number>/files/<str:name>", pages.file, name="file"),
]
