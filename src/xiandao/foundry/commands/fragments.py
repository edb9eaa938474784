"""`xiandao foundry fragments`: the pieces to buy for a long sequence, and how to join them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiandao.foundry.commands.asking import EXISTING, about, records_of, refusing, stop
from xiandao.foundry.commands.gating import CUSTOMER, DATABASE, ON, REASON, REVIEWER, day_of, screened
from xiandao.foundry.commands.synthesis import suppliers_of
from xiandao.foundry.sequences import Record

if TYPE_CHECKING:
    from xiandao.foundry.screening import Screening
    from xiandao.foundry.synthesis.fragments import FragmentPlan, Piece


@click.command("fragments")
@click.argument("wish", type=EXISTING)
@click.option("--vendors", type=EXISTING, default=None, help="File of suppliers; else a made-up one.")
@click.option("--days", default=None, type=int, help="Ready within so many days; without it, whenever.")
@click.option("--trade-offs", "every", is_flag=True, help="Every plan that is cheaper than all quicker ones.")
@click.option("--json", "as_json", is_flag=True, help="Each plan as JSON; its letters where they may leave.")
@REVIEWER
@REASON
@DATABASE
@CUSTOMER
@ON
@refusing
def fragments(
    wish: Path,
    vendors: Path | None,
    days: int | None,
    every: bool,
    as_json: bool,
    database: Path | None,
    customer: Path | None,
    on: datetime | None,
    reviewer: str,
    reason: str,
) -> None:
    """The cheapest way to each sequence of WISH, level by level, carried out again on paper first.

    With --json the pieces pass the biosecurity gate as an order does: without a screening that cleared them
    their letters are left out, and the exit code is not 0.
    """
    from xiandao.foundry.synthesis.fragments import plan_fragments, simulated, trade_offs

    network, day, held = suppliers_of(vendors), day_of(on), False
    for record in records_of(wish):
        with about(wish, record):
            plans = (
                trade_offs(record.sequence, network)
                if every
                else (plan_fragments(record.sequence, network, days=days),)
            )
        for plan in plans:
            same = simulated(plan) == plan.piece.sequence
            if not as_json:
                _tell(record.name, plan, same=same)
                continue
            pieces = _pieces(record.name, plan)
            gate = screened(pieces, database, customer, day, reviewer=reviewer, reason=reason)
            held |= not gate.cleared
            click.echo(
                json.dumps({"name": record.name, "made_again": same, **_whole(plan, gate)}, default=str)
            )
    if held:
        click.echo("xiandao foundry: the letters of what the gate did not clear are left out", err=True)
        stop()


def _pieces(name: str, plan: FragmentPlan) -> list[Record]:
    """What is ordered, as the order sheet would have it."""
    return [Record(f"{name}_{number}", one.ordered) for number, one in enumerate(plan.piece.orders(), 1)]


def _whole(plan: FragmentPlan, gate: Screening) -> dict[str, Any]:
    return {
        "price": str(plan.price),
        "currency": plan.currency,
        "days": plan.days,
        "bound": str(plan.bound),
        "gap": plan.gap,
        "illustrative": plan.illustrative,
        "method_version": plan.method_version,
        "screening": asdict(gate) | {"verdict": gate.verdict, "cleared": gate.cleared},
        "plan": _piece(plan.piece, letters=gate.cleared),
    }


def _piece(piece: Piece, *, letters: bool) -> dict[str, Any]:
    told = {"start": piece.start, "end": piece.end, "source": piece.source, "supplier": piece.supplier}
    told |= {"price": str(piece.price), "days": piece.days, "overlaps": list(piece.overlaps)}
    if piece.pieces:
        return {**told, "pieces": [_piece(one, letters=letters) for one in piece.pieces]}
    return {**told, "turned": piece.turned} | ({"sequence": piece.ordered} if letters else {})


def _tell(name: str, plan: FragmentPlan, *, same: bool) -> None:
    orders = list(plan.piece.orders())
    click.echo(
        f"{name}: {plan.price:,.2f} {plan.currency} in {plan.days} days, {len(orders)} pieces to order; at "
        f"most {plan.gap:.2%} above the cheapest plan at any cuts; made again to the base: "
        f"{'yes' if same else 'NO'}"
    )
    if plan.illustrative:
        click.echo("  prices and limits in it are made up: give your own suppliers with --vendors")
    click.echo("step\tstart\tend\tpieces\tdays\tprice")
    for step in plan.piece.steps():
        click.echo(
            f"{step.source}\t{step.start + 1}\t{step.end}\t{len(step.pieces)}\t{step.days}\t{step.price:.2f}"
        )
    click.echo("order\tstart\tend\tbases\tstrand\tsupplier\tdays\tprice")
    for one in orders:
        strand = "-" if one.turned else "+"
        place = f"{one.start + 1}\t{one.end}\t{len(one.sequence)}\t{strand}"
        click.echo(f"{one.source}\t{place}\t{one.supplier}\t{one.days}\t{one.price:.2f}")
