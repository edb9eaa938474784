"""`xiandao scaleup demo`: from bench runs to the page that a board reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import click

from xiandao.kernel.refusals import Refusal

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
    import numpy as np

    from xiandao.scaleup.demonstration import MARKET, TONNES, demonstrate

    found = demonstrate(seed=seed, many=draws)
    yield "Everything here is invented: the strain, the runs, the prices. It shows how the parts are joined."
    yield ""
    yield f"1. Fitted to {len(found.runs)} simulated runs of 5 L, {found.fit.points} measurements"
    for name, value in found.fit.parameters.items():
        yield f"   {name:<16} {value:8.4f}  +- {100 * found.fit.spread[name]:.1f} %"
    yield f"   misfit {found.fit.misfit:.0f} for {found.fit.points} points; not told by these runs: " + (
        ", ".join(found.fit.unknown) or "nothing that was asked"
    )
    process, plant = found.process, found.plant
    yield ""
    yield "2. The fitted strain in 100 m3, fed, oxygen limited"
    yield f"   titre {process.titre:.1f} g/L after {process.ferment_h:.1f} h"
    yield f"   yield {process.yield_product:.3f} g/g; carbon closes to {found.large.carbon_gap:.0e}"
    yield f"   peak oxygen uptake {1000 * process.our:.0f} mmol/(L h)"
    yield ""
    yield f"3. A plant of {TONNES:,.0f} t a year"
    yield f"   {plant.vessels:.0f} fermenters of 100 m3, {plant.batches:.0f} batches a year"
    yield f"   fixed capital {plant.fixed_capital / 1000:,.1f} million yuan (class 5: -50 to +100 %)"
    yield f"   least selling price {plant.price:.2f} yuan/kg"
    yield f"   carbon {plant.carbon:.2f} kg CO2-eq/kg, cradle to gate"
    for name, share in sorted(plant.shares.items(), key=lambda one: -float(one[1])):
        yield f"     {name:<18} {float(share) / TONNES:6.2f} yuan/kg"
    low, middle, high = np.nanpercentile(found.prices, [5, 50, 95])
    yield ""
    yield f"4. What is not known, {len(found.prices):,} draws"
    yield f"   price {low:.2f} / {middle:.2f} / {high:.2f} yuan/kg (5, 50, 95 %)"
    infeasible = int(np.isnan(found.prices).sum())
    why = "; ".join(f"{reason}: {many}" for reason, many in found.reasons.items())
    yield f"   {infeasible:,} of {len(found.prices):,} draws are not feasible" + (f" ({why})" if why else "")
    for swing in found.swings:
        yield f"     {swing.name:<14} from {swing.at_least:6.2f} to {swing.at_most:6.2f} yuan/kg"
    yield f"   chance that the price is below {MARKET:.0f} yuan/kg: {100 * found.chance:.0f} %"
    yield f"   one more pilot run before deciding is worth up to {found.worth:,.0f} thousand yuan"
