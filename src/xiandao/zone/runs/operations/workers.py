"""Which worker this process is, and which are alive: each holds a lock that its death lets go."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

try:
    import fcntl
except ImportError:  # pragma: no cover - no such locks on Windows; silence decides there
    fcntl = None  # type: ignore[assignment]

SILENCE: Final = timedelta(minutes=15)  # after which a worker on another machine is taken for dead
_name = ""


def this_worker() -> str:
    """The name under which this process carries runs out."""
    return _name or f"{socket.gethostname()}/{os.getpid()}"


@contextmanager
def named_worker() -> Iterator[str]:
    """Be a worker with a name and a lock on it for as long as this lasts, however it ends."""
    global _name
    name = f"{socket.gethostname()}/{os.getpid()}-{secrets.token_hex(4)}"
    place = _lock_of(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as held:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX)
        _name = name
        try:
            yield name
        finally:
            _name = ""
            place.unlink(missing_ok=True)


def is_dead(worker: str, heard_at: datetime | None, at: datetime) -> bool:
    """Whether a run's worker is gone: here its lock says it at once, elsewhere a long silence."""
    host, _, own = worker.partition("/")
    if fcntl is None or host != socket.gethostname() or "-" not in own:
        return heard_at is None or at - heard_at > SILENCE
    place = _lock_of(worker)
    try:
        with place.open("r") as seen:
            fcntl.flock(seen, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    place.unlink(missing_ok=True)
    return True


def _lock_of(worker: str) -> Path:
    return Path(settings.VAR) / "workers" / worker.replace("/", "_")
