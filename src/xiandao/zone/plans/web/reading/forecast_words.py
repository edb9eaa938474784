"""What a forecast says of itself, in the reader's language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, gettext_noop

from xiandao.forecasting import Message

# The sentences of xiandao.forecasting, which knows no translation; a test holds the two against each other.
SENTENCES: Final = (
    gettext_noop("Only {counted} additions and {ended} ended stays have been seen, so the range is wide."),
    gettext_noop("What comes next comes as often as lately: what was seen 14 months ago weighs half."),
    gettext_noop("Only what has been counted by {day} is counted; claims still to be verified are not."),
    gettext_noop("What waits in a stage passes it as others did; thin stages borrow from the others."),
)


def in_words(message: Message) -> str:
    """The sentence with its values."""
    return gettext(message.template).format(**message.values)
