"""What a board asks: the chance that it pays, what flips the decision, what must be true, what a pilot run
is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.economics.cashflow import EconomicsRefused, Values
from xiandao.scaleup.economics.plant import CAPITAL, MARKET, PRICE, Books, Plant, plant
from xiandao.scaleup.economics.risk import Band, Swing, Uncertain, Unsure, Worth, draws, worth
from xiandao.scaleup.flowsheets import Family

MARKET_SWING: Final = 0.15  # of the market's price, up and down; our assumption
SCRAPPED: Final = 0.9  # of the capital is lost with a plant that turns out not to work; our assumption
FINER: Final = 12  # halvings of the step in which a decision turns


@dataclass(frozen=True, slots=True)
class Flip:
    """An assumption that turns the decision: its likely value, the value at which NPV is 0, and how likely
    past it.
    """

    name: str
    likely: float
    flips_at: float
    unit: str
    chance: float


@dataclass(frozen=True, slots=True, eq=False)
class Risk:
    """A plant that is not known for sure: draws of inputs and what came of each; NaN where not feasible."""

    inputs: Mapping[str, Unsure]
    drawn: Mapping[str, Values]
    plant: Plant
    chance: float  # that the least selling price is below the market's
    infeasible: int


def unsure(family: Family, books: Books) -> dict[str, Unsure]:
    """What is not known of a family: its parameters, capital by the class of estimate, prices, the market."""
    found: dict[str, Unsure] = {
        name: Uncertain(one.least, one.value, one.most)
        for name, one in family.parameters.items()
        if one.most > one.least
    }
    low, high = books.here.bands[int(family.money["estimate_class"])]
    found[CAPITAL] = Band(1.0 + low, 1.0, 1.0 + high)
    for name, share in family.money.get("uncertain_prices", {}).items():
        books.prices.of(name)
        found[PRICE + name] = Uncertain(1.0 - share, 1.0, 1.0 + share)
    here = plant(family, books=books).market
    middle = float(np.ravel(here)[0])
    found[MARKET] = Uncertain(middle * (1 - MARKET_SWING), middle, middle * (1 + MARKET_SWING))
    return found


def risked(
    family: Family, many: int, *, seed: int, books: Books | None = None, jobs: int = 1, **told: Any
) -> Risk:
    """So many plants with everything that is not known drawn at once, ranks correlated as the family says.

    `jobs`: processes of joblib that share the work, or a cluster's where `joblib.parallel_config` names
    one; the answer is the same. `told`: as for `plant`.
    """
    books = books or Books()
    inputs = unsure(family, books)
    drawn = draws(inputs, many, seed=seed, correlated=family.correlated)
    found = many_plants(family, drawn, books=books, jobs=jobs, **told)
    with np.errstate(invalid="ignore"):
        pays = found.price <= found.market
    return Risk(inputs, drawn, found, float(pays.mean()), int((~found.feasible).sum()))


def many_plants(
    family: Family, drawn: Mapping[str, Values], *, books: Books, jobs: int = 1, **told: Any
) -> Plant:
    """One Plant of many samples. With `jobs` above 1 its costs are summed in pieces by joblib, else at
    once.
    """
    if jobs == 1:
        return plant(family, drawn, books=books, **told)
    from xiandao.scaleup.economics.pieces import joined

    return joined(family, drawn, books=books, jobs=jobs, **told)


def price_of(family: Family, books: Books, samples: Mapping[str, Values], **told: Any) -> Values:
    """The least selling price of samples, for tornado and Sobol; NaN where not feasible."""
    return plant(family, samples, books=books, **told).price


def flips(family: Family, inputs: Mapping[str, Unsure], books: Books, **told: Any) -> list[Flip]:
    """Assumptions at which, alone, building turns from paying to not paying, or back; likeliest first.

    A plant that cannot be does not pay, so an invariant that breaks flips the decision too.
    """
    names, shares = list(inputs), np.linspace(0.005, 0.995, 41)
    pays = _pays(family, inputs, names, np.broadcast_to(shares, (len(names), 41)), books, told)
    middle = float(np.ravel(plant(family, _likely(inputs), books=books, **told).npv)[0]) > 0
    turning = [row for row in range(len(names)) if pays[row].any() and not pays[row].all()]
    if not turning:
        return []
    kept = [names[row] for row in turning]
    at = np.array([int(np.flatnonzero(np.diff(pays[row].astype(int)))[0]) for row in turning])
    before = pays[turning, at]
    low, high = shares[at], shares[at + 1]
    for _ in range(FINER):
        half = 0.5 * (low + high)
        same = _pays(family, inputs, kept, half[:, None], books, told)[:, 0] == before
        low, high = np.where(same, half, low), np.where(same, high, half)
    found = []
    for row, name in enumerate(kept):
        unit = family.parameters[name].unit if name in family.parameters else ""
        value = float(inputs[name].at(np.array(high[row])))
        chance = float(np.mean(pays[turning[row]] != middle))
        found.append(Flip(name, inputs[name].likely, value, unit, chance))
    return sorted(found, key=lambda one: -one.chance)


def _likely(inputs: Mapping[str, Unsure]) -> dict[str, float]:
    return {name: one.likely for name, one in inputs.items()}


def _pays(
    family: Family,
    inputs: Mapping[str, Unsure],
    names: Sequence[str],
    shares: Values,
    books: Books,
    told: Mapping[str, Any],
) -> npt.NDArray[np.bool_]:
    """Whether building pays with one input a row at these shares of its draws, the others at their likely
    values.
    """
    grid = {name: np.full(shares.shape, one) for name, one in _likely(inputs).items()}
    for row, name in enumerate(names):
        grid[name][row] = inputs[name].at(shares[row])
    return np.asarray(np.nan_to_num(plant(family, grid, books=books, **told).npv, nan=-1.0) > 0)


def one_at_a_time(family: Family, inputs: Mapping[str, Unsure], books: Books, **told: Any) -> list[Swing]:
    """What each input alone does to the least selling price from its 10 % to its 90 % value, the widest
    first.
    """
    likely = _likely(inputs)
    names = [name for name in inputs if name != MARKET]
    grid = {name: np.full((len(names), 2), likely[name]) for name in inputs}
    for row, name in enumerate(names):
        grid[name][row] = inputs[name].at(np.array([0.1, 0.9]))
    price = plant(family, grid, books=books, **told).price
    found = [Swing(name, float(price[row, 0]), float(price[row, 1])) for row, name in enumerate(names)]
    return sorted(found, key=lambda one: -np.nan_to_num(abs(one.at_most - one.at_least), nan=np.inf))


def frontier(
    family: Family,
    target: float,
    *,
    titres: Sequence[float],
    yields: Sequence[float],
    books: Books,
    **told: Any,
) -> Values:
    """What must be true: the least productivity, g/(L h), at which the price is at most `target`.

    Rows: titres, columns: yields; NaN where no productivity from 0.05 to 20 g/(L h) will do. The
    fermentation's hours follow from titre and productivity. Raises EconomicsRefused for a family that has
    no such parameters.
    """
    for name in ("titre", "yield_product", "ferment_h"):
        if name not in family.parameters:
            raise EconomicsRefused("{family} has no {name}, so no frontier", family=family.name, name=name)
    rates = np.geomspace(0.05, 20.0, 60)
    titre, share, rate = np.meshgrid(np.asarray(titres), np.asarray(yields), rates, indexing="ij")
    samples = {"titre": titre, "yield_product": share, "ferment_h": titre / rate}
    if (
        "our" in family.parameters
    ):  # oxygen must follow the rate: what is taken up on average must be transferred
        samples["our"] = np.broadcast_to(family.parameters["otr"].value, titre.shape)
    price = plant(family, samples, books=books, **told).price
    good = np.nan_to_num(price, nan=np.inf) <= target
    first = np.argmax(good, axis=-1)
    return np.where(good.any(axis=-1), rates[first], np.nan)


def pilot_worth(risk: Risk, *, seed: int) -> Worth:
    """What one more pilot run is worth before building, thousands of the currency, before its own cost.

    A plant that turns out not to work loses most of the capital that such plants take.
    """
    family, found = risk.plant.family, risk.plant
    lost = -SCRAPPED * float(np.median(found.fixed_capital[found.feasible]))
    values = np.where(found.feasible, found.npv, lost)
    told = family.money["pilot"]["noise"]
    noise = {name: share * risk.inputs[name].likely for name, share in told.items()}
    return worth(values, risk.drawn, list(told), noise, seed=seed)
