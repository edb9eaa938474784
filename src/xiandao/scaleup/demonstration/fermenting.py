"""The fitted strain in the plant's vessel: what the flowsheet asks for, and how unsure each is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.stats import spearmanr

from xiandao.scaleup.demonstration.bench import Bench, possible
from xiandao.scaleup.demonstration.crossing import Ability
from xiandao.scaleup.demonstration.recipe import Recipe, cheapest, chosen, hourly
from xiandao.scaleup.economics import Books, Uncertain
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.flowsheets import Family, Parameter, family
from xiandao.scaleup.kinetics import Trajectory

MANY: Final = 80  # fermentations drawn
WEAKER: Final = 0.9  # of the correlations, so that they can all hold together with those of the family
OUTER: Final = (2.5, 97.5)  # percentiles that stand for the least and the greatest
SOURCE: Final = "the fitted model in the vessel, with the spread of the fit, of the kLa laws and of the model"
# What a model fitted at 5 L misses at 100 m3, standard deviation of the logarithm: our assumption, since the
# fit's spread knows only errors of measurement. It is what a pilot run would measure.
MISSED: Final = {"titre": 0.10, "yield_product": 0.05, "ferment_h": 0.10, "biomass": 0.08, "our": 0.0}
TOLD: Final = ("titre", "yield_product", "ferment_h", "biomass", "our")  # drawn with spread
FIXED: Final = ("working", "unused")


@dataclass(frozen=True, slots=True, eq=False)
class Fermenting:
    """The likely run at its harvest, all drawn ones, and the family with what they tell."""

    recipe: Recipe
    free: Trajectory  # where oxygen is never short
    pilot: Trajectory
    large: Trajectory
    harvest: int  # its row in the large run
    drawn: dict[str, Values]
    process: Family

    @property
    def harvest_h(self) -> float:
        """The hour of the harvest, of least price."""
        return float(self.large.hours[self.harvest])


def fermenting(known: Bench, pilot: Ability, large: Ability, *, seed: int, books: Books) -> Fermenting:
    """Choose the recipe for the large vessel at the likely figures; then draw what is not known."""
    base, strain, litres = _base(large), known.fit.strain, large.litres
    otr = large.otr[1] / 1000.0
    recipe = chosen(strain, litres, otr, base, books)
    likely = recipe.run(strain, litres, otr)
    chance = np.random.default_rng(seed)
    low, middle, high = (one / 1000.0 for one in large.otr)
    transfers = Uncertain(low, middle, high).at(chance.random(MANY))
    strains = possible(known, MANY, chance)
    runs = [hourly(likely, litres)]
    runs += [
        hourly(recipe.run(one, litres, float(most)), litres)
        for one, most in zip(strains, transfers, strict=True)
    ]
    hours = [place for _, place in cheapest(runs, base, books)]
    at = {
        name: np.array([run[name][hour] for run, hour in zip(runs, hours, strict=True)]) for name in runs[0]
    }
    drawn = {name: values[1:] for name, values in at.items()} | {"otr": transfers}
    for name, share in MISSED.items():
        drawn[name] = drawn[name] * np.exp(chance.normal(0.0, share, MANY))
    first = len(likely.hours) - len(runs[0]["titre"])
    return Fermenting(
        recipe,
        recipe.run(strain, litres),
        recipe.run(strain, pilot.litres, pilot.otr[1] / 1000.0),
        likely,
        first + hours[0],
        drawn,
        _process(base, {name: float(values[0]) for name, values in at.items()}, drawn),
    )


def _base(large: Ability) -> Family:
    """The ready PHA family with what the vessel, not the strain, tells."""
    ready = family("pha")
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
