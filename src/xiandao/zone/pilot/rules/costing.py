"""A plant asked for by a tenant: what a form needs to know of its process, and the plant costed, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.pilot.rules.fitting import known

if TYPE_CHECKING:
    from xiandao.scaleup.economics import Books
    from xiandao.scaleup.flowsheets import Family

# Names of the engine, so that a page offers them without loading it; a test holds them against it.
PROCESSES: Final = ("pha", "succinic", "sugarcane", "corn-stover", "enzyme", "protein", "mrna", "meat")
FROM_RUNS: Final = ("pha",)  # into which runs of a strain can be carried
PLACES: Final = ("Shanghai", "US Gulf Coast")
OWN: Final = ("titre", "yield_product", "ferment_h")  # figures that a tenant may give itself
SIZE: Final = "tonnes"
LARGEST_M3: Final = 10_000
GIVEN: Final = "given by the tenant"
DRAWS: Final = 10_000


class CostRefused(Refusal):
    """A plant cannot be asked for like this."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A price of the book, or a figure of the process, that the form shows and a tenant may replace."""

    name: str
    value: float
    unit: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Process:
    """What a form asks of a process."""

    name: str
    figures: tuple[Offered, ...]
    vessel_m3: float
    tonnes: float | None  # a year; None where it follows from what is fed
    market: Offered
    prices: tuple[Offered, ...]
    place: str  # of the book's prices
    example: bool  # the book's prices are nobody's offers


@dataclass(frozen=True, slots=True)
class Asked:
    """A plant as asked for, its tenant's own `figures` and `prices` with it; `market`: yuan a kg."""

    process: str
    vessel_m3: float
    place: str
    market: float
    tonnes: float | None = None
    figures: Mapping[str, float] | None = None
    prices: Mapping[str, float] | None = None
    local: bool = False  # the prices are those of the place, all of them

    def __post_init__(self) -> None:
        """Refuse what no plant is."""
        if self.process not in PROCESSES:
            raise CostRefused(
                "{name} is no process; there are {names}.", name=self.process, names=", ".join(PROCESSES)
            )
        if self.place not in PLACES:
            raise CostRefused(
                "{name} is no place; there are {names}.", name=self.place, names=", ".join(PLACES)
            )
        numbers = {"vessel_m3": self.vessel_m3, "market": self.market, "tonnes": self.tonnes or 1.0}
        numbers |= {**(self.figures or {}), **(self.prices or {})}
        for name, value in numbers.items():
            if not 0 < abs(value) < 1e12:
                raise CostRefused("{name} is {value}; give a number above 0.", name=name, value=value)
        if self.vessel_m3 > LARGEST_M3:
            raise CostRefused("A vessel of {size} m³ is not built.", size=self.vessel_m3)
        if unknown := set(self.figures or {}) - set(OWN):
            raise CostRefused(
                "{name} cannot be given; {names} can.", name=", ".join(sorted(unknown)), names=", ".join(OWN)
            )


def process(name: str) -> Process:
    """What the form of a process shows. Raises CostRefused: there is no such process."""
    if name not in PROCESSES:
        raise CostRefused("{name} is no process; there are {names}.", name=name, names=", ".join(PROCESSES))
    from xiandao.scaleup.economics import Books, plant
    from xiandao.scaleup.flowsheets import family

    ready, books = family(name), Books()
    lines = [one.name for one in plant(ready, books=books).lines if one.kind == "variable" and one.amount[0]]
    told = ready.money["market"]
    tonnes = ready.parameters.get(SIZE)
    return Process(
        name,
        tuple(
            Offered(key, one.value, one.unit, one.source, ready.as_of)
            for key in OWN
            if (one := ready.parameters.get(key))
        ),
        ready.parameters["vessel_m3"].value,
        tonnes.value if tonnes else None,
        Offered(ready.product, float(told["price"]), "kg", told["source"], told["as_of"]),
        tuple(
            Offered(key, price.price, price.unit, price.source, price.as_of)
            for key in (*lines, "operator")
            if (price := books.prices.of(key))
        ),
        books.prices.place,
        books.prices.example,
    )


