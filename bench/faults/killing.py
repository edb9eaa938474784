"""What every fault does: a process of its own that tells what it has kept, killed in a random moment."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from typing import Final

from django.db import connections

Say = Callable[[str], None]
DEEP_EVERY: Final = 50  # rounds; the chain is verified in every round


class BrokenError(AssertionError):
    """A fault was not borne."""


def killed(work: Callable[[Say], None], longest_life: float, chance: random.Random) -> list[str]:
    """The lines that a process told before it was killed, at most so many seconds after its beginning."""
    life = chance.random() * longest_life
    child, told = begun(work)
    select.select([told], [], [], 30)  # it has begun
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return lines(told)


def begun(work: Callable[[Say], None]) -> tuple[int, int]:
    """A process of its own that does this work and tells lines; its number and where to hear it."""
    connections.close_all()
    hear, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, hear
    status = 1
    try:
        os.close(hear)
        work(lambda line: _say(tell, line))
        status = 0
    finally:
        os._exit(status)


def lines(told: int) -> list[str]:
    """The whole lines that a process told before its end."""
    with os.fdopen(told, "rb") as heard:
        return heard.read().decode().split("\n")[:-1]


def hold(*, deep: bool) -> None:
    """The chain is whole; looked at deeply, the tables say what the entries say."""
    from xiandao.zone.evidence.api import compare_tables, verify_chain

    faults = [*verify_chain().faults, *(compare_tables() if deep else ())]
    if faults:
        raise BrokenError("; ".join(fault.sentence for fault in faults))


def is_deep(number: int, rounds: int) -> bool:
    """Whether a round looks deeply."""
    return number % DEEP_EVERY == 0 or number == rounds


def _say(tell: int, line: str) -> None:
    os.write(tell, f"{line}\n".encode())  # shorter than a pipe takes at once, so whole or not at all
