"""SVG as text: elements with plain attributes (no style, no script), words escaped, widths estimated."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

FONT: Final = "system-ui, 'Noto Sans SC', 'Microsoft YaHei', sans-serif"
INK: Final = "#1f2933"
QUIET: Final = "#7b8794"
LARGE: Final = 15.0
SMALL: Final = 11.0
_WIDE: Final = frozenset("WF")  # East Asian widths that take a whole em
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[] -1")
_ENTITIES: Final = {'"': "&quot;"}


def element(name: str, *inner: str, **attributes: object) -> str:
    """An element; an underscore in an attribute's name stands for a hyphen, numbers are rounded."""
    told = "".join(
        f" {key.strip('_').replace('_', '-')}={quoteattr(_said(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inner)}</{name}>" if inner else f"<{name}{told}/>"


def _said(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else plain(str(value))


def plain(text: str) -> str:
    """The text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign.isprintable())


def words(text: str, x: float, y: float, *, size: float = SMALL, **attributes: object) -> str:
    """A line of text."""
    told = {"x": float(x), "y": float(y), "font_size": float(size), "fill": INK} | attributes
    return element("text", escape(plain(text), _ENTITIES), **told)


def width_of(text: str, size: float = SMALL) -> float:
    """How wide a line of text will about be: rather too wide than too narrow."""
    ems = 0.0
    for sign in text:
        if unicodedata.east_asian_width(sign) in _WIDE:
            ems += 1.0
        else:
            ems += 0.36 if sign in _NARROW else 0.86 if sign in "mwMW%@" else 0.68 if sign.isupper() else 0.6
    return ems * size


def shortened(text: str, most: float, size: float = SMALL) -> str:
    """The text, cut with … where it is wider than `most`."""
    if width_of(text, size) <= most:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > most:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def titled(shape: str, tip: str) -> str:
    """A shape with what a pointer and a screen reader are told about it."""
    return element("g", element("title", escape(plain(tip))), shape)


def svg(inner: Iterable[str], width: float, height: float, *, name: str, told: str, identity: str) -> str:
    """The whole picture, with its name and description for those who do not see it."""
    return element(
        "svg",
        element("title", escape(plain(name)), id=f"{identity}-title"),
        element("desc", escape(plain(told)), id=f"{identity}-desc"),
        *inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        aria_labelledby=f"{identity}-title {identity}-desc",
        font_family=FONT,
    )
