"""The biosecurity gate as every command asks it: against which database, for whom, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import yaml

from xiandao.foundry.commands.asking import EXISTING
from xiandao.foundry.sequences import Record
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
REVIEWER: Final = click.option("--reviewer", default="", help="Who releases an order that is held, and")
REASON: Final = click.option("--reason", default="", help="why.")


def day_of(on: datetime | None) -> date:
    """The day told, or today."""
    return (on or datetime.now(UTC)).date()


def screened(
    records: Sequence[Record],
    database: Path | None,
    customer: Path | None,
    on: date,
    *,
    reviewer: str = "",
    reason: str = "",
) -> Screening:
    """The screening of one order; released by the reviewer where it is held and one is named."""
    from xiandao.foundry.screening import Review, Verdict, database_at, reviewed, screen

    who = _customer(customer) if customer else None
    found = screen(records, database_at(database), who, on=on)
    if found.verdict is Verdict.HOLD and reviewer:
        found = reviewed(found, Review(reviewer, on, released=True, reason=reason))
    return found


def yaml_of(path: Path) -> dict[str, Any]:
    """The names and values of a YAML file."""
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise Refusal("{file} is no YAML: {why}", file=path.name, why=str(fault)) from fault
    if not isinstance(said, dict):
        raise Refusal("{file} holds no names with values", file=path.name)
    return said


def _customer(path: Path) -> Customer:
    from xiandao.foundry.screening import Customer

    said = yaml_of(path)
    verified_on = said.get("verified_on")
    if verified_on is not None and not isinstance(verified_on, date):
        raise Refusal("{file}: verified_on is no date; write 2026-01-31", file=path.name)
    words = {name: str(said.get(name) or "") for name in ("name", "organisation", "purpose", "verified_by")}
    return Customer(**words, verified_on=verified_on)
