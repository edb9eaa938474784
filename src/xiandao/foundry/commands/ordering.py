"""`xiandao foundry screen|order|screen-database`: the biosecurity gate, and what it lets through."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import yaml

from xiandao.foundry.commands.asking import EXISTING, WRITTEN, records_of, refusing, stop
from xiandao.kernel.refusals import Refusal

if TYPE_CHECKING:
    from xiandao.foundry.screening import Customer, Screening

FOLDER: Final = click.Path(path_type=Path, file_okay=False)
DAY: Final = click.DateTime(["%Y-%m-%d"])
DATABASE: Final = click.option(
    "--database", type=FOLDER, envvar="XIANDAO_HAZARDS", help="Folder of the hazard database."
)
CUSTOMER: Final = click.option(
    "--customer",
    type=EXISTING,
    help="YAML: name, organisation, purpose, verified_by, verified_on.",
)
ON: Final = click.option("--on", type=DAY, default=None, help="The day of the screening; today unless told.")


@click.command("screen")
@click.argument("sequences", type=EXISTING)
@DATABASE
@CUSTOMER
@ON
@click.option("--json", "as_json", is_flag=True, help="The whole record, as JSON.")
@refusing
def screen(
    sequences: Path, database: Path | None, customer: Path | None, on: datetime | None, as_json: bool
) -> None:
    """Screen SEQUENCES as one order; the exit code is 0 only where they may leave."""
    found = _screened(sequences, database, customer, _day(on))
    if as_json:
        click.echo(json.dumps(asdict(found) | {"verdict": found.verdict}, default=str))
    else:
        _tell(found)
    if not found.cleared:
        stop()


@click.command("order")
@click.argument("sequences", type=EXISTING)
@click.option("--template", required=True, help="A form by name, or a YAML file that describes one.")
@click.option("-o", "--output", "out", type=WRITTEN, required=True, help="A .csv or .xlsx file.")
@click.option("--reference", default="", help="Your own number of the order.")
@click.option("--reviewer", default="", help="Who releases an order that is held, and")
@click.option("--reason", default="", help="why.")
@DATABASE
@CUSTOMER
@ON
@refusing
def order(
    sequences: Path,
    template: str,
    out: Path,
    reference: str,
    reviewer: str,
    reason: str,
    database: Path | None,
    customer: Path | None,
    on: datetime | None,
) -> None:
    """Screen SEQUENCES and, where they may leave, write their order sheet."""
    from xiandao.foundry.ordering import Item, Order, OrderRefused, Sheet, template_from, template_named
    from xiandao.foundry.screening import Review, Verdict, reviewed

    form = template_from(_yaml(Path(template))) if Path(template).is_file() else template_named(template)
    if out.suffix not in (".csv", ".xlsx"):
        raise OrderRefused("{file}: an order sheet is .csv or .xlsx", file=out.name)
    day = _day(on)
    found = _screened(sequences, database, customer, day)
    if found.verdict is Verdict.HOLD and reviewer:
        found = reviewed(found, Review(reviewer, day, released=True, reason=reason))
    _tell(found)
    wished = Order(reference or sequences.stem, tuple(Item(one) for one in records_of(sequences)))
    sheet = Sheet(wished, found, form, day)
    out.write_bytes(sheet.csv() if out.suffix == ".csv" else sheet.xlsx())
    click.echo(f"{out}: {len(wished.items)} items")


@click.group("screen-database")
def screen_database() -> None:
    """Make or check the hazard database; its content is the operator's duty."""


@screen_database.command("build")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=FOLDER)
@click.option("--name", required=True)
@click.option("--version", required=True)
@click.option("--date", "dated", type=DAY, required=True, help="The day its content is of.")
@click.option("--most-age-days", default=180, show_default=True)
@refusing
def build(source: Path, folder: Path, name: str, version: str, dated: datetime, most_age_days: int) -> None:
    """Write FOLDER from SOURCE (entries.csv, FASTA files, profiles; see the package's README)."""
    from xiandao.foundry.screening.building import build_database

    made = build_database(
        source, folder, name=name, version=version, dated=dated.date(), most_age_days=most_age_days
    )
    click.echo(f"{folder}: {made.name} {made.version}, {len(made.entries)} entries")


@screen_database.command("check")
@click.argument("folder", type=FOLDER)
@ON
@refusing
def check(folder: Path, on: datetime | None) -> None:
    """Read FOLDER whole, as the gate does; the exit code is 0 only where it can be used."""
    from xiandao.foundry.screening import open_database

    found = open_database(folder)
    click.echo(
        f"{found.name} {found.version} of {found.dated}: {len(found.entries)} entries, "
        f"{len(found.benign)} harmless relatives"
    )
    if found.too_old(_day(on)):
        click.echo(f"xiandao foundry: older than {found.most_age_days} days; orders are held", err=True)
        stop()


def _day(on: datetime | None) -> date:
    return (on or datetime.now(UTC)).date()


def _screened(sequences: Path, database: Path | None, customer: Path | None, on: date) -> Screening:
    from xiandao.foundry.screening import database_at
    from xiandao.foundry.screening import screen as screened

    who = _customer(customer) if customer else None
    return screened(records_of(sequences), database_at(database), who, on=on)


def _customer(path: Path) -> Customer:
    from xiandao.foundry.screening import Customer

    said = _yaml(path)
    verified_on = said.get("verified_on")
    if verified_on is not None and not isinstance(verified_on, date):
        raise Refusal("{file}: verified_on is no date; write 2026-01-31", file=path.name)
    words = {name: str(said.get(name) or "") for name in ("name", "organisation", "purpose", "verified_by")}
    return Customer(**words, verified_on=verified_on)


def _yaml(path: Path) -> dict[str, Any]:
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise Refusal("{file} is no YAML: {why}", file=path.name, why=str(fault)) from fault
    if not isinstance(said, dict):
        raise Refusal("{file} holds no names with values", file=path.name)
    return said


def _tell(found: Screening) -> None:
    database = f"{found.database} {found.database_version}" if found.searched else "no database"
    click.echo(f"{found.verdict.value}: {len(found.names)} sequences against {database}")
    for hit in found.hits:
        click.echo(f"  {hit.sentence}")
    for concern in found.concerns:
        click.echo(f"  held: {concern}")
    for concern in found.unseen:
        click.echo(f"  not seen: {concern}")
