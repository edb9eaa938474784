"""Why two records may be one, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

# The sentences and the fields of xiandao.identity, which knows no translation; a test holds them together.
SENTENCES: Final = (
    gettext_noop("{field}: the same."),
    gettext_noop("{field}: the same trade name; the rest can be the same."),
    gettext_noop("{field}: sounds the same."),
    gettext_noop("{field}: the same but for a slip."),
    gettext_noop("{field}: alike."),
    gettext_noop("{field}: different."),
    gettext_noop("{field}: one is a branch; a branch is an organisation of its own."),
)
FIELDS: Final = {
    "name": gettext_noop("Its name"),
    "uscc": gettext_noop("Credit code"),
    "phone": gettext_noop("Phone"),
    "legal_person": gettext_noop("Legal representative"),
    "address": gettext_noop("Address"),
    "website": gettext_noop("Website"),
    "employer": gettext_noop("Employer"),
    "birth_year": gettext_noop("Birth year"),
    "email": gettext_noop("E-mail"),
    "orcid": "ORCID",
    "doi": "DOI",
    "title": gettext_noop("Title"),
    "year": gettext_noop("Year"),
    "author": gettext_noop("Author"),
    "venue": gettext_noop("Venue"),
    "number": gettext_noop("Number"),
    "applicant": gettext_noop("Applicant"),
    "inventor": gettext_noop("Inventor"),
    "filed_on": gettext_noop("Filed on"),
}


def part_words(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each field that was compared."""
    return [gettext(part["template"]).format(**_named(part.get("values", {}))) for part in parts]


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "field": gettext(FIELDS.get(str(values.get("field")), str(values.get("field"))))}
