"""A word list that is written as plain words and looked up at constant cost per place."""

from __future__ import annotations

from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, which blanks separate: lists of the genre read best without quotation marks."""
    return tuple(text.split())


class Words:
    """Finds the longest listed word at a place, so that no word is found inside a longer one."""

    def __init__(self, listed: Iterable[str]) -> None:
        starts: dict[str, list[str]] = {}
        ends: dict[str, list[str]] = {}
        for word in sorted(set(listed), key=len, reverse=True):
            starts.setdefault(word[0], []).append(word)
            ends.setdefault(word[-1], []).append(word)
        self._starts = {first: tuple(group) for first, group in starts.items()}
        self._ends = {last: tuple(group) for last, group in ends.items()}

    def at(self, text: str, start: int, end: int) -> str | None:
        """The longest word that begins at `start`."""
        if start < end:
            for word in self._starts.get(text[start], ()):
                if text.startswith(word, start, end):
                    return word
        return None

    def before(self, text: str, start: int, end: int) -> str | None:
        """The longest word that ends at `end` and does not begin before `start`."""
        if start < end:
            for word in self._ends.get(text[end - 1], ()):
                if text.endswith(word, start, end):
                    return word
        return None
