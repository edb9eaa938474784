"""Pages carry no inline style or script and load nothing from elsewhere: the security policy forbids both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "corpus" not in path.parts)
SHEETS = sorted(SOURCE.rglob("static/**/*.css"))
SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
DRAWINGS = sorted(SOURCE.rglob("static/**/*.svg"))

ADDRESSES = "src|srcset|href|action|formaction|poster|data"
IN_TEMPLATES = {
    "a style attribute": r"""[\s"']style\s*=""",
    "an event attribute": r"""<[^>]*[\s"']on[a-z]+\s*=""",
    "a style element": r"<style\b",
    "a script without an address": r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>",
    "a script address": r"javascript:",
    "htmx code made of strings": r"""hx-on\b|hx-vars|hx-(?:vals|headers)=["']?js:""",
    "something from elsewhere": rf"""\b(?:{ADDRESSES})\s*=\s*["']?\s*(?:https?:)?//""",
}
IN_SHEETS = {
    "something from elsewhere": r"//|https?:",
    "another sheet": r"@import",
    "a file": r"url\(",
}
IN_SCRIPTS = {
    "something from elsewhere": r"""["'`](?:https?:)?//""",
    "code made of strings": r"\beval\s*\(|\bnew Function\b|\bsetTimeout\s*\(\s*[\"'`]",
    "markup made of strings": r"\b(?:inner|outer)HTML\s*\+?=|insertAdjacentHTML|document\.write",
}
IN_DRAWINGS = {
    "something from elsewhere": r"https?://(?!www\.w3\.org/2000/svg\")",
    "a script": r"<script|\son[a-z]+\s*=|<style|\sstyle\s*=",
}
RULES = [
    (path, rules)
    for paths, rules in (
        (TEMPLATES, IN_TEMPLATES),
        (SHEETS, IN_SHEETS),
        (SCRIPTS, IN_SCRIPTS),
        (DRAWINGS, IN_DRAWINGS),
    )
    for path in paths
]


def found_in(text: str, rules: dict[str, str]) -> list[str]:
    """What a file holds that it must not."""
    return [name for name, pattern in rules.items() if re.search(pattern, text, re.I)]


@pytest.mark.parametrize(
    ("path", "rules"), RULES, ids=[path.relative_to(SOURCE).as_posix() for path, _ in RULES]
)
def test_a_file_for_the_browser_is_self_contained(path: Path, rules: dict[str, str]) -> None:
    assert found_in(path.read_text(encoding="utf-8"), rules) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('<p style="color: red">', IN_TEMPLATES),
        ("<p\nonclick='x()'>", IN_TEMPLATES),
        ("<style>p {}</style>", IN_TEMPLATES),
        ("<script>go()</script>", IN_TEMPLATES),
        ('<script defer type="module">go()</script>', IN_TEMPLATES),
        ('<a href="javascript:go()">', IN_TEMPLATES),
        ('<button hx-on:click="go()">', IN_TEMPLATES),
        ("<a hx-vals='js:{a: go()}'>", IN_TEMPLATES),
        ('<script src="//cdn.example/x.js"></script>', IN_TEMPLATES),
        ('<img src="https://elsewhere.example/x.png">', IN_TEMPLATES),
        ('<link href = "http://fonts.example/f.css">', IN_TEMPLATES),
        ("@import 'more.css';", IN_SHEETS),
        ("p { background: url(x.png) }", IN_SHEETS),
        ("fetch('https://elsewhere.example')", IN_SCRIPTS),
        ("fetch(`//elsewhere.example`)", IN_SCRIPTS),
        ("place.innerHTML = words", IN_SCRIPTS),
        ("new Function('a')", IN_SCRIPTS),
        ('<svg onload="go()">', IN_DRAWINGS),
        ('<image href="http://elsewhere.example/x.png"/>', IN_DRAWINGS),
    ],
)
def test_each_rule_sees_what_it_is_for(text: str, rules: dict[str, str]) -> None:
    assert found_in(text, rules)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/a.js" defer></script>',
        '<script type="application/json">{}</script>',
        '<a href="/plans/?on=1">',
        "<p>curl https://your.server/api/</p>",
        '<form action="{% url \'a\' %}" data-x="on">',
    ],
)
def test_what_is_allowed_is_left_alone(text: str) -> None:
    assert found_in(text, IN_TEMPLATES) == []


def test_there_is_something_to_look_at() -> None:
    assert TEMPLATES
    assert SHEETS
    assert SCRIPTS
