"""`xiandao foundry overhangs`: what holds an assembly together."""

from __future__ import annotations

import click

from xiandao.foundry.commands.asking import refusing


@click.command("overhangs")
@click.argument("junctions", type=int)
@click.option("--enzyme", default="BsaI", show_default=True)
@click.option("--fixed", multiple=True, help="An overhang that must be among them; may be repeated.")
@click.option("--seed", default=0, show_default=True)
@refusing
def overhangs(junctions: int, enzyme: str, fixed: tuple[str, ...], seed: int) -> None:
    """So many overhangs that ligate faithfully together."""
    from xiandao.foundry.assembly import choose_overhangs, colonies

    found = choose_overhangs(junctions, enzyme, fixed=fixed, seed=seed)
    click.echo(" ".join(found.words))
    click.echo(
        f"fidelity {found.fidelity:.4f}; {found.agreeing} of {found.starts} searches agree; "
        f"pick {colonies(found.fidelity)} colonies for 95 %"
    )
