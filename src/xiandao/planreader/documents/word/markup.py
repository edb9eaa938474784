"""The few questions that every reader of Word's XML asks an element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xiandao.planreader.documents.word.package import WORD

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"
_CHOICE, _FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
CONTROL = f"{WORD}sdt"
_OFF = frozenset({"0", "false", "off"})


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element reached by these child names in turn."""
    for name in names:
        if element is None:
            return None
        element = element.find(WORD + name)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace."""
    return None if element is None else element.get(WORD + name)


def whole(text: str | None) -> int | None:
    """A whole number, or None where it is none or beyond what Word stores."""
    try:
        number = int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 2**31 else None


def is_on(element: etree._Element | None) -> bool | None:
    """What a switch says; None where it says nothing."""
    return None if element is None else value(element) not in _OFF


def is_placeholder(element: etree._Element) -> bool:
    """Whether a content control still shows its own "click here to enter text"."""
    return element.tag == CONTROL and is_on(child(element, "sdtPr", "showingPlcHdr")) is True


def alternative(element: etree._Element) -> Iterator[etree._Element]:
    """The first of several renderings of the same thing: they must not be read twice."""
    chosen = element.find(_CHOICE)
    if chosen is None:
        chosen = element.find(_FALLBACK)
    return iter(()) if chosen is None else iter(chosen)
