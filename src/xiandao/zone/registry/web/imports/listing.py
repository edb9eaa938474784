"""The imports there have been."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import page
from xiandao.zone.registry.permissions import IMPORTERS
from xiandao.zone.registry.queries.imports import imports_for
from xiandao.zone.registry.rules.vocabulary import Kind
from xiandao.zone.registry.web.imports.asking import reader_language
from xiandao.zone.registry.web.imports.words import kind_words


@open_to(*IMPORTERS)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Every import that this account may see, the latest first."""
    shown = page(request, imports_for(caller(request)))
    words = kind_words(reader_language())
    context = {"page": shown, "lines": [(line, words[Kind(line.kind)]) for line in shown]}
    return render(request, "registry/imports/list.html", context)
