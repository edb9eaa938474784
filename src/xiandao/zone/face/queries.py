"""What every page asks: the day it speaks of, the stretch of a list it shows, how a refusal is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence
from xiandao.zone.face.rules import day_from


def as_of(request: HttpRequest) -> date:
    """The day that the page speaks of: ?as_of=2025-12-31, or today. Raises DayRefused for anything else."""
    text = request.GET.get("as_of", "").strip()
    return day_from(text) if text else timezone.localdate()


def say(said: Refusal | Sentence) -> str:
    """A refusal or a sentence in the reader's language, with those that lie in it."""
    if not said.template:
        return ""
    template = gettext(said.template)
    values = {
        name: say(value) if isinstance(value, Refusal | Sentence) else value
        for name, value in said.values.items()
    }
    return template.format(**values) if values else template


def page(request: HttpRequest, items: QuerySet[Any] | Sequence[Any], per_page: int = 50) -> Page[Any]:
    """The stretch of a list that ?page= names. Beyond the end is the last page, nonsense is the first."""
    return Paginator(items, per_page).get_page(request.GET.get("page"))
