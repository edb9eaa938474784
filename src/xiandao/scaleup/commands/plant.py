"""`xiandao scaleup plant FAMILY`: a plant from its streams to the page that a finance officer reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiandao.kernel.terminal import refusing

if TYPE_CHECKING:
    from xiandao.scaleup.economics import Report


@click.command("plant")
@click.argument("family", required=False)
@click.option(
    "--report", "whole", is_flag=True, help="The page: price, capital, risk, carbon, worth of a pilot run."
)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, each figure with its source.")
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), help="The same as a workbook.")
@click.option(
    "--brightway", type=click.Path(dir_okay=False, path_type=Path), help="The inventory, for bw2io to read."
)
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Another value of a parameter.")
@click.option("--target", type=float, help="A price a kg: what titre, yield and rate must be for it.")
@click.option("--draws", default=10_000, show_default=True, help="Samples of what is not known.")
@click.option("--seed", default=1, show_default=True)
@click.option("--year", default=2025, show_default=True, help="Whose money: 2008 to 2026.")
@click.option("--currency", type=click.Choice(["CNY", "USD"]), default="CNY", show_default=True)
@click.option("--nth", is_flag=True, help="Not the first of its kind: no cost growth, a year's ramp.")
@click.option("--jobs", default=1, show_default=True, help="Processes that share the draws.")
@refusing("xiandao scaleup")
def plant(
    family: str | None,
    whole: bool,
    as_json: bool,
    xlsx: Path | None,
    brightway: Path | None,
    changes: tuple[str, ...],
    target: float | None,
    draws: int,
    seed: int,
    year: int,
    currency: str,
    nth: bool,
    jobs: int,
) -> None:
    """Balance, size and price a plant of a ready FAMILY; without one, list them.

    A balance that does not close is refused.
    """
    from xiandao.scaleup.commands.told import listed, must_be_true, summary, wanted
    from xiandao.scaleup.economics import Books, brightway_workbook, example_book, reported, setting

    if family is None:
        click.echo("\n".join(listed()))
        return
    chosen, here = wanted(family, changes), setting(currency=currency, year=year)
    prices = example_book() if currency == "CNY" else example_book().into(currency, setting().rate)
    books = Books(prices=prices, here=here)
    if brightway:
        brightway_workbook(chosen, books, brightway)
        click.echo(f"wrote {brightway}", err=True)
    if whole or as_json or xlsx:
        found = reported(chosen, many=draws, seed=seed, books=books, first=not nth, jobs=jobs)
        _shown(found, as_json=as_json, xlsx=xlsx)
    elif target is not None:
        click.echo("\n".join(must_be_true(chosen, books, target, first=not nth)))
    else:
        click.echo("\n".join(summary(chosen, books, first=not nth)))


def _shown(found: Report, *, as_json: bool, xlsx: Path | None) -> None:
    from xiandao.scaleup.economics import page, record, workbook

    if xlsx:
        workbook(found, xlsx)
        click.echo(f"wrote {xlsx}", err=True)
    if as_json:
        click.echo(json.dumps(record(found), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(page(found)))
