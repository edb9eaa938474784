"""`xiandao scaleup schedule`: campaigns of a file on a plant, as a table, CSV, JSON or iCalendar."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from xiandao.kernel.terminal import refusing

IN_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("schedule")
@click.argument("plant", type=IN_FILE)
@click.option(
    "--campaigns", type=IN_FILE, help="CSV with name, template, organism and more; else those of PLANT."
)
@click.option(
    "--to", "form", type=click.Choice(["table", "csv", "json", "ics"]), default="table", show_default=True
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of the screen."
)
@click.option("--origin", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Hour 0, UTC; for ics.")
@click.option("--why", metavar="CAMPAIGN", help="Say what stands in the way of --by, and what would help.")
@click.option("--by", type=click.IntRange(min=0), help="The hour by which --why should end.")
@click.option("--seed", default=1, show_default=True)
@click.option("--limit", default=2.0, show_default=True, help="Counted seconds of the solver.")
@refusing("xiandao scaleup")
def schedule(
    plant: Path,
    campaigns: Path | None,
    form: str,
    out: Path | None,
    origin: datetime | None,
    why: str | None,
    by: int | None,
    seed: int,
    limit: float,
) -> None:
    """Schedule the campaigns of PLANT, a YAML file of machines, pools, people, templates and campaigns."""
    if form == "ics" and origin is None:
        raise click.UsageError("--to ics needs --origin, the day of hour 0")
    if (why is None) != (by is None):
        raise click.UsageError("--why and --by go together")
    text = told(plant, campaigns, form, origin, why, by, seed, limit)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        out.write_text(text, encoding="utf-8", newline="")
        click.echo(f"written: {out}")


def told(
    file: Path,
    rows: Path | None,
    form: str,
    origin: datetime | None,
    why: str | None,
    by: int | None,
    seed: int,
    limit: float,
) -> str:
    """The schedule, or the reason why not, as text."""
    from xiandao.scaleup.scheduling import icalendar, schedule, why_not
    from xiandao.scaleup.scheduling.files import read_campaigns, read_plan, written_csv, written_json

    plant, templates, campaigns = read_plan(file.read_text(encoding="utf-8"), file.name)
    if rows is not None:
        campaigns += read_campaigns(rows.read_text(encoding="utf-8-sig"), templates)
    plan = schedule(campaigns, plant, seed=seed, limit_s=limit)
    if why is not None and by is not None:
        return why_not(plan, why, by, seed=seed).message
    if form == "csv":
        return written_csv(plan)
    if form == "json":
        return written_json(plan)
    if form == "ics" and origin is not None:
        start = origin.replace(tzinfo=UTC)
        return icalendar(plan, origin=start, stamp=start)
    lines = [
        f"{one.start_h:>6} {one.end_h:>6} {one.free_h:>6}  {one.machine:<12} {one.campaign}: {one.step}"
        for one in plan.bookings
    ]
    asap = "none" if plan.asap_h is None else f"{plan.asap_h} h"
    return "\n".join(
        [
            " start    end   free  machine      step",
            *lines,
            f"ends at hour {plan.makespan_h}; serial {asap}; proved: not before {plan.bound_h}",
            f"gap {100 * plan.gap:.1f} %; method: {plan.method}",
        ]
    )
