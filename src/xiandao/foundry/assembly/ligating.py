"""Fragments that can be joined end to end, by any method: every circle that they can close to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.joining import MOST_PRODUCTS, canonical
from xiandao.foundry.sequences.records import Feature, Record

MOST_STEPS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Joint:
    """Fragment `after` (an index) follows, sharing so many letters, so many having been lost at both ends."""

    after: int
    shared: int
    lost_before: int = 0
    lost_after: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A product: the record, the names of its fragments in order, and which of them were turned."""

    record: Record
    parts: tuple[str, ...]
    turned: tuple[bool, ...]
    joints: tuple[Joint, ...] = field(default=(), repr=False)

    @property
    def uses(self) -> Counter[str]:
        """How often each part is in it."""
        return Counter(self.parts)


def circles(
    strands: Sequence[Record], follows: Mapping[int, Sequence[Joint]], *, uses: int = 1
) -> tuple[Circle, ...]:
    """Every circle of fragments joined end to end, each once whatever its rotation or strand.

    `strands`: fragment 0 as it is, then turned, fragment 1 as it is, then turned …; `follows`: the joints of
    each of them; `uses`: how often a fragment may be in one circle (2 shows dimers). The fewest fragments
    first. Raises AssemblyRefused for more than 1,000 products.
    """
    found: dict[str, Circle] = {}
    for walk, joints in _walks(strands, follows, uses):
        record = closed([strands[at] for at in walk], joints)
        if record is None:
            continue
        name = canonical(record.sequence)
        if name not in found:
            parts = tuple(strands[at - at % 2].name for at in walk)
            found[name] = Circle(record, parts, tuple(bool(at % 2) for at in walk), tuple(joints))
        if len(found) > MOST_PRODUCTS:
            raise _too_many()
    return tuple(sorted(found.values(), key=lambda one: (len(one.parts), one.record.sequence)))


def closed(chain: Sequence[Record], joints: Sequence[Joint]) -> Record | None:
    """The circle of a chain; joint n leads from fragment n to the next. None where a fragment is used up."""
    text, features = "", list[Feature]()
    for number, record in enumerate(chain):
        came, goes = joints[number - 1], joints[number]
        start, end = came.lost_after, len(record) - goes.shared - goes.lost_before
        if end <= start:
            return None
        shift = len(text) - start
        text += record.sequence[start:end]
        features += [_shifted(feature, shift) for feature in record.features if _within(feature, start, end)]
    name = "-".join(record.name for record in chain)
    return Record(name, text, circular=True, features=tuple(dict.fromkeys(features)))


def _walks(
    strands: Sequence[Record], follows: Mapping[int, Sequence[Joint]], uses: int
) -> Iterator[tuple[tuple[int, ...], list[Joint]]]:
    """Closed walks that begin with their first fragment as it came."""
    steps = 0
    for first in range(0, len(strands), 2):
        waiting: list[tuple[tuple[int, ...], list[Joint]]] = [((first,), [])]
        while waiting:
            walk, joints = waiting.pop()
            steps += 1
            if steps > MOST_STEPS:
                raise _too_many()
            for joint in follows.get(walk[-1], ()):
                if joint.after == first:
                    yield walk, [*joints, joint]
                used = sum(at // 2 == joint.after // 2 for at in walk)
                if joint.after // 2 >= first // 2 and used < uses:
                    waiting.append(((*walk, joint.after), [*joints, joint]))


def _within(feature: Feature, start: int, end: int) -> bool:
    return all(start <= place.start and place.end <= end for place in feature.places)


def _shifted(feature: Feature, shift: int) -> Feature:
    places = tuple(
        replace(place, start=place.start + shift, end=place.end + shift) for place in feature.places
    )
    return replace(feature, places=places)


def _too_many() -> AssemblyRefused:
    return AssemblyRefused(
        "the parts can be joined in more than {most} ways; give each junction its own end", most=MOST_PRODUCTS
    )
