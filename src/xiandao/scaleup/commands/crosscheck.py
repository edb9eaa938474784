"""`xiandao scaleup crosscheck`: our flowsheet beside BioSTEAM's and the published design, area by area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from xiandao.kernel.terminal import refusing

if TYPE_CHECKING:
    from xiandao.scaleup.crosscheck import PeerRun, Row


@click.command("crosscheck")
@click.argument("family", type=click.Choice(["corn-stover", "sugarcane"]))
@click.option("--without-peer", is_flag=True, help="Only ours and the published design.")
@refusing("xiandao scaleup")
def crosscheck(family: str, without_peer: bool) -> None:
    """Reconcile a FAMILY with BioSTEAM (own environment: `make biosteam`) and with NREL's design of 2011."""
    from xiandao.scaleup.crosscheck import ask, cane_in_dollars, design_of_2011, reconciled, violations

    ours = design_of_2011() if family == "corn-stover" else cane_in_dollars()
    peer = None if without_peer else ask(family)
    for line in told(reconciled(ours, peer), peer):
        click.echo(line)
    broken = violations(peer) if peer else []
    for reason in broken:
        click.echo(f"BioSTEAM breaks an invariant: {reason}")


def told(rows: list[Row], peer: PeerRun | None) -> Iterator[str]:
    """The table, and what of BioSTEAM ran."""
    yield f"{'':<42} {'ours':>10} {'BioSTEAM':>10} {'published':>10}  unit"
    for row in rows:
        figures = (row.ours, row.peer, row.published)
        cells = " ".join(f"{'-' if one is None else f'{one:,.2f}':>10}" for one in figures)
        yield f"{row.name:<42} {cells}  {row.unit}"
    if peer:
        versions = ", ".join(f"{name} {one}" for name, one in sorted(peer.packages.items()))
        seconds = min(peer.simulate_s)
        yield f"{versions}; loaded in {peer.load_s:.0f} s, {seconds:.2f} s a simulation with its price"
