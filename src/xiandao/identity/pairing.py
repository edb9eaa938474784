"""Finding the pairs among many records without comparing each with each: only those that share a rare trait.

Clusters are built from the likeliest pair on, and never join what must not be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xiandao.identity.comparing import REVIEW_FROM, compare, plain
from xiandao.identity.names import organisation_name, sound
from xiandao.identity.records import Kind, Pair, Record

MOST_ALIKE: Final = 60  # records with one trait; what more share tells nothing


def find_pairs(
    records: Sequence[Record],
    *,
    against: Sequence[Record] | None = None,
    at_least: float = REVIEW_FROM,
    one_to_one: bool = False,
) -> list[Pair]:
    """The pairs that are one with at least this probability, the likeliest first.

    With `against`, only pairs across the two; `one_to_one` keeps for each record its likeliest partner only.
    The order of the records does not matter. Keys must be different in all of them.
    """
    everything = {record.key: record for record in (*records, *(against or ()))}
    if len(everything) < len(records) + len(against or ()):
        raise ValueError("two records have the same key")
    first = {record.key for record in records}
    found = []
    for one, other in _candidates(everything.values()):
        if against is not None and (one in first) == (other in first):
            continue
        likeness = compare(everything[one], everything[other])
        if likeness.probability >= at_least and not likeness.forbidden:
            found.append(Pair(one, other, likeness))
    found.sort(key=lambda pair: (-pair.likeness.probability, -_bits(pair), pair.left, pair.right))
    return list(_partners(found)) if one_to_one else found


def clusters(pairs: Iterable[Pair], records: Sequence[Record]) -> list[tuple[str, ...]]:
    """Groups of keys that are one thing; no group holds two records that are forbidden to be one."""
    by_key = {record.key: record for record in records}
    group_of: dict[str, set[str]] = {}
    for pair in pairs:
        left = group_of.setdefault(pair.left, {pair.left})
        right = group_of.setdefault(pair.right, {pair.right})
        if left is right or any(compare(by_key[a], by_key[b]).forbidden for a in left for b in right):
            continue
        left |= right
        for key in right:
            group_of[key] = left
    distinct = {id(group): tuple(sorted(group)) for group in group_of.values()}
    return sorted(group for group in distinct.values() if len(group) > 1)


def traits(record: Record) -> Iterator[tuple[str, str]]:
    """What a record shares with its doubles: for each trait a name and a value."""
    if record.kind is Kind.ORGANISATION:
        yield from _organisation(record)
    elif record.kind is Kind.PERSON:
        yield from _person(record)
    else:
        for name in ("doi", "number"):
            for value in record.values(name):
                yield name, plain(value)
        for value in record.values("title"):
            letters = plain(value)
            yield "start", letters[:14]
            yield "end", letters[-14:]


def _organisation(record: Record) -> Iterator[tuple[str, str]]:
    for name in ("uscc", "phone", "website", "legal_person"):
        for value in record.values(name):
            yield name, plain(value)
    for value in record.values("name"):
        parts = organisation_name(value)
        yield "written", parts.written
        yield "trade", parts.trade
        yield "sound", sound(parts.trade)
        for place in range(len(parts.trade)):  # a slip in any one letter
            yield "but one", parts.industry + parts.region + parts.trade[:place] + parts.trade[place + 1 :]
            yield "but one, anywhere", parts.industry + parts.trade[:place] + parts.trade[place + 1 :]


def _person(record: Record) -> Iterator[tuple[str, str]]:
    for name in ("soc_sec_id", "email", "orcid"):
        for value in record.values(name):
            yield name, plain(value)
    for value in record.values("name"):
        yield "name", sound(plain(value))
    given, surname = (plain(next(iter(record.values(n)), "")) for n in ("given_name", "surname"))
    born, postcode = (plain(next(iter(record.values(n)), "")) for n in ("date_of_birth", "postcode"))
    address = plain(next(iter(record.values("address")), ""))
    pairs = {
        "given, surname": (given, surname),
        "given, born": (given, born),
        "surname, born": (surname, born),
        "given, postcode": (given, postcode),
        "surname, postcode": (surname, postcode),
        "surname, given": (surname, given),
        "born, postcode": (born, postcode),
        "address": (address, "-"),
    }
    for name, (one, other) in pairs.items():
        if one and other:
            yield ("given, surname" if name == "surname, given" else name), f"{one} {other}"


def _candidates(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that share a trait, each once."""
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        for name, value in traits(record):
            if value:
                blocks[name, value].add(record.key)
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        if not 1 < len(members) <= MOST_ALIKE:
            continue
        ordered = sorted(members)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other


def _partners(pairs: Iterable[Pair]) -> Iterator[Pair]:
    taken: set[str] = set()
    for pair in pairs:
        if pair.left not in taken and pair.right not in taken:
            taken |= {pair.left, pair.right}
            yield pair


def _bits(pair: Pair) -> float:
    return sum(part.weight for part in pair.likeness.parts)
