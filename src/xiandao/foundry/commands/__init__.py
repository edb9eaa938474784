"""`xiandao foundry …`: what a lab asks of the foundry from a terminal; every answer can be had as JSON."""

from __future__ import annotations

import click

from xiandao.foundry.commands import (
    assembly,
    catalogues,
    editing,
    constructs,
    editing,
    fragments,
    messenger,
    ordering,
    repairing,
    sequences,
    synthesis,
    verification,
)
from xiandao.foundry.commands import assembly, building, editing, ordering, sequences, synthesis, verification
from xiandao.foundry.commands import assembly, editing, ordering, sequences, synthesis, verification
from xiandao.foundry.commands import assembly, editing, repairing, sequences, synthesis, verification


@click.group("foundry")
def foundry() -> None:
    """From a wish to DNA: genes, mRNA, guides, assemblies, verdicts."""


COMMANDS: tuple[click.Command, ...] = (
    messenger.mrna,
    messenger.mrna_report,
    synthesis.gene,
    fragments.fragments,
    constructs.construct,
    editing.guides,
    repairing.repair,
    assembly.overhangs,
    verification.verify,
    verification.verify_plate,
    ordering.screen,
    ordering.order,
    ordering.screen_database,
    building.assemble,
    building.primers,
    building.demo,
    sequences.convert,
    catalogues.parts,
    catalogues.find,
    catalogues.draw,
)
for command in COMMANDS:
    foundry.add_command(command)
