"""A strain in the plant's vessel: what the flowsheet asks for, how unsure each is, what moves together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.stats import spearmanr

from xiandao.scaleup.carrying.recipe import Recipe, cheapest, chosen, hourly
from xiandao.scaleup.carrying.strains import Draw
from xiandao.scaleup.carrying.vessels import Ability
from xiandao.scaleup.economics import Books, EconomicsRefused, Uncertain
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.flowsheets import Family, Parameter
from xiandao.scaleup.kinetics import Strain, Trajectory

MANY: Final = 80  # fermentations drawn
WEAKER: Final = 0.9  # of the correlations, so that they can all hold together with those of the family
OUTER: Final = (2.5, 97.5)  # percentiles that stand for the least and the greatest
SOURCE: Final = "the fitted model in the vessel, with the spread of the fit, of the kLa laws and of the model"
# What a model fitted at 5 L misses at 100 m3, standard deviation of the logarithm: our assumption, since the
# fit's spread knows only errors of measurement. It is what a pilot run would measure.
MISSED: Final = {"titre": 0.10, "yield_product": 0.05, "ferment_h": 0.10, "biomass": 0.08, "our": 0.0}
TOLD: Final = ("titre", "yield_product", "ferment_h", "biomass", "our")  # drawn with spread
FIXED: Final = ("working", "unused")
FAMILIES: Final = ("pha",)  # whose product is one that the strain's model stores


@dataclass(frozen=True, slots=True, eq=False)
class Fermenting:
    """The likely run at its harvest, all drawn ones, and the family with what they tell."""

    recipe: Recipe
    large: Trajectory
    harvest: int  # its row in the large run
    drawn: dict[str, Values]
    process: Family

    @property
    def harvest_h(self) -> float:
        """The hour of the harvest, of least price."""
        return float(self.large.hours[self.harvest])


def carried(
    likely: Strain, draw: Draw, large: Ability, ready: Family, *, chance: np.random.Generator, books: Books
) -> Fermenting:
    """Choose the recipe for the large vessel at the likely strain; then draw what is not known.

    Raises EconomicsRefused where no hour of the likely strain's run makes a plant that can be.
    """
    check_carries(ready)
    base, litres = _base(ready, large), large.litres
    low, middle, high = (one / 1000.0 for one in large.otr)
    recipe = chosen(likely, litres, middle, base, books)
    run = recipe.run(likely, litres, middle)
    transfers = Uncertain(low, middle, high).at(chance.random(MANY))
    strains = draw(MANY, chance)
    runs = [hourly(run, litres)]
    runs += [
        hourly(recipe.run(one, litres, float(most)), litres)
        for one, most in zip(strains, transfers, strict=True)
    ]
    best = cheapest(runs, base, books)
    if not np.isfinite(best[0][0]):
        raise EconomicsRefused(
            "the fitted strain makes no plant that can be in {vessel}, at whatever hour it is harvested",
            vessel=large.reactor.name,
        )
    hours = [place for _, place in best]
    at = {
        name: np.array([run[name][hour] for run, hour in zip(runs, hours, strict=True)]) for name in runs[0]
    }
    drawn = {name: values[1:] for name, values in at.items()} | {"otr": transfers}
    for name, share in MISSED.items():
        drawn[name] = drawn[name] * np.exp(chance.normal(0.0, share, MANY))
    first = len(run.hours) - len(runs[0]["titre"])
    values = {name: float(one[0]) for name, one in at.items()}
    return Fermenting(recipe, run, first + hours[0], drawn, _process(base, values, drawn))


def check_carries(ready: Family) -> None:
    """The strain's model speaks of a product that cells store. Raises EconomicsRefused for other families."""
    if ready.name not in FAMILIES:
        raise EconomicsRefused(
            "runs of a strain are carried into {families}, not into {family}: give its figures yourself",
            families=", ".join(FAMILIES),
            family=ready.name,
        )


def _base(ready: Family, large: Ability) -> Family:
    """The ready family with what the vessel, not the strain, tells."""
    cooled = large.engineering.heat_removed_kw / large.reactor.volume_m3
    told = {
        "cooling": _parameter(ready, "cooling", cooled, cooled, cooled),
        # the model keeps to the oxygen of each draw, so the flowsheet must not hold it against another draw
        "otr": _parameter(ready, "otr", *(large.otr[2] / 1000.0 * 1.001,) * 3),
    }
    return replace(ready, parameters={**ready.parameters, **told})


def _process(base: Family, likely: dict[str, float], drawn: dict[str, Values]) -> Family:
    """The family with likely values and spreads, and with the ranks correlated as they came."""
    told = {name: _parameter(base, name, *(likely[name],) * 3) for name in FIXED}
    for name in TOLD:
        low, high = np.percentile(drawn[name], OUTER)
        told[name] = _parameter(base, name, min(low, likely[name]), likely[name], max(high, likely[name]))
    moving = [name for name in TOLD if told[name].most > told[name].least]
    ranks = spearmanr(np.column_stack([drawn[name] for name in moving])).statistic
    together = {
        (moving[row], moving[column]): WEAKER * float(ranks[row, column])
        for row in range(len(moving))
        for column in range(row)
    }
    return replace(base, parameters={**base.parameters, **told}, correlated=together)


def _parameter(base: Family, name: str, least: float, likely: float, most: float) -> Parameter:
    unit = base.parameters[name].unit
    return Parameter(name, float(likely), float(least), float(most), unit, SOURCE, assumed=False)
