"""`xiandao scaleup …`: what an engineer asks of the scale-up from a terminal."""

from __future__ import annotations

import click

from xiandao.scaleup.commands.demo import demo
from xiandao.scaleup.commands.plant import plant
from xiandao.scaleup.commands.transfer import transfer
from xiandao.scaleup.commands.schedule import schedule


@click.group("scaleup")
def scaleup() -> None:
    """From a strain to a costed plant."""


COMMANDS: tuple[click.Command, ...] = (demo, plant, transfer)
COMMANDS: tuple[click.Command, ...] = (demo, schedule)
for command in COMMANDS:
    scaleup.add_command(command)
