"""`xiandao scaleup fit`: parameters of a strain from bench runs, how sure they are, and what is not told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xiandao.kernel.terminal import refusing
from xiandao.scaleup.commands.opening import IN_FILE, INVENTED, finite, opened, text_of


@click.command("fit")
@click.argument("study", type=IN_FILE, required=False)
@click.option("--starts", default=4, show_default=True, help="Searches, from different places.")
@click.option("--level", default=0.95, show_default=True, help="Of the intervals.")
@click.option("--seed", default=1, show_default=True)
@click.option("--example", "wants_example", is_flag=True, help="Print the example study and stop.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@refusing("xiandao scaleup")
def fit(study: Path | None, starts: int, level: float, seed: int, wants_example: bool, as_json: bool) -> None:
    """Fit the free parameters of STUDY, a YAML file, to all its runs at once.

    Intervals are by profile likelihood; a side that the runs do not limit is said to be open.
    """
    if wants_example:
        click.echo(text_of(None)[0], nl=False)
        return
    told = fitted(study, starts, level, seed)
    if as_json:
        click.echo(json.dumps(finite(told), indent=1))
        return
    if study is None:
        click.echo(INVENTED)
    click.echo(f"{told['runs']} runs, {told['points']} measurements; misfit {told['misfit']:.0f}")
    click.echo(f"{told['agreeing']} of {told['starts']} searches came to the same place")
    for one in told["parameters"]:
        low, high = (f"{side:.4g}" if side else "open" for side in (one["low"], one["high"]))
        click.echo(f"  {one['name']:<18} {one['value']:10.4g}   {low} to {high}   {one['verdict']}")
    for trade in told["trades"]:
        parts = ", ".join(f"{name} {part:+.2f}" for name, part in trade["parts"].items())
        click.echo(f"  nothing is seen along: {parts} (logarithms)")


def fitted(study: Path | None, starts: int, level: float, seed: int) -> dict[str, Any]:
    """The fit with its intervals, as plain values."""
    from xiandao.scaleup.estimation import EstimationRefused, experiment_of, intervals, trades
    from xiandao.scaleup.estimation import fit as fit_runs

    if not 0 < level < 1 or starts < 1:
        raise EstimationRefused("give a level between 0 and 1, and one start or more")
    told = opened(study)
    found = fit_runs(told.strain, told.free, told.runs, starts=starts, seed=seed)
    experiments = [experiment_of(told.strain, one) for one in told.runs]
    return {
        "runs": len(told.runs),
        "points": found.points,
        "misfit": found.misfit,
        "agreeing": found.agreeing,
        "starts": found.starts,
        "level": level,
        "parameters": [
            {
                "name": one.name,
                "value": one.value,
                "spread": found.spread[one.name],
                "low": one.low,
                "high": one.high,
                "verdict": one.verdict,
            }
            for one in intervals(found.estimate, experiments, level=level)
        ],
        "trades": [{"parts": dict(one.parts), "spread": one.spread} for one in trades(found.estimate)],
    }
