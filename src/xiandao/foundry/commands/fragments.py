"""`xiandao foundry fragments`: the pieces to buy for a long sequence, and how to join them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiandao.foundry.commands.asking import EXISTING, about, records_of, refusing
from xiandao.foundry.commands.synthesis import suppliers_of

if TYPE_CHECKING:
    from xiandao.foundry.synthesis.fragments import FragmentPlan, Piece


@click.command("fragments")
@click.argument("wish", type=EXISTING)
@click.option("--vendors", type=EXISTING, default=None, help="File of suppliers; else a made-up one.")
@click.option("--days", default=None, type=int, help="Ready within so many days; without it, whenever.")
@click.option("--trade-offs", "every", is_flag=True, help="Every plan that is cheaper than all quicker ones.")
@click.option("--json", "as_json", is_flag=True, help="The whole plan with its sequences, as JSON.")
@refusing
def fragments(wish: Path, vendors: Path | None, days: int | None, every: bool, as_json: bool) -> None:
    """The cheapest way to each sequence of WISH, level by level, carried out again on paper first.

    A plan, not an order: nothing here has been screened.
    """
    from xiandao.foundry.synthesis.fragments import plan_fragments, simulated, trade_offs

    network = suppliers_of(vendors)
    for record in records_of(wish):
        with about(wish, record):
            plans = (
                trade_offs(record.sequence, network)
                if every
                else (plan_fragments(record.sequence, network, days=days),)
            )
        for plan in plans:
            same = simulated(plan) == plan.piece.sequence
            if as_json:
                click.echo(json.dumps({"name": record.name, "made_again": same, **_whole(plan)}))
            else:
                _tell(record.name, plan, same=same)


def _whole(plan: FragmentPlan) -> dict[str, Any]:
    return {
        "price": str(plan.price),
        "currency": plan.currency,
        "days": plan.days,
        "bound": str(plan.bound),
        "gap": plan.gap,
        "illustrative": plan.illustrative,
        "method_version": plan.method_version,
        "plan": _piece(plan.piece),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    told = {"start": piece.start, "end": piece.end, "source": piece.source, "supplier": piece.supplier}
    told |= {"price": str(piece.price), "days": piece.days, "overlaps": list(piece.overlaps)}
    if piece.pieces:
        return {**told, "pieces": [_piece(one) for one in piece.pieces]}
    return {**told, "sequence": piece.sequence}


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
    click.echo("order\tstart\tend\tbases\tsupplier\tdays\tprice")
    for one in orders:
        click.echo(
            f"{one.source}\t{one.start + 1}\t{one.end}\t{len(one.sequence)}\t{one.supplier}\t{one.days}\t"
            f"{one.price:.2f}"
        )
