"""`xiandao plan load|list|status|export|report|remind`: the plan from the terminal."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import click
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from xiandao.kernel.refusals import Refusal
from xiandao.zone.face.api import say
from xiandao.zone.plans import api
from xiandao.zone.plans.management.wording import asked_for, value_of

DAY = click.DateTime(formats=["%Y-%m-%d"])
BUNDLED = "baoshan-2023-2025"


@click.command("load")
@click.argument("name", default=BUNDLED)
def load(name: str) -> None:
    """Put a bundled plan in force."""
    try:
        plan = api.load_bundled(name=name, by=None, at=timezone.now())
    except Refusal as refused:
        raise click.ClickException(say(refused)) from None
    click.echo(f"{plan.slug}: in force")


@click.command("list")
def list_plans() -> None:
    """List the plans and since when they are in force."""
    for plan in api.Plan.objects.order_by("pk"):
        edition = api.edition_in_force(plan, timezone.localdate())
        since = edition.in_force_since if edition else "under review"
        click.echo(f"{plan.slug}\t{edition.title if edition else ''}\t{since}")


@click.command("status")
@click.argument("slug", default=BUNDLED)
@click.option(
    "--as-of", type=DAY, help="Judge the plan as it stood on this day (YYYY-MM-DD); today if left out."
)
def status(slug: str, as_of: datetime | None) -> None:
    """Print how a plan stands: targets, measures by group, units."""
    print_standing(_plan(slug), _day(as_of))


@click.command("export")
@click.argument("slug", default=BUNDLED)
@click.option("--as-of", type=DAY)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="An .xlsx file."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def export(slug: str, as_of: datetime | None, output: Path, lang: str) -> None:
    """Write the supervision ledger as Excel."""
    _write(output, api.ledger_workbook(_seen(slug, _day(as_of)), lang))


@click.command("report")
@click.argument("slug", default=BUNDLED)
@click.option("--as-of", type=DAY)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .docx file."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def report(slug: str, as_of: datetime | None, output: Path, lang: str) -> None:
    """Write the quarterly progress report as Word."""
    seen = _seen(slug, _day(as_of))
    _write(output, api.quarterly_report(seen, lang, api.previous_quarter(seen)))


@click.command("remind")
@click.argument("slug", default=BUNDLED)
def remind(slug: str) -> None:
    """Send every officer the measures of theirs that want a look."""
    now = timezone.now()
    sent = api.send_reminders(plan=_plan(slug), as_of=timezone.localdate(now), by=None, at=now)
    click.echo(f"{sent} sent")


def print_standing(plan: api.Plan, as_of: date) -> None:
    """A plan's standing as readable tables."""
    console = Console(width=None if Console().is_terminal else 120)
    seen = api.snapshot(plan, as_of)
    if seen is None:
        first = plan.editions.filter(in_force_since__isnull=False).order_by("in_force_since").first()
        since = f"; it is in force since {first.in_force_since}" if first else "; nothing of it is confirmed"
        click.echo(f"{plan.slug} was not in force on {as_of}{since}.")
        return
    console.print(f"\n[bold]{seen.edition.title}[/bold]  ({seen.edition.status}, {as_of})")
    if not any(target.figures for target in seen.targets):
        console.print("No figures have been reported yet: the targets stand as the plan states them.")
    for table in (_targets(seen), _groups(seen), _units(seen)):
        console.print(table)


def _targets(seen: api.Snapshot) -> Table:
    table = Table(title=f"Targets 目标 ({len(seen.targets)})", title_justify="left")
    for heading in ("target", "asked for", "now", "standing", "due"):
        table.add_column(heading)
    for target in seen.targets:
        table.add_row(
            target.revision.name,
            asked_for(target.revision),
            value_of(target.value, target.revision.unit),
            target.standing.value,
            str(target.revision.due_on or ""),
        )
    return table


def _groups(seen: api.Snapshot) -> Table:
    table = Table(title=f"Measures 举措 ({len(seen.measures)})", title_justify="left")
    for heading in ("group", "measures", "late", "at risk", "on track", "done", "not started"):
        table.add_column(heading, justify="left" if heading == "group" else "right")
    for group, measures in seen.groups:
        counts = Counter(measure.standing.value for measure in measures)
        order = ("late", "at_risk", "on_track", "done", "not_started")
        table.add_row(group, str(len(measures)), *(str(counts[name]) for name in order))
    return table


def _units(seen: api.Snapshot) -> Table:
    table = Table(title=f"Units 责任单位 ({len(seen.units)})", title_justify="left")
    for heading in ("unit", "leads (confirmed)", "leads (proposed: first named)", "supports"):
        table.add_column(heading, justify="left" if heading == "unit" else "right")
    for unit in seen.units:
        roles = Counter(
            part.role.value for measure in seen.measures for part in measure.parts if part.unit == unit
        )
        table.add_row(unit.name, *(str(roles[name]) for name in ("lead", "proposed_lead", "support")))
    return table


def _plan(slug: str) -> api.Plan:
    plan = api.Plan.objects.filter(slug=slug).first()
    if plan is None:
        raise click.ClickException(f"There is no plan {slug!r}. `xiandao plan list` shows those there are.")
    return plan


def _seen(slug: str, as_of: date) -> api.Snapshot:
    seen = api.snapshot(_plan(slug), as_of)
    if seen is None:
        raise click.ClickException(f"{slug} was not in force on {as_of}.")
    return seen


def _day(as_of: datetime | None) -> date:
    return as_of.date() if as_of else timezone.localdate()


def _write(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as failed:
        raise click.ClickException(f"{target} cannot be written: {failed.strerror}.") from None
    click.echo(f"{target}: {len(content):,} bytes")
