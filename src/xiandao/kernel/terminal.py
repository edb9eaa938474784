"""What the commands of every package share: a refusal is a sentence on standard error and exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from xiandao.kernel.refusals import Refusal

REFUSED: Final = 2
Command = Callable[..., None]


def refusing(program: str) -> Callable[[Command], Command]:
    """The decorator for commands of a program such as `xiandao scaleup`."""

    def around(command: Command) -> Command:
        @wraps(command)
        def run(*args: Any, **told: Any) -> None:
            try:
                command(*args, **told)
            except Refusal as refusal:
                click.echo(f"{program}: {refusal.sentence}", err=True)
                sys.exit(REFUSED)

        return run

    return around
