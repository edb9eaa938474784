"""`xiandao scaleup demo`: from bench runs to the page that a board reads."""

from __future__ import annotations

from pathlib import Path

import click

from xiandao.kernel.terminal import refusing


@click.command("demo")
@click.option("--seed", default=1, show_default=True, help="Of all that is random; one seed gives one page.")
@click.option(
    "--draws",
    type=click.IntRange(min=200),
    default=10_000,
    show_default=True,
    help="Samples of what is not known of the plant.",
)
@click.option("--json", "whole", is_flag=True, help="Everything, as JSON, instead of the page.")
@click.option(
    "-o",
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write page, result, schedule (.ics, .csv) and plots (Vega-Lite) into this folder.",
)
@refusing("xiandao scaleup")
def demo(seed: int, draws: int, whole: bool, folder: Path | None) -> None:
    """Take an invented PHA process from 5 L through 500 L to a costed plant of 100 m3.

    Simulated runs of 5 L are fitted; a 500 L campaign is booked in a pilot plant between those of others; a
    plant is sized and priced with risk and carbon. Needs no file and no network; takes some ten seconds.
    """
    from xiandao.scaleup.demonstration import as_json, demonstrate, page, write

    found = demonstrate(seed=seed, many=draws)
    click.echo(as_json(found) if whole else "\n".join(page(found)), nl=not whole)
    for path in write(found, folder) if folder else ():
        click.echo(f"wrote {path}", err=True)
