"""What changed, in the reader's words: field names, choices and times instead of what the database keeps."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext, pgettext_lazy

from xiandao.zone.audit.api import JSON, Entry, difference

# How this room's own fields are called on the page; a field is looked up by its name with blanks.
FIELDS = (
    pgettext_lazy("field", "username"),
    pgettext_lazy("field", "display name"),
    pgettext_lazy("field", "email"),
    pgettext_lazy("field", "role"),
    pgettext_lazy("field", "is active"),
    pgettext_lazy("field", "language"),
    pgettext_lazy("field", "name"),
    pgettext_lazy("field", "type"),
    pgettext_lazy("field", "hint"),
    pgettext_lazy("field", "expires at"),
    pgettext_lazy("field", "revoked at"),
)
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One field, before and after."""

    field: str
    before: str
    after: str


def changes_in_words(entry: Entry) -> tuple[ChangeInWords, ...]:
    """The fields that an entry changed. A room that is gone leaves its names as they were kept."""
    return tuple(
        ChangeInWords(
            field=_name_in_words(change.field),
            before=_in_words(change.before, _field(entry.subject_type, change.field)),
            after=_in_words(change.after, _field(entry.subject_type, change.field)),
        )
        for change in difference(entry.before, entry.after)
    )


def _name_in_words(field: str) -> str:
    words = field.replace("_", " ")
    said = pgettext("field", words)
    return said if said != words else gettext(words)


def _field(subject_type: str, name: str) -> models.Field[object, object] | None:
    try:
        found = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) else None


def _in_words(value: JSON, field: models.Field[object, object] | None) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return pgettext("between the items of a list", ", ").join(_in_words(item, field) for item in value)
    text = str(value)
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(text)):
        return date_format(timezone.localtime(moment), "Y-m-d H:i")
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    return gettext(str(choices[text])) if text in choices else text
