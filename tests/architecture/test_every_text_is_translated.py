"""A Chinese reader meets no English sentence: every text of the program stands in its room's catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import catalogues

ROOMS = sorted(catalogues.texts())


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_is_translated(room: str) -> None:
    assert [*catalogues.lacks(room)] == [], "run `make messages` and translate"


@pytest.mark.parametrize("room", ROOMS)
def test_a_catalogue_keeps_nothing_that_is_no_longer_said(room: str) -> None:
    assert [*catalogues.left_over(room)] == [], "run `make messages`"


def test_no_two_rooms_translate_one_text_differently() -> None:
    assert [*catalogues.contradictions()] == [], "agree on one translation, or give the text a context"


def test_texts_are_found_in_programs(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'a = _("one")\nb = pgettext("door", "open")\nc = ngettext("a day", "days", 2)\n'
        'd = gettext_lazy("two"\n  " lines")\n'
        'raise DayRefused("{x} is no day", x=1) from e\nraise errors.Refusal("No.")\n'
        'raise ValueError("inner")\nSAID: Final = "{n} of"\nSentence(SAID, n=1)\nRunMissing("gone")\n'
        'class Fault(Refusal):\n  def __init__(self):\n    super().__init__("told")\n'
    )

    found = {(text.context, text.singular, text.plural) for text in catalogues.texts_in(module)}

    assert found == {
        (None, "one", None),
        ("door", "open", None),
        (None, "a day", "days"),
        (None, "two lines", None),
        (None, "{x} is no day", None),
        (None, "No.", None),
        (None, "{n} of", None),
        (None, "gone", None),
        (None, "told", None),
    }


def test_texts_are_found_in_templates(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n %}\n<p>\n    {% translate \"It's\" %}{% translate 'may' context 'month' %}</p>\n"
        "  {% blocktranslate count n=days trimmed %}\n one {{ thing }}\n"
        "{% plural %}\n many {{ thing }} {% endblocktranslate %}\n"
        '{% include "a.html" with submit=_("Save") %}{% comment %}{% translate "hidden" %}{% endcomment %}\n'
    )

    found = {(text.context, text.singular, text.plural) for text in catalogues.texts_in(template)}

    assert found == {
        (None, "It's", None),
        ("month", "may", None),
        (None, "one %(thing)s", "many %(thing)s"),
        (None, "Save", None),
    }


def test_a_refusal_put_together_from_pieces_is_reported() -> None:
    code = 'raise UploadRefused(f"{name} is empty")'

    with pytest.raises(ValueError, match="one literal"):
        [*catalogues.sentences_in(code, "module.py")]
