"""Our quick way of writing an array says the same as psycopg's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.array import ListDumper

from xiandao.config.postgres import QuotedListDumper


def _elements(text: bytes) -> list[bytes | None]:
    """A flat array read back by the rules of PostgreSQL's manual, chapter 8.15.6."""
    found: list[bytes | None] = []
    position, value, quoted, inside = 1, b"", False, False
    while position < len(text):
        letter = text[position : position + 1]
        if inside and letter == b"\\":
            position += 1
            value += text[position : position + 1]
        elif letter == b'"':
            inside, quoted = not inside, True
        elif not inside and letter in (b",", b"}"):
            found.append(None if not quoted and value == b"NULL" else value)
            value, quoted = b"", False
        else:
            value += letter
        position += 1
    return found


@given(
    st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\0"))), min_size=1)
)
def test_a_list_of_texts_is_read_back_as_it_was(texts: list[str | None]) -> None:
    dumped = QuotedListDumper(list, Transformer()).upgrade(texts, PyFormat.TEXT).dump(texts)

    assert _elements(bytes(dumped or b"")) == [None if text is None else text.encode() for text in texts]


@given(st.lists(st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)), min_size=1))
def test_a_list_of_numbers_says_what_psycopg_says(numbers: list[int | None]) -> None:
    ours, theirs = (
        kind(list, Transformer()).upgrade(numbers, PyFormat.TEXT) for kind in (QuotedListDumper, ListDumper)
    )

    assert _elements(bytes(ours.dump(numbers) or b"")) == _elements(bytes(theirs.dump(numbers) or b""))
