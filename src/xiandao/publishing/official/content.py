"""What an official document is made of, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """How the words of a table's column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; its number (一、 （一） 1. （1）) is counted by the document."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"an official document has heading levels 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; each line of it becomes a paragraph. `lead` are the first words, in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print under a table or picture: sources, the day of the figures, how they were counted."""

    text: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, its share of the width against the other columns, its alignment."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its heading row is repeated on every page. Fonts: 小四, or 五号 where `small`."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    small: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs columns")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, centred, with its caption below; `alt` says to those who cannot see it what it shows."""

    png: bytes
    alt: str
    caption: str = ""
    width_mm: float = 150.0


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the document, and the day it bears."""

    issuer: str
    dated: date


Block = Heading | Paragraph | Note | Table | Picture


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole document. `dated` also fixes the file's own properties: same input, same bytes."""

    title: str
    dated: date
    blocks: tuple[Block, ...]
    draft_note: str = ""  # "送审稿": stands in brackets below the title
    addressee: str = ""  # 主送机关
    appendices: tuple[str, ...] = ()
    signature: Signature | None = None
    author: str = ""
    language: str = "zh-CN"
