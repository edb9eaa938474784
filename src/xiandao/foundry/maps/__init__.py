"""Maps of records as SVG: lines and circles with features, cuts, primers, open frames and a ruler."""

from __future__ import annotations

from xiandao.foundry.catalogues import Enzyme
from xiandao.foundry.maps.circular import circular_map
from xiandao.foundry.maps.contents import CHINESE, ENGLISH, Contents, Words, contents_of
from xiandao.foundry.maps.linear import linear_map
from xiandao.foundry.sequences import Record

__all__ = [
    "CHINESE",
    "ENGLISH",
    "Contents",
    "Words",
    "circular_map",
    "contents_of",
    "draw_map",
    "linear_map",
]


def draw_map(
    record: Record,
    *,
    circular: bool | None = None,
    cutters: tuple[Enzyme, ...] | None = None,
    cut_sites: bool = True,
    frames: bool = True,
    words: Words = ENGLISH,
) -> str:
    """The map of a record as SVG text, round or straight as the record is, unless `circular` says otherwise.

    See `contents_of` for what is drawn. The text has no style, script or address outside: it can stand in
    a page as it is.
    """
    contents = contents_of(record, cutters=cutters, cut_sites=cut_sites, frames=frames, words=words)
    around = record.circular if circular is None else circular
    return circular_map(contents) if around else linear_map(contents)
