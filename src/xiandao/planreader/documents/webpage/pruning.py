"""What of a web page is the site's own furniture: scripts, menus, breadcrumbs, footers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_UNSEEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "iframe", "object", "svg",
    "canvas", "audio", "video", "map", "select", "button", "input", "textarea", "datalist", "dialog",
    "del", "rt", "rp",
})  # fmt: skip
_UNSEEN_ROLES = frozenset(
    {"navigation", "search", "contentinfo", "banner", "complementary", "menu", "menubar"}
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SITE_WORDS = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "bread", "footer", "foot", "copyright", "sidebar", "share", "toolbar", "pagination", "pager", "search",
    "related", "qrcode", "cookie", "topbar", "banner",
})  # fmt: skip
_MAIN_TAGS = frozenset({"main", "article"})
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Article:
    """The part of a page to read, and what to leave out inside it."""

    root: etree._Element
    left_out: frozenset[etree._Element]


def is_unseen(element: etree._Element) -> bool:
    """Whether an element shows nothing, or only the site's furniture, by its own word."""
    return (
        element.tag in _UNSEEN_TAGS
        or element.get("hidden") is not None
        or element.get("role") in _UNSEEN_ROLES
        or _UNSEEN_STYLE.search(element.get("style", "")) is not None
    )


def article_of(root: etree._Element) -> Article:
    """The page's main element where it holds most of the text, without parts named like furniture.

    A name alone never hides half of a page: sites call their content the strangest things.
    """
    lengths, total = _survey(root)
    main = [element for element, length in lengths.items() if _is_main(element) and 2 * length >= total]
    named = (element for element, length in lengths.items() if not _is_main(element) and 2 * length < total)
    return Article(main[-1] if main else root, frozenset(named))


def _is_main(element: etree._Element) -> bool:
    return element.tag in _MAIN_TAGS or element.get("role") == "main"


def _is_named_like_furniture(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return element.tag not in ("body", "html") and not _SITE_WORDS.isdisjoint(_WORD.findall(names))


def _survey(root: etree._Element) -> tuple[dict[etree._Element, int], int]:
    """How many visible characters stand in every main element and in everything named like furniture."""
    lengths: dict[etree._Element, int] = {}
    begun: list[int] = []
    total = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            begun.append(total)
            if is_unseen(element):
                walk.skip_subtree()
            else:
                total += len((element.text or "").strip())
            continue
        before = begun.pop()
        if _is_main(element) or _is_named_like_furniture(element):
            lengths[element] = total - before
        total += len((element.tail or "").strip())
    return lengths, total
