"""Draws a text with the stretches that belong to items, doubts and the remainder; they may nest or cross.

Time grows with the text and the stretches; only stretches that cross cost a reopening each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of the text: `key` names the element, `kind` its look, `jump` where its label leads."""

    key: str
    kind: str
    start: int
    end: int
    jump: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch begins here, or goes on after another one that crosses it has ended."""

    stretch: Stretch
    again: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The innermost open stretch ends here."""


Part = str | Opening | Closing
CLOSE = SafeString("</mark>")


def parts_of(text: str, stretches: Iterable[Stretch]) -> Iterator[Part]:
    """The text cut at every boundary, with openings and closings that are properly nested."""
    waiting = _in_order(text, stretches)
    waiting.reverse()
    open_now: list[Stretch] = []
    place = 0
    while waiting or open_now:
        starts = waiting[-1].start if waiting else len(text)
        ends = min((stretch.end for stretch in open_now), default=len(text))
        boundary = min(starts, ends)
        if boundary > place:
            yield text[place:boundary]
            place = boundary
        if open_now and ends <= place:
            yield from _close(open_now, place)
        else:
            stretch = waiting.pop()
            open_now.append(stretch)
            yield Opening(stretch, again=False)
    if place < len(text):
        yield text[place:]


def drawn(text: str, stretches: Iterable[Stretch]) -> SafeString:
    """The text as markup: every word of the document escaped, every stretch a `mark` with its id."""
    return format_html_join("", "{}", ((_markup(part),) for part in parts_of(text, stretches)))


def _in_order(text: str, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Outer before inner; what lies outside the text or is empty is left out."""
    inside = [s for s in stretches if 0 <= s.start < s.end <= len(text)]
    return sorted(inside, key=lambda s: (s.start, -s.end, s.key))


def _close(open_now: list[Stretch], place: int) -> Iterator[Part]:
    """End what ends here; what was opened inside and goes on is opened again."""
    first = next(depth for depth, stretch in enumerate(open_now) if stretch.end <= place)
    crossed: Sequence[Stretch] = [s for s in open_now[first:] if s.end > place]
    for _ in open_now[first:]:
        yield Closing()
    del open_now[first:]
    for stretch in crossed:
        open_now.append(stretch)
        yield Opening(stretch, again=True)


def _markup(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Closing):
        return CLOSE
    stretch = part.stretch
    if part.again:
        return format_html('<mark class="span span-{}" data-item="{}">', stretch.kind, stretch.key)
    label = (
        format_html('<a class="jump" href="#{}">{}</a>', stretch.jump, stretch.label) if stretch.label else ""
    )
    return format_html(
        '<mark id="span-{}" class="span span-{}" data-item="{}" tabindex="-1">{}',
        stretch.key,
        stretch.kind,
        stretch.key,
        label,
    )
