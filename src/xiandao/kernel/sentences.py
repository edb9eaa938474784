"""A sentence that keeps its template and values, so that a page can say it in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import isfinite
from typing import Any, Self

from xiandao.kernel.refusals import Refusal


class Sentence(str):
    """An English sentence, a text like any other, made of a template with {names} and what fills it.

    A value may be a sentence or a refusal itself; a page says it in the reader's language too.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """The template filled; it stands for itself where there are no values."""
        said = super().__new__(cls, template.format(**values) if values else template)
        said.template, said.values = template, values
        return said

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """So that a copy, and what comes back from another process, keeps both."""
        return (self.template,), dict(self.values)


def sentence_of(refusal: Refusal) -> Sentence:
    """What a refusal says, as a sentence."""
    return Sentence(refusal.template, **refusal.values)


def joined(parts: Sequence[Sentence]) -> Sentence:
    """One after the other; "" where there are none."""
    if not parts:
        return Sentence("")
    return reduce(lambda rest, first: Sentence("{first}; {rest}", first=first, rest=rest), reversed(parts))


def reworded(said: Sentence, value: Callable[[str, object], object]) -> Sentence:
    """The sentence with each value as `value` gives it for its name and itself, in nested ones too."""
    given = {name: value(name, one) for name, one in said.values.items()}
    inner = {name: reworded(one, value) if isinstance(one, Sentence) else one for name, one in given.items()}
    return Sentence(said.template, **inner)


def kept(said: object) -> Any:
    """A sentence or refusal as JSON: {template, values}; texts, and numbers that JSON has, as they are."""
    if isinstance(said, Sentence | Refusal):
        values = {name: kept(value) for name, value in said.values.items()}
        return {"template": said.template, "values": values}
    plain = isfinite(said) if isinstance(said, float) else isinstance(said, int | str)
    return said if plain else str(said)


def sentence_from(told: object) -> Sentence:
    """The sentence that was kept; a mere text is one without values."""
    if not isinstance(told, Mapping):
        return Sentence(str(told))
    values = {
        name: sentence_from(value) if isinstance(value, Mapping) else value
        for name, value in told["values"].items()
    }
    return Sentence(told["template"], **values)
