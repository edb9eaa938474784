"""The texts of this room and of allauth, as Chinese readers meet them."""

from __future__ import annotations

import gettext
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po

from xiandao.zone.accounts.web.wording import SAID_BETTER

CATALOGUE = Path(__file__).parents[1] / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
THEIRS = Path(allauth.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"


@pytest.mark.parametrize("text", SAID_BETTER)
def test_a_text_that_we_say_better_is_one_that_allauth_says(text: str) -> None:
    with THEIRS.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    with CATALOGUE.open("rb") as file:
        ours = read_po(file).get(text)

    assert theirs.gettext(text) != text
    assert ours is not None
    assert ours.string


def test_every_text_of_the_catalogue_is_translated_and_checks() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)

    unfinished = [message.id for message in catalogue if (message.id and not message.string) or message.fuzzy]
    assert unfinished == []
    assert [list(errors) for _, errors in catalogue.check()] == []
