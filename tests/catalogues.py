"""Collects the texts to translate into each room's catalogue, and finds what lacks there.

Run it as `python -m tests.catalogues`. Django's own makemessages
wants GNU gettext on the machine; Babel does the same work in Python.
"""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from xiandao.config.translations import compile_all

SOURCE = Path(__file__).parents[1] / "src" / "xiandao"
# What has no catalogue of its own is shown through the pages of this room.
SPEAKS_FOR = {
    "config": "face",
    "kernel": "face",
    "publishing": "face",
    "planreader": "plans",
    "foundry": "lab",
    "scaleup": "pilot",
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt"}
# A call whose name ends so takes an English sentence first; so does every class that comes from one of them.
SPEAKERS = ("Refused", "Refusal", "Sentence", "Broken")
# Dates and names in the head of a catalogue change with every run and say nothing that git does not.
NOISE = re.compile(
    rb'^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)'
)

Key = tuple[str | None, str]  # the context, and the English text


@dataclass(slots=True)
class Text:
    """An English text of the program, and where it stands."""

    singular: str
    plural: str | None = None
    context: str | None = None
    places: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What makes it the same text as another."""
        return self.context, self.singular


def catalogue_of(room: str) -> Path:
    """Where a room keeps its Chinese."""
    return SOURCE / "zone" / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


@cache
def texts() -> dict[str, dict[Key, Text]]:
    """Every text of the program by the room whose catalogue must carry it."""
    found: dict[str, dict[Key, Text]] = {}
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(SOURCE)
        if path.suffix not in {".py", *TEMPLATES} or {"tests", "migrations"} & set(place.parts):
            continue
        room = place.parts[1] if place.parts[0] == "zone" else SPEAKS_FOR.get(place.parts[0])
        for text in texts_in(path) if room else ():
            known = found.setdefault(str(room), {}).setdefault(text.key, text)
            known.plural = known.plural or text.plural
            if known is not text:
                known.places += text.places
    return found


def texts_in(path: Path) -> Iterator[Text]:
    """The texts of one module or template."""
    code = path.read_text(encoding="utf-8")
    name = path.relative_to(SOURCE.parent).as_posix() if path.is_relative_to(SOURCE) else path.name
    if path.suffix in TEMPLATES:
        # What is left of a template is not indented like a program, and need not be.
        code = "\n".join(line.strip() for line in templatize(code, origin=name).splitlines())
    else:
        yield from sentences_in(code, name)
    marked = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS)
    for line, words, _comments, context in marked:
        singular, plural = (words[0], words[-1]) if isinstance(words, tuple) else (words, None)
        if singular:
            yield Text(singular, plural, context, [(name, line)])


def sentences_in(code: str, name: str) -> Iterator[Text]:
    """What refusals and sentences say: their first argument, or the constant of the module that it names."""
    tree = ast.parse(code)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or not _speaks(node.func):
            continue
        first: ast.expr | None = node.args[0]
        if isinstance(first, ast.Name):
            first = constants.get(first.id)
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            if first.value:
                yield Text(first.value, places=[(name, first.lineno)])
        elif isinstance(first, ast.JoinedStr | ast.BinOp | ast.IfExp) and not _is_base(node.func):
            raise ValueError(f"{name}:{first.lineno}: a sentence is one literal with {{names}} in it")


def _speaks(called: ast.expr) -> bool:
    """Whether a call makes a refusal or a sentence, or tells one to its base class."""
    name = getattr(called, "id", getattr(called, "attr", ""))
    return _is_base(called) or name.endswith(SPEAKERS) or name in _descendants()


def _is_base(called: ast.expr) -> bool:
    """Whether it is `super().__init__`."""
    return ast.unparse(called) == "super().__init__"


@cache
def _descendants() -> frozenset[str]:
    """The classes of the program that come from a refusal or a sentence, whatever they are called."""
    bases: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                named = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
                bases.setdefault(node.name, set()).update(named)
    found = {"Refusal", "Sentence"}
    while more := {name for name, named in bases.items() if named & found} - found:
        found |= more
    return frozenset(found)


def read(room: str) -> Catalog:
    """A room's catalogue as it is; an empty one where there is none."""
    path = catalogue_of(room)
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


def update(room: str) -> bool:
    """Bring a room's catalogue up to its texts, keeping translations; say whether anything changed."""
    path, old = catalogue_of(room), read(room)
    new = Catalog(locale="zh_Hans", header_comment=f"# Chinese texts of the {room} room.")
    new.fuzzy = False
    for key, text in sorted(texts().get(room, {}).items(), key=lambda item: (item[0][1], item[0][0] or "")):
        known = old.get(text.singular, text.context)
        new.add(
            (text.singular, text.plural) if text.plural else text.singular,
            string=_kept(known, plural=bool(text.plural)),
            flags={"fuzzy"} if known and known.fuzzy else (),
            context=key[0],
        )
    written = _bytes(new)
    if path.exists() and path.read_bytes() == written:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
    return True


def lacks(room: str) -> Iterator[str]:
    """What a reader of Chinese would miss in a room."""
    catalogue = read(room)
    for text in texts().get(room, {}).values():
        where = ":".join(map(str, text.places[0]))
        message = catalogue.get(text.singular, text.context)
        if message is None:
            yield f"{where}: not in the catalogue: {text.singular!r}"
        elif not all(_strings(message)) or message.fuzzy:
            yield f"{where}: {'doubtful' if message.fuzzy else 'not translated'}: {text.singular!r}"
        elif bool(text.plural) != bool(message.pluralizable):
            yield f"{where}: has a plural in one place only: {text.singular!r}"
        elif any(
            blanks(translated) != blanks(text.plural or text.singular) for translated in _strings(message)
        ):
            yield f"{where}: the translation fills other blanks: {text.singular!r}"


def left_over(room: str) -> Iterator[str]:
    """Translations of texts that no longer exist."""
    known = texts().get(room, {})
    for message in read(room):
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        if singular and (message.context, singular) not in known:
            yield f"{room}: nothing says {singular!r} any more"


def contradictions() -> Iterator[str]:
    """Texts that two rooms translate differently: Django would show one of them in both."""
    said: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for room in sorted(texts()):
        for key in texts()[room]:
            message = read(room).get(key[1], key[0])
            if message is None or not all(_strings(message)):
                continue
            first_room, first = said.setdefault(key, (room, _strings(message)))
            if first != _strings(message):
                yield f"{key[1]!r} is {first[0]!r} in {first_room} but {_strings(message)[0]!r} in {room}"


def blanks(text: str) -> set[str]:
    """The named blanks of a text, in either of the two styles."""
    named = set(re.findall(r"%\((\w+)\)[sd]", text))
    try:
        return named | {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:  # a single brace in a text that is never formatted
        return named


def _kept(known: Message | None, *, plural: bool) -> str | tuple[str, ...]:
    strings = _strings(known) if known else ("",)
    return strings if plural else strings[0]


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return tuple(text or "" for text in strings)


def _bytes(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalogue, width=110, no_location=True)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not NOISE.match(line))


def main() -> None:
    """Update and compile every catalogue and say what is still to be translated."""
    for room in sorted(texts()):
        changed = update(room)
        missing = [*lacks(room)]
        print(
            f"{room}: {len(texts()[room])} texts, {len(missing)} to translate{', updated' if changed else ''}"
        )
        print(*(f"  {line}" for line in missing), sep="\n", end="\n" if missing else "")
    compile_all()


if __name__ == "__main__":
    main()
