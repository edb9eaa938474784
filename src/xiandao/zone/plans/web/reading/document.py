"""The plan's own words, with every item that was read from them marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import Snapshot
from xiandao.zone.plans.web.reading.frame import Shown, plan_page


@dataclass(frozen=True, slots=True)
class Item:
    """Something read from [start, end) of the text; `anchor` is where other pages point to."""

    kind: str
    anchor: str
    key: str
    title: str
    title_en: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the page: text, or the opening or closing of an item."""

    text: str = ""
    opens: Item | None = None
    closes: bool = False


@zone_only
@plan_page("document")
def document(_request: HttpRequest, seen: Snapshot) -> Shown:
    """The text of the edition in force on the day."""
    text = seen.edition.text
    return {"pieces": tuple(pieces_of(text, items_of(seen))), "has_text": bool(text)}


def items_of(seen: Snapshot) -> list[Item]:
    """What points into this edition's text. A revision of an older edition points into another text."""
    items: list[Item] = []

    def add(kind: str, key: str, names: tuple[str, str], span: tuple[int | None, int | None]) -> None:
        start, end = span
        if start is not None and end is not None:
            items.append(Item(kind, f"{kind[0]}-{key}", key, *names, start, end))

    for measure in seen.measures:
        m = measure.revision
        if m.edition_id == seen.edition.pk:
            add("measure", measure.key, (m.title, m.title_en), (m.span_start, m.span_end))
    for target in seen.targets:
        t = target.revision
        if t.edition_id == seen.edition.pk:
            add("target", target.key, (t.name, t.name_en), (t.span_start, t.span_end))
    for site in seen.sites:
        add("site", site.key, (site.name, site.name_en), (site.span_start, site.span_end))
    for area in seen.focus:
        add("focus", str(area.position), (area.name, area.name_en), (area.span_start, area.span_end))
    return items


def pieces_of(text: str, items: Iterable[Item]) -> Iterator[Piece]:
    """The text cut so that items nest; one that reaches out of the item around it ends with that one."""
    ends: list[int] = []
    at = 0
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        while ends and ends[-1] <= item.start:
            yield Piece(text=text[at : ends[-1]])
            yield Piece(closes=True)
            at = ends.pop()
        yield Piece(text=text[at : item.start])
        yield Piece(opens=item)
        at = item.start
        ends.append(min(item.end, ends[-1] if ends else len(text)))
    while ends:
        yield Piece(text=text[at : ends[-1]])
        yield Piece(closes=True)
        at = ends.pop()
    yield Piece(text=text[at:])
