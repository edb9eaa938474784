"""`xiandao foundry …`: what a lab asks of the foundry from a terminal; every answer can be had as JSON."""

from __future__ import annotations

import click

from xiandao.foundry.commands import assembly, editing, ordering, sequences, synthesis, verification


@click.group("foundry")
def foundry() -> None:
    """From a wish to DNA: genes, mRNA, guides, assemblies, verdicts."""


COMMANDS: tuple[click.Command, ...] = (
    synthesis.mrna,
    synthesis.gene,
    editing.guides,
    assembly.overhangs,
    verification.verify,
    ordering.screen,
    ordering.order,
    ordering.screen_database,
    sequences.convert,
)
for command in COMMANDS:
    foundry.add_command(command)
