"""`xiandao evidence …`: hold the ledger against itself, say where it ends, read it anew."""

from __future__ import annotations

import time

import click
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import Progress

from xiandao.kernel.refusals import Refusal
from xiandao.zone.evidence.api import (
    ChainFault,
    compare_tables,
    head,
    rebuild_tables,
    verify_chain,
)
from xiandao.zone.face.api import say


@click.group()
def evidence() -> None:
    """The evidence ledger: verify it, publish its head, read it anew."""


@evidence.command(name="head")
def head_command() -> None:
    """Print the number and the digest of the last entry, to be published elsewhere."""
    number, digest = head()
    click.echo(f"{number} {digest or '-'}")


@evidence.command()
@click.option("--chain-only", is_flag=True, help="Leave out whether the pages say what the entries say.")
@click.option("--expect", default="", metavar="DIGEST", help="A digest that was published once.")
def verify(chain_only: bool, expect: str) -> None:
    """Find any tampering and name the first bad entry. Ends with 1 where something is wrong."""
    began = time.perf_counter()
    with _progress() as progress:
        task = progress.add_task("chain", total=max(head()[0], 1))
        report = verify_chain(expect=expect, on_progress=lambda seen: progress.update(task, completed=seen))
        chain = time.perf_counter() - began
        faults: list[ChainFault] = list(report.faults)
        if not chain_only:
            task = progress.add_task("claims", total=max(report.entries, 1))
            faults += compare_tables(on_progress=lambda seen: progress.update(task, completed=seen))
    rate = report.entries / chain if chain else 0
    click.echo(f"{report.entries} entries, {rate:,.0f}/s, head {report.head or '-'}")
    if not faults:
        click.echo("The chain holds." if chain_only else "The chain holds, and the pages say what it says.")
        return
    for fault in faults:
        click.echo(gettext(fault.template).format(**fault.values), err=True)
    raise SystemExit(1)


@evidence.command()
def rebuild() -> None:
    """Read claims, merges and totals anew from the entries; free words stay as they are."""
    try:
        with _progress() as progress:
            task = progress.add_task("entries", total=max(head()[0], 1))
            done = rebuild_tables(on_progress=lambda seen: progress.update(task, completed=seen))
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    click.echo(f"{done.claims} claims and {done.merges} merges read anew.")


def _progress() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)
