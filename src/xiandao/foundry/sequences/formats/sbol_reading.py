"""SBOL 2 and 3, read from RDF (XML, N-Triples, Turtle, JSON-LD): a component with a sequence is a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xiandao.foundry.sequences.formats.detecting import SBOL2, SBOL3
from xiandao.foundry.sequences.formats.reading import (
    FormatRefusal,
    Outcome,
    check_letters,
    one_line,
)
from xiandao.foundry.sequences.formats.sbol_writing import OURS
from xiandao.foundry.sequences.records import Feature, Molecule, Place, Record, SequenceRefusal
from xiandao.foundry.sequences.roles import role_of_term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

MOST_LETTERS: Final = 20 * 1024 * 1024  # RDF is read whole into memory, at some hundred bytes a triple
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TITLE: Final = "http://purl.org/dc/terms/title"
_DESCRIPTION: Final = "http://purl.org/dc/terms/description"
_SO: Final = re.compile(r"SO[:_](\d{7})$")
_CIRCULAR: Final = "SO:0000988"


@dataclass(frozen=True, slots=True)
class _Words:
    """What a version of the standard calls the same thing."""

    base: str
    component: str
    sequence: str
    features: tuple[str, ...]
    location: str
    instance: tuple[str, ...]  # from a feature to the component that it is an instance of
    name: str
    description: str


_VERSIONS: Final = (
    _Words(
        SBOL3, f"{SBOL3}Component", f"{SBOL3}hasSequence", (f"{SBOL3}hasFeature",), f"{SBOL3}hasLocation",
        (f"{SBOL3}instanceOf",), f"{SBOL3}name", f"{SBOL3}description",
    ),
    _Words(
        SBOL2, f"{SBOL2}ComponentDefinition", f"{SBOL2}sequence", (f"{SBOL2}sequenceAnnotation",),
        f"{SBOL2}location", (f"{SBOL2}component", f"{SBOL2}definition"), _TITLE, _DESCRIPTION,
    ),
)  # fmt: skip


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each component, in the order they were written in or that of their addresses."""
    if len(text) > MOST_LETTERS:
        raise FormatRefusal("it is larger than {most} MB as SBOL; split it", most=MOST_LETTERS >> 20)
    graph = _graph(text)
    for words in _VERSIONS:
        walk = _Walk(graph, words)
        for component in walk.components():
            yield walk.outcome(component)


def _graph(text: str) -> Graph:
    """The triples. Raises FormatRefusal for what is no RDF, or reaches outside the file."""
    from rdflib import Graph  # 0.7 s that only SBOL is worth

    kind = _serialisation(text)
    graph = Graph()
    try:
        graph.parse(data=text, format=kind)
    except Exception as fault:  # its parsers raise whatever they stumble over
        raise FormatRefusal(
            "it cannot be read as {kind}: {reason}",
            kind=kind,
            reason=one_line(str(fault))[:200],
            line=_line(str(fault), text),
        ) from fault
    return graph


def _line(said: str, text: str) -> int:
    """Where a parser stumbled: it says so in one of three ways, or not at all."""
    if quoted := re.match(r"Invalid line: (.+)", said):
        return text.count("\n", 0, max(text.find(quoted[1]), 0)) + 1
    counted = re.search(r"line (\d{1,9})|:(\d{1,9}):\d", said)
    return int(counted[1] or counted[2]) if counted else 1


def _serialisation(text: str) -> str:
    start = text.lstrip()[:4096]
    if start.startswith(("{", "[")):
        _check_contexts(text)
        return "json-ld"
    if re.match(r"<(\?xml|!|[A-Za-z]\w*:RDF\b)", start):
        if "<!ENTITY" in text or "<!DOCTYPE" in text:
            raise FormatRefusal("it defines XML entities, which are not read; write it without them")
        return "xml"
    turtle = re.search(r"^\s*(@prefix|@base|PREFIX|BASE)\b", text, re.MULTILINE)
    return "turtle" if turtle else "nt"


