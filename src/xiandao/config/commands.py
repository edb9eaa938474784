"""The `xiandao` command: joins the commands of rooms and packages, loading each only when it is called."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module

import click

import xiandao

READER = "xiandao.planreader.commands"
PLANS = "xiandao.zone.plans.management"
HOUSE = "xiandao.config.house"
FOUNDRY = "xiandao.foundry.commands"
SCALEUP = "xiandao.scaleup.commands"
PURE = frozenset({READER, FOUNDRY, SCALEUP, "xiandao.config.licences"})  # need no database and no settings

PLAN_COMMANDS = {
    "read": (READER, "read_command"),
    "schema": (READER, "schema_command"),
    "load": (PLANS, "load"),
    "list": (PLANS, "list_plans"),
    "status": (PLANS, "status"),
    "export": (PLANS, "export"),
    "report": (PLANS, "report"),
    "remind": (PLANS, "remind"),
}
COMMANDS = {
    "start": (HOUSE, "start"),
    "serve": (HOUSE, "serve"),
    "migrate": (HOUSE, "migrate"),
    "backup": (HOUSE, "backup"),
    "restore": (HOUSE, "restore"),
    "account": ("xiandao.zone.accounts.management", "account"),
    "evidence": ("xiandao.zone.evidence.management", "evidence"),
    "worker": ("xiandao.zone.runs.management", "worker"),
    "runs": ("xiandao.zone.runs.management", "runs"),
    "sample": ("xiandao.zone.sample.management", "sample"),
    "foundry": (FOUNDRY, "foundry"),
    "scaleup": (SCALEUP, "scaleup"),
    "licences": ("xiandao.config.licences", "licences"),
}


class LateGroup(click.Group):
    """A group whose commands are imported when they are wanted, so that reading a file starts no platform."""

    def __init__(self, *, where: Mapping[str, tuple[str, str]], **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.where = where

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, without importing anything."""
        return sorted([*super().list_commands(ctx), *self.where])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command under this name, imported now."""
        if cmd_name not in self.where:
            return super().get_command(ctx, cmd_name)
        module, name = self.where[cmd_name]
        if module not in PURE:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiandao.config.settings.development")
            import django

            django.setup()
        command: click.Command = getattr(import_module(module), name)
        return command


main = LateGroup(
    name="xiandao",
    where=COMMANDS,
    help="Xiandao 先导: a pilot zone's plan as a living ledger.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
main.add_command(LateGroup(name="plan", where=PLAN_COMMANDS, help="Read, load, follow and report a plan."))
click.version_option(xiandao.__version__, prog_name="xiandao")(main)

if __name__ == "__main__":
    main()
