"""Files of suppliers: YAML with a format name and version, each fault told with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from xiandao.foundry.synthesis.hosts import HostRefused, strings_of
from xiandao.foundry.synthesis.vendors.limits import GcLimit, Limits, Product, VendorRefused
from xiandao.foundry.synthesis.vendors.network import Assembly, Network, Overlap

FORMAT: Final = "xiandao-suppliers/1"
_LARGEST: Final = 1_000_000  # bytes of a file
_BUNDLED: Final = Path(__file__).with_name("illustrative.yaml")
_LONGEST_STRETCH: Final = 31  # fits 62 bits
_RULES: Final = ("wallace", "neighbours")


class _Entry:
    """A mapping of the file, read key by key; what is left over is a fault."""

    def __init__(self, told: object, place: str) -> None:
        if not isinstance(told, Mapping):
            raise VendorRefused("{place}: names with values are expected here", place=place)
        self.told, self.place, self.seen = told, place, set[str]()

    def take(self, key: str, read: Callable[[Any], Any], default: Any = ...) -> Any:
        """One value; `read` turns it into what is wanted or raises ValueError."""
        self.seen.add(key)
        if key not in self.told:
            if default is ...:
                raise VendorRefused("{place}: “{key}” is missing", place=self.place, key=key)
            return default
        try:
            return read(self.told[key])
        except (ValueError, TypeError, InvalidOperation, HostRefused) as fault:
            raise VendorRefused(
                "{place}: “{key}” cannot be {value} ({why})",
                place=self.place,
                key=key,
                value=self.told[key],
                why=fault if str(fault) else "it is of the wrong kind",
            ) from fault

    def close(self) -> None:
        """Refuse what nobody asked for: most often a slip of the pen."""
        for key in self.told:
            if key not in self.seen:
                raise VendorRefused("{place}: “{key}” is not known", place=self.place, key=key)


def read_network(content: bytes, name: str) -> Network:
    """Products and assembly steps of a file. Raises VendorRefused with the place of the first fault."""
    if len(content) > _LARGEST:
        raise VendorRefused("{name} is larger than {most} bytes", name=name, most=_LARGEST)
    try:
        told = yaml.safe_load(content.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as fault:
        raise VendorRefused("{name} is no YAML: {why}", name=name, why=str(fault).split("\n")[0]) from fault
    top = _Entry(told, name)
    if top.take("format", str, "") != FORMAT:
        raise VendorRefused(
            "{name}: the first line must be “format: {format}”; this reader knows no other",
            name=name,
            format=FORMAT,
        )
    products = tuple(
        _product(_Entry(one, f"{name}, product {number}"))
        for number, one in enumerate(top.take("products", _list), start=1)
    )
    steps = tuple(
        _assembly(_Entry(one, f"{name}, assembly {number}"))
        for number, one in enumerate(top.take("assemblies", _list, []), start=1)
    )
    network = Network(products, steps, tuple(top.take("delivers", _list, [])))
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


def _product(entry: _Entry) -> Product:
    limits = _limits(_Entry(entry.take("limits", dict, {}), f"{entry.place}, limits"))
    made = Product(
        name=entry.take("name", _text),
        supplier=entry.take("supplier", _text),
        source=entry.take("source", _text),
        dated=entry.take("dated", _day),
        illustrative=entry.take("illustrative", _flag),
        days=entry.take("days", _count),
        price_per_base=entry.take("price_per_base", _money),
        price_fixed=entry.take("price_fixed", _money, Decimal(0)),
        currency=entry.take("currency", _text, "USD"),
        limits=limits,
    )
    entry.close()
    return made


def _limits(entry: _Entry) -> Limits:
    shortest, longest = entry.take("length", _range(_count), (1, 0))
    made = Limits(
        shortest=shortest,
        longest=longest,
        gc=tuple(
            _gc(_Entry(one, f"{entry.place}, gc {number}"))
            for number, one in enumerate(entry.take("gc", _list, []), start=1)
        ),
        longest_run=entry.take("longest_run", _count, 0),
        avoid=tuple(entry.take("avoid", _motifs, ())),
        unique=entry.take("unique", _stretch, 0),
        stem=entry.take("stem", _stretch, 0),
        stem_reach=entry.take("stem_reach", _count, 200),
    )
    entry.close()
    return made


def _gc(entry: _Entry) -> GcLimit:
    least, most = entry.take("share", _range(_share))
    made = GcLimit(least, most, entry.take("bases", _count, 0))
    entry.close()
    return made


def _assembly(entry: _Entry) -> Assembly:
    made = Assembly(
        name=entry.take("name", _text),
        takes=tuple(entry.take("takes", _list)),
        segment=entry.take("segment", _range(_count)),
        overlap=_overlap(_Entry(entry.take("overlap", dict), f"{entry.place}, overlap")),
        days=entry.take("days", _count),
        cost=entry.take("cost", _money),
        longest=entry.take("longest", _count, 0),
        most_pieces=entry.take("most_pieces", _count, 0),
        grain=entry.take("grain", _count, 1),
    )
    entry.close()
    if made.segment[0] < 1 or made.grain < 1 or made.segment[0] <= made.overlap.longest // 2:
        raise VendorRefused(
            "{place}: segments are longer than half an overlap, and the grain is at least 1",
            place=entry.place,
        )
    return made


def _overlap(entry: _Entry) -> Overlap:
    shortest, longest = entry.take("length", _range(_count))
    made = Overlap(
        shortest=shortest,
        longest=longest,
        melting=entry.take("melting", _range(float), None),
        rule=entry.take("rule", _one_of(_RULES), "wallace"),
        unique=entry.take("unique", _stretch, 0),
        hairpin=entry.take("hairpin", _stretch, 0),
        middle=entry.take("middle", _flag, False),
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


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("a list is expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("words are expected")
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("yes or no is expected")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number from 0 up is expected")
    return value


def _stretch(value: object) -> int:
    if _count(value) > _LONGEST_STRETCH:
        raise ValueError(f"stretches of {_LONGEST_STRETCH} bases at most are compared")
    return _count(value)


def _share(value: object) -> float:
    number = float(str(value))
    if not 0 <= number <= 1:
        raise ValueError("a share from 0 to 1 is expected")
    return number


def _money(value: object) -> Decimal:
    amount = Decimal(str(value))
    if isinstance(value, bool) or not amount.is_finite() or amount < 0:
        raise ValueError("an amount from 0 up is expected")
    return amount


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _motifs(value: object) -> list[str]:
    for motif in _list(value):
        strings_of(_text(motif), both_strands=True)
    return _list(value)


def _one_of(names: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in names:
            raise ValueError(f"one of {', '.join(names)} is expected")
        return str(value)

    return read


def _range(read: Callable[[Any], Any]) -> Callable[[object], tuple[Any, Any]]:
    def both(value: object) -> tuple[Any, Any]:
        told = _list(value)
        if len(told) != 2:
            raise ValueError("the least and the most are expected")
        least, most = read(told[0]), read(told[1])
        if least > most:
            raise ValueError("the least comes first")
        return least, most

    return both
