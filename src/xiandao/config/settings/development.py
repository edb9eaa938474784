"""One person, one machine: the default of `make run`. Never reachable from another machine."""

from __future__ import annotations

import secrets
from pathlib import Path

from xiandao.config.settings.base import *  # noqa: F403
from xiandao.config.settings.base import VAR


def _own_secret(path: Path) -> str:
    """A secret made on this machine at the first start and kept beside the database."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _own_secret(VAR / "secret_key")
LOOPBACK_ONLY = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
