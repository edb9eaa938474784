"""`xiandao scaleup demo`: from bench runs to the page that a board reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from xiandao.kernel.refusals import Refusal

if TYPE_CHECKING:
    from xiandao.scaleup.demonstration import Demonstration

REFUSED: Final = 2


@click.command("demo")
@click.option("--seed", default=1, show_default=True)
@click.option("--draws", default=10_000, show_default=True, help="Samples of what is not known.")
def demo(seed: int, draws: int) -> None:
    """An invented PHA process: 5 L runs fitted, 100 m3 simulated, a plant with price, risk and carbon."""
    try:
        for line in told(seed, draws):
            click.echo(line)
    except Refusal as refusal:
        click.echo(f"xiandao scaleup: {refusal.sentence}", err=True)
        sys.exit(REFUSED)


def told(seed: int, draws: int) -> Iterator[str]:
    """The page, line by line."""
    from xiandao.scaleup.demonstration import demonstrate

    found = demonstrate(seed=seed, many=draws)
    yield "Everything here is invented: the strain, the runs, the prices. It shows how the parts are joined."
    yield ""
    yield f"1. Fitted to {len(found.runs)} simulated runs of 5 L, {found.fit.points} measurements"
    for name, value in found.fit.parameters.items():
        yield f"   {name:<16} {value:8.4f}  +- {100 * found.fit.spread[name]:.1f} %"
    yield f"   misfit {found.fit.misfit:.0f} for {found.fit.points} points; not told by these runs: " + (
        ", ".join(found.fit.unknown) or "nothing that was asked"
    )
    told = {name: one.value for name, one in found.process.parameters.items()}
    yield ""
    yield "2. The fitted strain in 100 m3, fed, oxygen limited"
    yield f"   titre {told['titre']:.1f} g/L after {told['ferment_h']:.1f} h"
    yield f"   yield {told['yield_product']:.3f} g/g; carbon closes to {found.large.carbon_gap:.0e}"
    yield f"   peak oxygen uptake {1000 * told['our']:.0f} mmol/(L h)"
    yield ""
    yield from _plant(found)
    yield ""
    yield from _risk(found)


def _plant(found: Demonstration) -> Iterator[str]:
    plant = found.plant
    tonnes, vessel = float(plant.tonnes[0]), found.process.parameters["vessel_m3"].value
    yield f"3. A plant of {tonnes:,.0f} t a year, the first of its kind"
    yield f"   {plant.vessels[0]:.0f} fermenters of {vessel:.0f} m3, {plant.batches[0]:,.0f} batches a year"
    yield f"   fixed capital {plant.fixed_capital[0] / 1000:,.1f} million yuan (class 4: -30 to +50 %)"
    yield f"   least selling price {plant.price[0]:.2f} yuan/kg"
    yield f"   carbon {plant.carbon[0]:.2f} kg CO2-eq/kg, cradle to gate"
    for name, share in sorted(plant.shares.items(), key=lambda one: -float(one[1][0]))[:8]:
        yield f"     {name:<18} {float(share[0]) / tonnes:6.2f} yuan/kg"


def _risk(found: Demonstration) -> Iterator[str]:
    import numpy as np

    low, middle, high = np.nanpercentile(found.prices, [5, 50, 95])
    market = float(np.median(found.risky.market))
    yield f"4. What is not known, {len(found.prices):,} draws"
    yield f"   price {low:.2f} / {middle:.2f} / {high:.2f} yuan/kg (5, 50, 95 %)"
    infeasible = int(np.isnan(found.prices).sum())
    why = "; ".join(f"{reason}: {many}" for reason, many in found.reasons.items())
    yield f"   {infeasible:,} of {len(found.prices):,} draws are not feasible" + (f" ({why})" if why else "")
    for swing in found.swings[:6]:
        yield f"     {swing.name:<16} from {swing.at_least:6.2f} to {swing.at_most:6.2f} yuan/kg"
    yield f"   chance that the price is below {market:.0f} yuan/kg: {100 * found.chance:.0f} %"
    yield f"   one more pilot run before deciding is worth up to {found.worth.sample:,.0f} thousand yuan"
