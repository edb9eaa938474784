"""The visible words of one Word paragraph, and the text boxes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from xiandao.planreader.documents.word.markup import (
    ALTERNATIVES,
    alternative,
    child,
    is_on,
    is_placeholder,
    value,
)
from xiandao.planreader.documents.word.package import WORD
from xiandao.planreader.documents.word.styles import StyleSheet

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Nobody reads these: tracked deletions, properties, the reading aid above a character.
_UNSEEN = frozenset(
    WORD + name
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt")
)
_BOXES = WORD + "txbxContent"
_SYMBOLS_FROM = 0xF000  # a symbol font's own code points, not characters

_RUN, _TEXT, _FIELD, _SYMBOL = (WORD + name for name in ("r", "t", "fldChar", "sym"))
_PLAIN = {
    WORD + "tab": "\t",
    WORD + "ptab": "\t",
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "noBreakHyphen": "-",
}


@dataclass(slots=True)
class Words:
    """Gathers what one paragraph shows."""

    styles: StyleSheet
    hidden_by_style: bool
    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    # One entry for each open field: False while its code is read, True once its result begins.
    fields: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What was gathered, without the blanks around it."""
        return "".join(self.parts).strip()

    def read(self, element: etree._Element) -> None:
        """Gather from an element's children, whatever wraps them."""
        for part in alternative(element) if element.tag == ALTERNATIVES else element:
            tag = part.tag
            if tag in _UNSEEN or (tag == _RUN and self._is_hidden(part)) or is_placeholder(part):
                continue
            if tag in (_TEXT, _MATH_TEXT):
                self._add((part.text or "").replace("\n", " "))
            elif tag in _PLAIN:
                self._add(_PLAIN[tag])
            elif tag == _FIELD:
                self._field(value(part, "fldCharType"))
            elif tag == _SYMBOL:
                self._add(_symbol(value(part, "char")))
            elif tag == _BOXES:
                self.boxes.append(part)
            elif len(part):
                self.read(part)

    def _add(self, text: str) -> None:
        if all(self.fields):
            self.parts.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return self.hidden_by_style
        own = is_on(child(properties, "vanish"))
        if own is not None:
            return own
        style = value(child(properties, "rStyle"))
        return self.hidden_by_style or (style is not None and self.styles.is_hidden(style))


def _symbol(code: str | None) -> str:
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < _SYMBOLS_FROM and not 0xD800 <= number < 0xE000 else ""
