"""Files of suppliers: YAML with a format name and version, each fault told with its place in the file."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from xiandao.foundry.entries import (
    Entry,
    between,
    day,
    flag,
    loaded,
    many,
    money,
    one_of,
    share,
    whole,
    words,
)
from xiandao.foundry.synthesis.hosts import strings_of
from xiandao.foundry.synthesis.vendors.limits import GcLimit, Limits, Product, VendorRefused
from xiandao.foundry.synthesis.vendors.network import Assembly, Network, Overlap

FORMAT: Final = "xiandao-suppliers/1"
_BUNDLED: Final = Path(__file__).with_name("illustrative.yaml")
_LONGEST_STRETCH: Final = 31  # fits 62 bits
_RULES: Final = ("wallace", "neighbours")


def read_network(content: bytes, name: str) -> Network:
    """Products and assembly steps of a file. Raises VendorRefused with the place of the first fault."""
    top = loaded(content, name, FORMAT, VendorRefused)
    products = tuple(_product(entry) for entry in top.all_below("products", "product", needed=True))
    steps = tuple(_assembly(entry) for entry in top.all_below("assemblies", "assembly"))
    network = Network(products, steps, tuple(top.take("delivers", many, [])))
    top.close()
    _coherent(network, name)
    return network


@cache
def illustrative() -> Network:
    """The suppliers that come with the package: made-up figures that show the form, nobody's offer."""
    return read_network(_BUNDLED.read_bytes(), _BUNDLED.name)


def product_named(name: str, network: Network) -> Product:
    """The product of that name. Raises VendorRefused with the names there are."""
    found = network.named.get(name)
    if not isinstance(found, Product):
        raise VendorRefused(
            "there is no product “{name}”; there are {known}",
            name=name,
            known=", ".join(one.name for one in network.products),
        )
    return found


def _product(entry: Entry) -> Product:
    limits = _limits(entry.below(entry.take("limits", dict, {}), "limits"))
    made = Product(
        name=entry.take("name", words),
        supplier=entry.take("supplier", words),
        source=entry.take("source", words),
        dated=entry.take("dated", day),
        illustrative=entry.take("illustrative", flag),
        days=entry.take("days", whole),
        price_per_base=entry.take("price_per_base", money),
        price_fixed=entry.take("price_fixed", money, Decimal(0)),
        currency=entry.take("currency", words, "USD"),
        limits=limits,
    )
    entry.close()
    return made


def _limits(entry: Entry) -> Limits:
    shortest, longest = entry.take("length", between(whole), (1, 0))
    made = Limits(
        shortest=shortest,
        longest=longest,
        gc=tuple(_gc(one) for one in entry.all_below("gc", "gc")),
        longest_run=entry.take("longest_run", whole, 0),
        avoid=tuple(entry.take("avoid", _motifs, ())),
        unique=entry.take("unique", _stretch, 0),
        stem=entry.take("stem", _stretch, 0),
        stem_reach=entry.take("stem_reach", whole, 200),
    )
    entry.close()
    return made


def _gc(entry: Entry) -> GcLimit:
    least, most = entry.take("share", between(share))
    made = GcLimit(least, most, entry.take("bases", whole, 0))
    entry.close()
    return made


def _assembly(entry: Entry) -> Assembly:
    made = Assembly(
        name=entry.take("name", words),
        takes=tuple(entry.take("takes", many)),
        segment=entry.take("segment", between(whole)),
        overlap=_overlap(entry.below(entry.take("overlap", dict), "overlap")),
        days=entry.take("days", whole),
        cost=entry.take("cost", money),
        longest=entry.take("longest", whole, 0),
        most_pieces=entry.take("most_pieces", whole, 0),
        grain=entry.take("grain", whole, 1),
    )
    entry.close()
    if made.segment[0] < 1 or made.grain < 1 or made.segment[0] <= made.overlap.longest // 2:
        raise VendorRefused(
            "{place}: segments are longer than half an overlap, and the grain is at least 1",
            place=entry.place,
        )
    return made


def _overlap(entry: Entry) -> Overlap:
    shortest, longest = entry.take("length", between(whole))
    made = Overlap(
        shortest=shortest,
        longest=longest,
        melting=entry.take("melting", between(float), None),
        rule=entry.take("rule", one_of(_RULES), "wallace"),
        unique=entry.take("unique", _stretch, 0),
        hairpin=entry.take("hairpin", _stretch, 0),
        middle=entry.take("middle", flag, False),
    )
    entry.close()
    if shortest < 2:
        raise VendorRefused("{place}: an overlap has 2 bases at least", place=entry.place)
    return made


def _coherent(network: Network, name: str) -> None:
    """Names are used once, every step takes what there is, no step feeds itself, one currency."""
    if len(network.named) < len(network.products) + len(network.assemblies):
        raise VendorRefused("{name}: a name stands twice among products and assemblies", name=name)
    if not network.products or len({one.currency for one in network.products}) > 1:
        raise VendorRefused("{name}: at least one product is needed, all in one currency", name=name)
    for wanted in network.delivers:
        if wanted not in network.named:
            raise VendorRefused(
                "{name}: “{wanted}” is to deliver but is not among them", name=name, wanted=wanted
            )
    known = {one.name for one in network.products}
    for step in network.assemblies:
        for taken in step.takes:
            if taken not in known:
                raise VendorRefused(
                    "{name}: “{step}” takes “{taken}”, which no product or earlier assembly gives",
                    name=name,
                    step=step.name,
                    taken=taken,
                )
        known.add(step.name)


def _stretch(value: object) -> int:
    if whole(value) > _LONGEST_STRETCH:
        raise ValueError(f"stretches of {_LONGEST_STRETCH} bases at most are compared")
    return whole(value)


def _motifs(value: object) -> list[str]:
    for motif in many(value):
        strings_of(words(motif), both_strands=True)
    return many(value)
