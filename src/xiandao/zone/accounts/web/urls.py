"""The addresses of the accounts room's own pages."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.accounts.web import link, mine, people, trail

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="create"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/link/", people.issue_link, name="issue_link"),
    path("people/<int:pk>/<slug:name>/", people.act, name="act"),
    path("trail/", trail.trail, name="trail"),
    path("mine/", mine.mine, name="mine"),
    path("mine/language/", mine.choose_language, name="language"),
    path("mine/tokens/", mine.issue_token, name="issue_token"),
    path("mine/tokens/<int:pk>/revoke/", mine.revoke_token, name="revoke_token"),
    path("link/<str:secret>/", link.link, name="link"),
]
