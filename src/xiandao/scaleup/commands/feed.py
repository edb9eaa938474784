"""`xiandao scaleup feed`: the feed profile that makes most of a vessel, beside the best simple feeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiandao.kernel.terminal import refusing
from xiandao.scaleup.commands.opening import IN_FILE, INVENTED, finite, opened

if TYPE_CHECKING:
    from xiandao.scaleup.feeding import FeedTask, Plan


@click.command("feed")
@click.argument("study", type=IN_FILE, required=False)
@click.option("--fit", "fitting", is_flag=True, help="Fit the strain to the study's runs first.")
@click.option("--starts", default=4, show_default=True, help="Searches of --fit.")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@refusing("xiandao scaleup")
def feed(study: Path | None, fitting: bool, starts: int, seed: int, as_json: bool) -> None:
    """Plan the feed of STUDY's section `feeding` under its limits of oxygen, heat, volume and pump."""
    from xiandao.scaleup.estimation import fit
    from xiandao.scaleup.feeding import best_feed

    told = opened(study)
    strain = (
        fit(told.strain, told.free, told.runs, starts=starts, seed=seed).strain if fitting else told.strain
    )
    task = told.feed_task(strain)
    found = record(task, best_feed(task))
    if as_json:
        click.echo(json.dumps(finite(found), indent=1))
        return
    if study is None:
        click.echo(INVENTED)
    click.echo(f"{found['species']} at {found['until_h']:g} h: {found['value']:.4g} {found['unit']}")
    for name in ("exponential", "constant", "nothing"):
        value = found["beside"][name]
        click.echo(f"  best {name:<12} " + ("breaks a limit" if value is None else f"{value:.4g}"))
    click.echo("  hour   L/h, growing evenly between")
    for hour, flow in zip(found["hours"], found["flows_l_per_h"], strict=True):
        click.echo(f"  {hour:5.2f}  {flow:.5f}")
    used = ", ".join(f"{name} {100 * share:.0f} %" for name, share in found["used"].items() if share)
    click.echo(f"  of each limit is used at most: {used}")
    click.echo(f"  what binds: {', '.join(found['binding']) or 'nothing'}")
    if not found["converged"]:
        click.echo("  the search did not end by itself: the best seen is told, which keeps the limits")


def record(task: FeedTask, plan: Plan) -> dict[str, Any]:
    """The plan as plain values."""
    profile = plan.best.profile
    beside = {"exponential": plan.exponential, "constant": plan.constant, "nothing": plan.nothing}
    return {
        "species": task.species,
        "until_h": task.operation.until_h,
        "unit": "g" if task.goal.value == "amount" else "g/L",
        "value": plan.best.value,
        "beside": {name: one.value if one else None for name, one in beside.items()},
        "hours": profile.hours.tolist() if profile else [],
        "flows_l_per_h": profile.flows.tolist() if profile else [],
        "used": dict(plan.best.used),
        "binding": list(plan.binding),
        "converged": plan.converged,
        "runs": plan.runs,
    }
