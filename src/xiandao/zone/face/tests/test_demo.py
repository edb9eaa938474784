"""The page of all components, as a browser gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from xiandao.zone.face.tests.demo import Reader, demo

TEMPLATE = Path(__file__).with_name("demo.html")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Outline(HTMLParser):
    """Whether tags nest, and what the page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element closes what was opened last."""
        assert self.opened.pop() == tag, f"{tag} closes at {self.getpos()}"


def _page(language: str) -> str:
    asked = RequestFactory().get("/?as_of=2025-06-30&sort=due")
    asked.user = Reader()  # type: ignore[assignment]
    with translation.override(language):
        template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
        return str(template.render(demo(asked), asked))


@pytest.fixture(params=["zh-hans", "en"])
def outline(request: pytest.FixtureRequest) -> Iterator[Outline]:
    """The component page in one language."""
    outline = Outline()
    outline.feed(_page(request.param))
    yield outline
    assert outline.opened == []


def test_the_page_needs_no_inline_style_or_script(outline: Outline) -> None:
    for tag, attributes in outline.seen:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert "src" in attributes


def test_the_page_has_landmarks_and_one_heading_of_the_first_level(outline: Outline) -> None:
    tags = [tag for tag, _ in outline.seen]

    assert {tag: tags.count(tag) for tag in ("header", "main", "footer", "h1")}["main"] == 1
    assert tags.count("h1") == 1
    assert "nav" in tags


def test_identifiers_are_unique_and_labels_lead_somewhere(outline: Outline) -> None:
    identifiers = [str(attributes["id"]) for _, attributes in outline.seen if attributes.get("id")]
    wanted = {
        attributes["for"] for tag, attributes in outline.seen if tag == "label" and attributes.get("for")
    }

    assert len(identifiers) == len(set(identifiers))
    assert wanted <= set(identifiers)


def test_every_drawing_has_a_name_or_is_hidden(outline: Outline) -> None:
    for tag, attributes in outline.seen:
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"


def test_a_reader_of_chinese_meets_no_english_but_the_way_to_it() -> None:
    words = re.sub(r"<template>.*?</template>|<[^>]*>", " ", _page("zh-hans"), flags=re.S)

    menus_of_these_tests = {"Open", "Deeper"}
    assert set(re.findall(r"[A-Za-z]{3,}", words)) == {"English"} | menus_of_these_tests
