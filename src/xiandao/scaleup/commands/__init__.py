"""`xiandao scaleup …`: what an engineer asks of the scale-up from a terminal."""

from __future__ import annotations

import click

from xiandao.scaleup.commands.crosscheck import crosscheck
from xiandao.scaleup.commands.demo import demo
from xiandao.scaleup.commands.design import design
from xiandao.scaleup.commands.feed import feed
from xiandao.scaleup.commands.fit import fit
from xiandao.scaleup.commands.next_run import next_run
from xiandao.scaleup.commands.plant import plant
from xiandao.scaleup.commands.runs import runs
from xiandao.scaleup.commands.schedule import schedule
from xiandao.scaleup.commands.transfer import transfer


@click.group("scaleup")
def scaleup() -> None:
    """From a strain to a costed plant."""


COMMANDS: tuple[click.Command, ...] = (
    crosscheck,
    demo,
    design,
    feed,
    fit,
    next_run,
    plant,
    runs,
    schedule,
    transfer,
)
for command in COMMANDS:
    scaleup.add_command(command)
