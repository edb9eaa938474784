"""SBOL 3 (Synthetic Biology Open Language 3.1), written as sorted N-Triples: each record a Component.

What the standard has no word for (qualifiers, feature key, fuzzy ends) stands in annotations under our own
address, which other programs keep without reading them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from xiandao.foundry.sequences.formats.detecting import SBOL3
from xiandao.foundry.sequences.formats.reading import FormatRefusal
from xiandao.foundry.sequences.records import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.roles import role_of_kind

NAMESPACE: Final = "https://xiandao.example/parts"
OURS: Final = "https://xiandao.example/record#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_SO: Final = "https://identifiers.org/SO:"
_TYPES: Final = {
    Molecule.DNA: "https://identifiers.org/SBO:0000251",
    Molecule.RNA: "https://identifiers.org/SBO:0000250",
    Molecule.PROTEIN: "https://identifiers.org/SBO:0000252",
}
_ENCODINGS: Final = {
    Molecule.DNA: "https://identifiers.org/edam:format_1207",
    Molecule.RNA: "https://identifiers.org/edam:format_1207",
    Molecule.PROTEIN: "https://identifiers.org/edam:format_1208",
}
_CIRCULAR, _LINEAR = f"{_SO}0000988", f"{_SO}0000987"
_ORIENTATIONS: Final = {1: f"{SBOL3}inline", -1: f"{SBOL3}reverseComplement"}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(records: Iterable[Record], namespace: str = NAMESPACE) -> list[str]:
    """The triples of all records in order. Raises FormatRefusal for a feature that lies nowhere."""
    used: set[str] = set()
    lines: list[str] = []
    for number, record in enumerate(records):
        display = _display_id(record.name)
        while display in used:
            display = f"{display}_{len(used)}"
        used |= {display, f"{display}_sequence"}
        lines.extend(_component(record, number, namespace, display))
    return sorted(lines)


def _display_id(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"


def _component(record: Record, number: int, namespace: str, display: str) -> Iterator[str]:
    at, sequence = f"{namespace}/{display}", f"{namespace}/{display}_sequence"
    yield _link(at, _TYPE, f"{SBOL3}Component")
    yield _text(at, f"{SBOL3}displayId", display)
    yield _link(at, f"{SBOL3}hasNamespace", namespace)
    yield _text(at, f"{SBOL3}name", record.name)
    if record.description:
        yield _text(at, f"{SBOL3}description", record.description)
    yield _link(at, f"{SBOL3}type", _TYPES[record.molecule])
    if record.molecule is not Molecule.PROTEIN or record.circular:
        yield _link(at, f"{SBOL3}type", _CIRCULAR if record.circular else _LINEAR)
    yield _link(at, f"{SBOL3}hasSequence", sequence)
    ours = {
        "name": record.name,
        "number": str(number),
        "annotations": _json(record.annotations) if record.annotations else "",
        "qualities": _json(record.qualities) if record.qualities is not None else "",
    }
    yield from (_text(at, f"{OURS}{key}", value) for key, value in ours.items() if value)
    yield _link(sequence, _TYPE, f"{SBOL3}Sequence")
    yield _text(sequence, f"{SBOL3}displayId", f"{display}_sequence")
    yield _link(sequence, f"{SBOL3}hasNamespace", namespace)
    yield _text(sequence, f"{SBOL3}elements", record.sequence)
    yield _link(sequence, f"{SBOL3}encoding", _ENCODINGS[record.molecule])
    for count, feature in enumerate(record.features, 1):
        yield from _feature(feature, at, sequence, f"SequenceFeature{count}")


def _feature(feature: Feature, component: str, sequence: str, display: str) -> Iterator[str]:
    if not feature.places:
        raise FormatRefusal("the feature {feature} has no place; give it one", feature=feature.label)
    at = f"{component}/{display}"
    yield _link(component, f"{SBOL3}hasFeature", at)
    yield _link(at, _TYPE, f"{SBOL3}SequenceFeature")
    yield _text(at, f"{SBOL3}displayId", display)
    yield _text(at, f"{SBOL3}name", feature.label)
    yield _link(at, f"{SBOL3}role", role_of_kind(feature.kind).term.replace("SO:", _SO))
    yield _text(at, f"{OURS}kind", feature.kind)
    if feature.operator != "join":
        yield _text(at, f"{OURS}operator", feature.operator)
    if feature.qualifiers:
        yield _text(at, f"{OURS}qualifiers", _json(feature.qualifiers))
    for order, place in enumerate(feature.places, 1):
        yield from _location(place, at, sequence, order)


def _location(place: Place, feature: str, sequence: str, order: int) -> Iterator[str]:
    cut = place.start == place.end
    kind = "Cut" if cut else "Range"
    at = f"{feature}/{kind}{order}"
    yield _link(feature, f"{SBOL3}hasLocation", at)
    yield _link(at, _TYPE, f"{SBOL3}{kind}")
    yield _text(at, f"{SBOL3}displayId", f"{kind}{order}")
    yield _link(at, f"{SBOL3}hasSequence", sequence)
    yield _number(at, f"{SBOL3}order", order)
    if cut:
        yield _number(at, f"{SBOL3}at", place.start)
    else:
        yield _number(at, f"{SBOL3}start", place.start + 1)
        yield _number(at, f"{SBOL3}end", place.end)
    if place.strand in _ORIENTATIONS:
        yield _link(at, f"{SBOL3}orientation", _ORIENTATIONS[place.strand])
    if place.before_start:
        yield _text(at, f"{OURS}before_start", "true")
    if place.after_end:
        yield _text(at, f"{OURS}after_end", "true")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _link(subject: str, predicate: str, target: str) -> str:
    return f"<{subject}> <{predicate}> <{target}> ."


def _text(subject: str, predicate: str, value: str) -> str:
    return f'<{subject}> <{predicate}> "{"".join(_escaped(sign) for sign in value)}" .'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x20 or sign in "\x7f\x85\u2028\u2029" else sign


def _number(subject: str, predicate: str, value: int) -> str:
    return f'<{subject}> <{predicate}> "{value}"^^<{_INTEGER}> .'