def check_prices(asked: Asked) -> None:
    """Prices are of one place. Raises CostRefused naming those that are missing."""
    told = process(asked.process)
    unknown = set(asked.prices or {}) - {one.name for one in told.prices}
    if unknown:
        raise CostRefused(
            "This process buys no {name}; it buys {names}.",
            name=", ".join(sorted(unknown)),
            names=", ".join(one.name for one in told.prices),
        )
    if asked.place != told.place and not asked.local:
        raise CostRefused(
            "The price book is of {book}. For {place} give the prices of that place, and say that they are.",
            book=told.place,
            place=asked.place,
        )


def family_of(
    asked: Asked, fit: Mapping[str, Any] | None, books: Books, *, seed: int
) -> tuple[Family, dict[str, Any]]:
    """The process at its size, by the fitted strain or own figures; and what came of the strain."""
    from xiandao.scaleup.flowsheets import family

    ready = family(asked.process)
    parameters = dict(ready.parameters)
    sizes = {"vessel_m3": asked.vessel_m3}
    if asked.tonnes and SIZE in parameters:
        sizes[SIZE] = asked.tonnes
    for name, value in sizes.items():
        parameters[name] = replace(
            parameters[name], value=value, least=value, most=value, source=GIVEN, assumed=False
        )
    for name, value in (asked.figures or {}).items():
        if name in parameters:
            old = parameters[name]
            share = value / old.value
            parameters[name] = replace(
                old, value=value, least=old.least * share, most=old.most * share, source=GIVEN, assumed=False
            )
    market = {**ready.money["market"], "price": asked.market}
    if asked.market != float(ready.money["market"]["price"]):
        market["source"] = GIVEN
    ready = replace(ready, parameters=parameters, money={**ready.money, "market": market})
    if fit is None:
        return ready, {}
    return _carried(asked, fit, ready, books, seed)


def _carried(
    asked: Asked, fit: Mapping[str, Any], ready: Family, books: Books, seed: int
) -> tuple[Family, dict[str, Any]]:
    import numpy as np

    from xiandao.scaleup.carrying import MISSED, best, carried, check_carries, study, typical

    check_carries(ready)
    strain = known(fit)
    vessel = best(typical(asked.vessel_m3), study())
    made = carried(
        strain.strain, strain.drawn, vessel, ready, chance=np.random.default_rng(seed), books=books
    )
    run = made.large
    told = {
        "otr_mmol_l_h": list(vessel.otr),
        "set_by": vessel.set_by,
        "rpm": vessel.engineering.operation.rpm,
        "vvm": vessel.engineering.operation.vvm,
        "w_per_m3": vessel.engineering.per_volume,
        "harvest_h": made.harvest_h,
        "nitrogen_g_l": made.recipe.nitrogen,
        "missed": dict(MISSED),
        "carbon_gap": run.carbon_gap,
        "run": {
            name: [[float(hour), float(value)] for hour, value in zip(run.hours, values, strict=True)]
            for name, values in (("product", run.product), ("biomass", run.biomass), ("carbon", run.carbon))
        },
    }
    return made.process, told


def books_of(asked: Asked, on: date) -> Books:
    """The book's prices with the tenant's own in their place, for its place. Raises EconomicsRefused."""
    from xiandao.scaleup.economics import Books, example_book, setting

    book = example_book()
    own = {
        name: replace(book.of(name), price=value, as_of=on, source=GIVEN)
        for name, value in (asked.prices or {}).items()
        if asked.local or value != book.price(name)
    }
    place = asked.place if asked.local else book.place
    prices = replace(book, place=place, prices={**book.prices, **own})
    return Books(prices=prices, here=setting(asked.place))


def costed(asked: Asked, fit: Mapping[str, Any] | None, *, on: date, many: int, seed: int) -> dict[str, Any]:
    """The plant as JSON: the engine's record, and what came of the strain in the vessel.

    Raises a Refusal where the plant cannot be, in the words of the invariant that breaks.
    """
    from xiandao.scaleup.economics import record, reported

    books = books_of(asked, on)
    chosen, strain = family_of(asked, fit, books, seed=seed)
    report = reported(chosen, many=many, seed=seed, books=books)
    return {**record(report), "strain": strain, "assumed": sorted(_assumed(chosen))}


def _assumed(chosen: Family) -> set[str]:
    return {name for name, one in chosen.parameters.items() if one.assumed}
