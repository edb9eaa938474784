"""The ledger bears killed writers, many writers and a full disk, on whichever database the tests run."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

import xiandao
from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.evidence import api

ROOT = Path(xiandao.__file__).parents[2]
NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
ROUNDS = "10"
PROOF = Upload("proof.txt", FileType.TEXT, b"x" * 200_000)


@contextmanager
def an_empty_database(folder: Path) -> Iterator[str]:
    """The address of a database that other processes can open."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'faults.sqlite3'}"
        return
    name = f"xiandao_faults_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_killed_writers_and_fifty_at_once_leave_one_whole_chain(tmp_path: Path) -> None:
    with an_empty_database(tmp_path) as address:
        done = subprocess.run(
            [sys.executable, "-m", "bench.faults", "ledger", "--rounds", ROUNDS, "--database", address],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "XIANDAO_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert f"{ROUNDS} processes killed" in done.stdout
    assert "by 50 writers at once: no gap, no duplicate" in done.stdout


@pytest.mark.django_db
def test_a_full_disk_refuses_the_file_and_leaves_nothing(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(api.FileNotKept, match="Free space in the store"):
        api.keep_file(upload=PROOF, at=NOW)

    assert not api.StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert api.head() == (0, "")


@pytest.mark.django_db
def test_a_file_system_without_room_refuses_too(settings: Any) -> None:
    store = Path(tempfile.mkdtemp(prefix="xiandao-full-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(store)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        store.rmdir()
        return  # only root mounts; the test above stands for it
    settings.MEDIA_ROOT = store
    try:
        with pytest.raises(api.FileNotKept, match="No space left"):
            api.keep_file(upload=PROOF, at=NOW)
        left = [path for path in store.rglob("*") if path.is_file()]
        small = api.keep_file(upload=Upload("a.txt", FileType.TEXT, b"small"), at=NOW)

        assert left == []
        assert api.file_content(small) == b"small"
    finally:
        subprocess.run(["umount", str(store)], check=True)
        store.rmdir()
