"""What a PDF font makes of bytes: characters and how far each moves the pen.

pypdf keeps its font reader to itself; this is the only file that leans on it.
"""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

UNITS_PER_EM = 1000
_UNKNOWN_WIDTH = 500.0


class PageFont:
    """One font of a page."""

    def __init__(self, resource: DictionaryObject | None) -> None:
        self._resource = resource  # kept, so that no other font is taken for it by its address
        self._font: Font | None = None
        if resource is not None:
            try:
                self._font = Font.from_font_resource(resource)
            except (AttributeError, TypeError, KeyError, ValueError, IndexError):
                self._font = None  # a broken font: its characters stay unreadable, the page does not
        self._widths: dict[str, float] = {}

    def shown(self, code: bytes) -> list[tuple[str, float, bool]]:
        """Each character shown, its advance in ems, and whether word spacing applies to it."""
        font = self._font
        if font is None:
            return [("\ufffd", _UNKNOWN_WIDTH / UNITS_PER_EM, False) for _ in code]
        encoding = font.encoding
        if isinstance(encoding, str):
            characters = code.decode(encoding, "replace")
            pairs = zip(characters, characters, strict=True)
            return [(self._meaning(font, c), self._advance(font, raw), False) for c, raw in pairs]
        return [
            (self._meaning(font, encoding.get(byte, chr(byte))), self._advance(font, chr(byte)), byte == 0x20)
            for byte in code
        ]

    @staticmethod
    def _meaning(font: Font, character: str) -> str:
        meaning: Any = font.character_map.get(character, character)
        return meaning if isinstance(meaning, str) else character

    def _advance(self, font: Font, raw: str) -> float:
        width = self._widths.get(raw)
        if width is None:
            found: Any = font.space_width if raw == font.space_char else font.get_text_width(raw)
            width = float(found) / UNITS_PER_EM if isinstance(found, int | float) else 0.5
            self._widths[raw] = width
        return width
