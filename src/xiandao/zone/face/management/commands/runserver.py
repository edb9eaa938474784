"""`runserver`, which with the development settings never listens beyond this machine."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as StaticRunserver
from django.core.management.base import CommandError

from xiandao.zone.face.rules.loopback import is_loopback


class Command(StaticRunserver):
    """Django's development server, on loopback."""

    addr: str  # set by Django before inner_run

    def inner_run(self, *args: object, **options: object) -> None:
        """Refuse an address that other machines could reach."""
        if settings.LOOPBACK_ONLY and not is_loopback(self.addr):
            raise CommandError(
                f"These are development settings; they serve 127.0.0.1 only, not {self.addr}. "
                "For other machines use the production settings and `xiandao serve`."
            )
        super().inner_run(*args, **options)
