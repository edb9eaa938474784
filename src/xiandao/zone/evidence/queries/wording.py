"""Why a claim does not count, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, gettext_noop

# The sentences of rules/fold.py, which knows no translation; a test holds the two against each other.
REASONS: Final = (
    gettext_noop("It was recorded later, on {day}."),
    gettext_noop("A correction stands in its place."),
    gettext_noop("It was taken back."),
    gettext_noop("It was looked at and rejected."),
    gettext_noop("It happened later, on {day}."),
    gettext_noop("It happened on {day}, outside the time that counts."),
    gettext_noop("Its {detail} is “{value}”; only {wanted} count."),
    gettext_noop("It ended on {day}."),
    gettext_noop("The same thing is counted by entry {number}."),
)


def reason(template: str, values: Mapping[str, object]) -> str:
    """The sentence with its values; nothing for a claim that counts."""
    return gettext(template).format(**values) if template else ""
