"""Text can be read by day and by night: contrast is computed from the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).parents[1] / "static" / "face"
TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3
SHAPE = 3.0  # WCAG 2.2, success criterion 1.4.11: what must be seen to use or understand a page

ON_PAPER = [
    (ink, paper) for ink in ("ink", "ink-soft", "link") for paper in ("paper", "sheet", "sheet-quiet")
]
ON_SOFT = [(name, f"{name}-soft") for name in ("not-started", "on-track", "at-risk", "late", "done")]
INKS = [
    *ON_PAPER,
    *ON_SOFT,
    *[("ink", f"{name}-soft") for name in ("at-risk", "late", "done", "accent")],
    ("late", "sheet"), ("head-ink", "head"), ("head-ink-soft", "head"), ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"), ("accent-strong", "accent-soft"), ("accent-strong", "sheet"),
    ("heat-ink-low", "heat-1"), ("heat-ink-low", "heat-2"), ("heat-ink-low", "heat-3"),
    ("heat-ink-high", "heat-4"), ("heat-ink-high", "heat-5"),
]  # fmt: skip
SHAPES = [
    ("line-strong", "sheet"), ("head-line", "head"), ("focus", "paper"), ("focus", "sheet"),
    *[(f"chart-{number}", "sheet") for number in range(1, 7)],
    *[(fill, "sheet-quiet") for fill in ("not-started", "on-track", "at-risk-fill", "late", "done")],
]  # fmt: skip


def _palettes() -> dict[str, dict[str, str]]:
    sheet = (SHEETS / "tokens.css").read_text(encoding="utf-8")
    day, night = sheet.split("@media (prefers-color-scheme: dark)")
    palette = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", day))
    return {"day": palette, "night": palette | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", night))}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize(("ink", "paper"), INKS)
def test_text_can_be_read(light: str, ink: str, paper: str) -> None:
    palette = _palettes()[light]

    assert contrast(palette[ink], palette[paper]) >= TEXT


@pytest.mark.parametrize("light", ["day", "night"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(light: str, shape: str, ground: str) -> None:
    palette = _palettes()[light]

    assert contrast(palette[shape], palette[ground]) >= SHAPE


def test_colours_are_written_in_one_sheet() -> None:
    elsewhere = {
        path.name: found
        for path in SHEETS.glob("*.css")
        if path.name not in {"tokens.css", "print.css"}
        and (found := re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text(encoding="utf-8")))
    }

    assert elsewhere == {}


def test_every_name_that_a_sheet_uses_is_defined() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in SHEETS.glob("*.css")}
    defined = set(re.findall(r"(--[\w-]+):", "\n".join(sheets.values())))

    for name, sheet in sheets.items():
        assert set(re.findall(r"var\((--[\w-]+)", sheet)) <= defined, name
