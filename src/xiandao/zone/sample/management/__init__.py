"""`xiandao sample …`: an invented zone to look at."""

from __future__ import annotations

import click
from django.utils import timezone

from xiandao.kernel.refusals import Refusal
from xiandao.zone.sample.operations.inventing import SIZES
from xiandao.zone.sample.operations.loading import load_sample


@click.group()
def sample() -> None:
    """An invented zone, seeded and labelled."""


@sample.command()
@click.option("--size", type=click.Choice(sorted(SIZES)), default="small", show_default=True)
@click.option("--seed", default=1, show_default=True)
def load(size: str, seed: int) -> None:
    """Load an invented zone into an empty registry."""
    try:
        number = load_sample(size=size, seed=seed, by=None, at=timezone.now())
    except Refusal as refused:
        raise click.ClickException(refused.sentence) from None
    click.echo(f"{number} sample records loaded; every one carries its label")