def _check_contexts(text: str) -> None:
    """JSON-LD may name words that lie elsewhere; nothing is fetched."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError) as fault:
        raise FormatRefusal("it is no JSON: {reason}", reason=one_line(str(fault))[:200]) from fault
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            context = one.get("@context", {})
            named = context if isinstance(context, list) else [context]
            if any(isinstance(word, str) for word in named) or "@import" in one:
                raise FormatRefusal("its @context lies elsewhere; nothing is fetched: put it into the file")
            waiting.extend(one.values())


class _Walk:
    """The graph, read in the words of one version."""

    def __init__(self, graph: Graph, words: _Words) -> None:
        from rdflib import URIRef

        self.graph = graph
        self.words = words
        self.uri = URIRef

    def components(self) -> list[Node]:
        """Every component; ours in the order they were written."""
        found = set(self.graph.subjects(self.uri(_TYPE), self.uri(self.words.component)))
        return sorted(found, key=lambda node: (_whole(self.one(node, f"{OURS}number")) or 0, str(node)))

    def all(self, node: Node, *predicates: str) -> list[Node]:
        """What the node leads to, in the natural order of the addresses."""
        found = {target for word in predicates for target in self.graph.objects(node, self.uri(word))}
        return sorted(found, key=_natural)

    def one(self, node: Node, predicate: str) -> str:
        """The first text under a predicate; nothing where there is none."""
        return next((str(value) for value in self.all(node, predicate)), "")

    def outcome(self, component: Node) -> Outcome:
        """The record of a component."""
        display = self.one(component, f"{self.words.base}displayId") or _last(str(component))
        name = self.one(component, f"{OURS}name") or display
        try:
            return self._record(component, name)
        except SequenceRefusal as refusal:
            return Outcome(name, None, (refusal,))

    def _record(self, component: Node, name: str) -> Outcome:
        sequences = self.all(component, self.words.sequence)
        letters = [text for node in sequences if (text := self.one(node, f"{self.words.base}elements"))]
        if not letters:
            raise FormatRefusal("the component has no sequence and is left out")
        refusals: list[FormatRefusal] = []
        if len(letters) > 1:
            refusals.append(
                FormatRefusal("the component has {count} sequences; the first is kept", count=len(letters))
            )
        types = {_term(str(kind)) for kind in self.all(component, f"{self.words.base}type")}
        molecule = _molecule(types)
        check_letters(letters[0], molecule)
        features = []
        for node in self.all(component, *self.words.features):
            try:
                features.append(self._feature(node, len(letters[0])))
            except FormatRefusal as refusal:
                refusals.append(refusal)
        described = self.one(component, self.words.description)
        title = self.one(component, self.words.name)
        record = Record(
            name,
            letters[0],
            molecule,
            _CIRCULAR in types,
            described or (title if title != name else ""),
            tuple(features),
            _pairs(self.one(component, f"{OURS}annotations")),
            _scores(self.one(component, f"{OURS}qualities")),
        )
        return Outcome(name, record, tuple(refusals))

    def _feature(self, node: Node, length: int) -> Feature:
        display = self.one(node, f"{self.words.base}displayId") or _last(str(node))
        locations = self.all(node, self.words.location)
        ordered = sorted(
            (_whole(self.one(location, f"{self.words.base}order")) or 0, index)
            for index, location in enumerate(locations)
        )
        turned = self.one(node, f"{self.words.base}orientation")
        places = [self._place(locations[index], turned, display, length) for _, index in ordered]
        if not places:
            raise FormatRefusal("the feature {feature} has no location and is left out", feature=display)
        if not any(order for order, _ in ordered):
            places.sort(key=lambda place: (place.start, place.end))
            if all(place.strand == -1 for place in places):
                places.reverse()
        qualifiers = _pairs(self.one(node, f"{OURS}qualifiers"))
        kind = self.one(node, f"{OURS}kind")
        if not kind:
            kind, qualifiers = self._told(node, display)
        return Feature(kind, tuple(places), qualifiers, self.one(node, f"{OURS}operator") or "join")

    def _told(self, node: Node, display: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Key and qualifiers of a feature that another program wrote: from itself, or what it is made of."""
        instance: Node | None = node
        for step in self.words.instance:
            instance = next(iter(self.all(instance, step)), None) if instance is not None else None
        sources = [node] + ([instance] if instance is not None else [])
        roles = [str(role) for source in sources for role in self.all(source, f"{self.words.base}role")]
        names = [self.one(source, self.words.name) for source in sources]
        if instance is not None:
            names.append(self.one(instance, f"{self.words.base}displayId"))
        label = next((name for name in names if name), display)
        known = next((role for text in roles if (role := role_of_term(_term(text)))), None)
        kept = () if known else tuple(("note", f"role {_term(text)}") for text in roles)
        return known.kind if known else "misc_feature", (("label", label), *kept)

    def _place(self, node: Node, turned: str, feature: str, length: int) -> Place:
        orientation = self.one(node, f"{self.words.base}orientation")
        strand = _strand(orientation) * (-1 if turned and _strand(turned) == -1 else 1)
        if not orientation:
            strand = _strand(turned)
        kind = {_last(str(one)) for one in self.graph.objects(node, self.uri(_TYPE))}
        cut = _whole(self.one(node, f"{self.words.base}at"))
        start = _whole(self.one(node, f"{self.words.base}start"))
        end = _whole(self.one(node, f"{self.words.base}end"))
        if "EntireSequence" in kind:
            start, end = 1, length
        elif "Cut" in kind:
            cut = start if cut is None else cut
            start, end = (None, None) if cut is None else (cut + 1, cut)
        if start is None or end is None or not 0 <= start - 1 <= end <= length:
            raise FormatRefusal(
                "the feature {feature} is left out: its location {start}..{end} is none on {length} letters",
                feature=feature,
                start=start,
                end=end,
                length=length,
            )
        before, after = (bool(self.one(node, f"{OURS}{key}")) for key in ("before_start", "after_end"))
        return Place(start - 1, end, strand, before, after)


def _strand(orientation: str) -> int:
    if orientation.endswith(("reverseComplement", "SO:0001031")):
        return -1
    return 1 if orientation else 0


def _molecule(types: set[str]) -> Molecule:
    """SBO terms (SBOL 3) or BioPAX classes (SBOL 2)."""
    plain = {kind.lower().removesuffix("region").removesuffix("molecule") for kind in types}
    if plain & {"sbo:0000252", "protein"}:
        return Molecule.PROTEIN
    return Molecule.RNA if plain & {"sbo:0000250", "rna"} else Molecule.DNA


def _term(address: str) -> str:
    found = _SO.search(address)
    return f"SO:{found[1]}" if found else _last(address)


def _last(address: str) -> str:
    return re.split(r"[/#]", address.rstrip("/#"))[-1] or "component"


def _natural(node: Node) -> tuple[Any, ...]:
    """Feature2 before Feature10."""
    parts = re.split(r"([0-9]{1,15})", str(node))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text) else None


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    try:
        found = json.loads(text) if text else []
        return tuple((str(key), str(value)) for key, value in found)
    except (ValueError, TypeError, RecursionError) as fault:
        raise FormatRefusal("its qualifiers or annotations are damaged") from fault


def _scores(text: str) -> tuple[int, ...] | None:
    try:
        return tuple(int(score) for score in json.loads(text)) if text else None
    except (ValueError, TypeError, RecursionError, OverflowError) as fault:
        raise FormatRefusal("its quality scores are damaged") from fault
