"""The test suite: nothing outlives a run, passwords hash fast, mail stays in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xiandao.config.settings.base import *  # noqa: F403
from xiandao.config.settings.base import DATABASES

SECRET_KEY = "only for tests, never served"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
VAR = Path(tempfile.mkdtemp(prefix="xiandao-tests-"))
MEDIA_ROOT = VAR / "files"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = ":memory:"
