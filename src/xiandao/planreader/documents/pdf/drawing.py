"""Follows a page's drawing operators and notes where every character and every ruling comes to stand.

Operators and their meaning: ISO 32000-1, 8.4.4, 8.5, 8.10, 9.3 and 9.4.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from xiandao.planreader.documents.pdf.fonts import PageFont
from xiandao.planreader.documents.pdf.geometry import Glyph, Matrix, PageContent, upright
from xiandao.planreader.documents.pdf.paths import Pen

DEEPEST_FORM = 12
MOST_FORMS = 2_000  # drawn on one page; more is an attack
MOST_STATES = 500  # saved at one time
FARTHEST = 1e5  # points from the page's corner; what stands beyond is a slip
STEEPEST = math.radians(5)  # text on more of a slant is a watermark or a stamp
_STROKES = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_CLOSES = frozenset({b"s", b"b", b"b*"})
_PAINTS = _STROKES | {b"f", b"F", b"f*"}
_PEN_OPERATORS = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"n"}) | _PAINTS

Operands = Sequence[Any]
Fonts = dict[object, PageFont]


@dataclass(slots=True)
class _State:
    """What q saves and Q brings back."""

    to_page: Matrix
    font: PageFont | None = None
    size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Drawing:
    """One page while it is drawn."""

    state: _State
    fonts: Fonts
    glyphs: list[Glyph] = field(default_factory=list)
    turned: Counter[int] = field(default_factory=Counter)  # characters by quarter turns of their line
    pen: Pen = field(default_factory=Pen)
    saved: list[_State] = field(default_factory=list)
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)
    marks: list[bool] = field(default_factory=list)  # open marked content; True for a running head or foot
    forms_left: int = MOST_FORMS
    has_picture: bool = False


def page_content(page: PageObject, fonts: Fonts) -> PageContent:
    """Everything on a page; where most text runs sideways, the page is turned until it is upright."""
    box = page.mediabox
    edges = (float(box.left), float(box.bottom), float(box.right), float(box.top))
    turns = int(page.rotation) // 90
    drawing = _draw(page, upright(*edges, turns), fonts)
    sideways = drawing.turned.most_common(1)
    if sideways and sideways[0][0]:
        turns += sideways[0][0]
        drawing = _draw(page, upright(*edges, turns), fonts)
    width, height = abs(edges[2] - edges[0]), abs(edges[3] - edges[1])
    if turns % 2:
        width, height = height, width
    return PageContent(width, height, drawing.glyphs, drawing.pen.rulings, drawing.has_picture)


def _draw(page: PageObject, to_page: Matrix, fonts: Fonts) -> _Drawing:
    drawing = _Drawing(_State(to_page), fonts)
    contents = page.get("/Contents")
    if contents is not None:
        resources = _dictionary(page.get("/Resources"))
        _follow(drawing, ContentStream(contents, page.pdf, "bytes"), resources, 0)
    return drawing


def _follow(drawing: _Drawing, stream: ContentStream, resources: DictionaryObject, depth: int) -> None:
    for operands, operator in stream.operations:
        if operator in _TEXT_OPERATORS:
            _TEXT_OPERATORS[operator](drawing, operands)
        elif operator in _PEN_OPERATORS:
            _draw_path(drawing, operator, operands)
        elif operator == b"Tf":
            _set_font(drawing, operands, resources)
        elif operator in (b"BDC", b"BMC"):
            drawing.marks.append(_is_running(operands, resources))
        elif operator == b"EMC":
            del drawing.marks[-1:]
        elif operator == b"Do":
            _draw_object(drawing, operands, resources, depth)
        elif operator == b"INLINE IMAGE":
            drawing.has_picture = True


def _draw_path(drawing: _Drawing, operator: bytes, operands: Operands) -> None:
    pen, to_page = drawing.pen, drawing.state.to_page
    if operator in _PAINTS:
        if operator in _CLOSES:
            pen.close()
        pen.paint(stroke=operator in _STROKES)
    elif operator == b"n":
        pen.paths.clear()
    elif operator == b"h":
        pen.close()
    elif operator == b"re":
        x, y, width, height = _numbers(operands, 4)
        pen.rectangle(x, y, width, height, to_page)
    else:
        x, y = _numbers(operands[-2:], 2)
        point = to_page.at(x, y)
        {b"m": pen.move, b"l": pen.line}.get(operator, pen.curve)(point)


def _draw_object(drawing: _Drawing, operands: Operands, resources: DictionaryObject, depth: int) -> None:
    drawn = _dictionary(_reference(resources, "/XObject", operands[0] if operands else None))
    kind = drawn.get("/Subtype")
    if kind == "/Image":
        drawing.has_picture = True
    elif kind == "/Form" and depth < DEEPEST_FORM and drawing.forms_left:
        drawing.forms_left -= 1
        state, saved, marks = replace(drawing.state), len(drawing.saved), len(drawing.marks)
        placing = drawn.get("/Matrix")
        if isinstance(placing, ArrayObject):
            drawing.state.to_page = Matrix(*_numbers(placing, 6)).then(drawing.state.to_page)
        own = _dictionary(drawn.get("/Resources"))
        _follow(drawing, ContentStream(drawn, None, "bytes"), own or resources, depth + 1)
        drawing.state = state
        del drawing.saved[saved:], drawing.marks[marks:]


def _is_running(operands: Operands, resources: DictionaryObject) -> bool:
    """Whether marked content says of itself that it is a page number, a running head or foot."""
    if len(operands) < 2 or operands[0] != "/Artifact":
        return False
    properties = operands[1]
    if isinstance(properties, str):
        properties = _reference(resources, "/Properties", properties)
    return _dictionary(properties).get("/Type") == "/Pagination"


def _set_font(drawing: _Drawing, operands: Operands, resources: DictionaryObject) -> None:
    if len(operands) < 2:
        return
    reference = _reference(resources, "/Font", operands[0])
    # A font is read once for the whole file; one written into the page itself, once for each object.
    key = getattr(reference, "idnum", None) or id(reference)
    if key not in drawing.fonts:
        drawing.fonts[key] = PageFont(_dictionary(reference) or None)
    drawing.state.font = drawing.fonts[key]
    drawing.state.size = _number(operands[1], drawing.state.size)


def _show(drawing: _Drawing, operands: Operands) -> None:
    for code in operands[:1]:
        if isinstance(code, str):
            code = code.encode("utf-16-be", "surrogatepass")
        if isinstance(code, bytes) and drawing.state.font is not None:
            _show_code(drawing, drawing.state.font, code)


def _show_code(drawing: _Drawing, font: PageFont, code: bytes) -> None:
    state = drawing.state
    base = drawing.text.then(state.to_page)
    angle = math.atan2(base.b, base.a)
    turn = round(angle / (math.pi / 2))
    is_straight = abs(angle - turn * math.pi / 2) <= STEEPEST
    size = state.size * math.hypot(base.c, base.d)
    is_seen = is_straight and size > 0 and not any(drawing.marks)
    pen = 0.0
    for text, advance, is_space in font.shown(code):
        step = advance * state.size + state.character_space + (state.word_space if is_space else 0.0)
        start = base.at(pen, state.rise)
        pen += step * state.stretch
        end = base.at(pen, state.rise)
        if is_seen and text and max(map(abs, (*start, *end, size))) < FARTHEST:
            drawing.turned[turn % 4] += 1
            if turn % 4 == 0:
                drawing.glyphs.append(Glyph(start[0], end[0], start[1], size, text))
    drawing.text = Matrix(e=pen).then(drawing.text)


def _show_spaced(drawing: _Drawing, operands: Operands) -> None:
    if not operands or isinstance(operands[0], str | bytes) or not isinstance(operands[0], Sequence):
        return
    for part in operands[0]:
        if isinstance(part, str | bytes):
            _show(drawing, (part,))
        else:
            back = _number(part, 0.0) / 1000 * drawing.state.size * drawing.state.stretch
            drawing.text = Matrix(e=-back).then(drawing.text)


def _next_line(drawing: _Drawing, x: float, y: float) -> None:
    drawing.line = Matrix(e=x, f=y).then(drawing.line)
    drawing.text = drawing.line


def _begin_text(drawing: _Drawing, _: Operands) -> None:
    drawing.text = drawing.line = Matrix()


def _set_text(drawing: _Drawing, operands: Operands) -> None:
    drawing.text = drawing.line = Matrix(*_numbers(operands, 6))


def _move(drawing: _Drawing, operands: Operands) -> None:
    x, y = _numbers(operands, 2)
    _next_line(drawing, x, y)


def _move_and_lead(drawing: _Drawing, operands: Operands) -> None:
    x, y = _numbers(operands, 2)
    drawing.state.leading = -y
    _next_line(drawing, x, y)


def _feed(drawing: _Drawing, _: Operands) -> None:
    _next_line(drawing, 0.0, -drawing.state.leading)


def _feed_and_show(drawing: _Drawing, operands: Operands) -> None:
    if len(operands) == 3:
        drawing.state.word_space, drawing.state.character_space = _numbers(operands[:2], 2)
    _feed(drawing, ())
    _show(drawing, operands[-1:])


def _save(drawing: _Drawing, _: Operands) -> None:
    if len(drawing.saved) < MOST_STATES:
        drawing.saved.append(replace(drawing.state))


def _restore(drawing: _Drawing, _: Operands) -> None:
    if drawing.saved:
        drawing.state = drawing.saved.pop()


def _transform(drawing: _Drawing, operands: Operands) -> None:
    drawing.state.to_page = Matrix(*_numbers(operands, 6)).then(drawing.state.to_page)


def _setter(name: str, scale: float = 1.0) -> Callable[[_Drawing, Operands], None]:
    def set_number(drawing: _Drawing, operands: Operands) -> None:
        setattr(drawing.state, name, _numbers(operands, 1)[0] * scale)

    return set_number


_TEXT_OPERATORS: dict[bytes, Callable[[_Drawing, Operands], None]] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _transform,
    b"BT": _begin_text,
    b"Tm": _set_text,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"T*": _feed,
    b"Tc": _setter("character_space"),
    b"Tw": _setter("word_space"),
    b"Tz": _setter("stretch", 0.01),
    b"TL": _setter("leading"),
    b"Ts": _setter("rise"),
    b"Tj": _show,
    b"TJ": _show_spaced,
    b"'": _feed_and_show,
    b'"': _feed_and_show,
}


def _dictionary(found: Any) -> DictionaryObject:
    """What a reference points to where that is a dictionary, else an empty one."""
    resolved = found.get_object() if hasattr(found, "get_object") else found
    return resolved if isinstance(resolved, DictionaryObject) else DictionaryObject()


def _reference(resources: DictionaryObject, kind: str, name: object) -> Any:
    """What resources hold under a name, unresolved; None where there is no such thing."""
    named = _dictionary(resources.get(kind))
    return named.raw_get(name) if isinstance(name, str) and name in named else None


def _number(found: Any, default: float) -> float:
    return float(found) if isinstance(found, int | float) and math.isfinite(found) else default


def _numbers(operands: Operands, count: int) -> tuple[float, ...]:
    """So many numbers; where a damaged file has too few or none, noughts stand in."""
    found = [_number(operand, 0.0) for operand in list(operands)[:count]]
    return (*found, *(0.0 for _ in range(count - len(found))))
