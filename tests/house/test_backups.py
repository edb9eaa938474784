"""A backup brings back every row and every file, and refuses what was damaged before touching anything."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from django.db import connection

from xiandao.config import backups
from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.evidence.api import file_content, keep_file
from xiandao.zone.plans.api import Plan, load_bundled, snapshot
from xiandao.zone.plans.tests.conftest import NOW

TODAY = NOW.date()
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each test keeps its files apart."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def plan() -> Plan:
    """A house with a plan, a person and a file in it."""
    create_account(username="office", display_name="office", role=Role.PLAN_OFFICE, by=None, at=NOW)
    keep_file(upload=Upload("a.txt", FileType.TEXT, "证明".encode()), at=NOW)
    return load_bundled(name="baoshan-2023-2025", by=None, at=NOW)


def test_what_was_backed_up_comes_back_whole(plan: Plan, tmp_path: Path) -> None:
    before = snapshot(plan, TODAY)
    written = backups.write(tmp_path / "kept.tar.gz", at=NOW)
    create_account(username="later", display_name="later", role=Role.VIEWER, by=None, at=NOW)
    stored = keep_file(upload=Upload("a.txt", FileType.TEXT, "证明".encode()), at=NOW)
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()

    found = backups.read(tmp_path / "kept.tar.gz", replace=True)

    after = snapshot(plan, TODAY)
    assert found == written
    assert not Account.objects.filter(username="later").exists()
    assert file_content(stored) == "证明".encode()
    assert before is not None
    assert after is not None
    assert [m.revision.title for m in after.measures] == [m.revision.title for m in before.measures]


def test_the_database_is_still_append_only_after_a_restore(plan: Plan, tmp_path: Path) -> None:
    backups.write(tmp_path / "kept.tar.gz", at=NOW)
    backups.read(tmp_path / "kept.tar.gz", replace=True)

    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_a_database_that_holds_something_is_not_replaced_unasked(plan: Plan, tmp_path: Path) -> None:
    backups.write(tmp_path / "kept.tar.gz", at=NOW)

    with pytest.raises(backups.BackupRefused, match="--replace"):
        backups.read(tmp_path / "kept.tar.gz", replace=False)


def test_a_backup_with_one_changed_byte_is_refused_and_nothing_is_touched(plan: Plan, tmp_path: Path) -> None:
    backups.write(tmp_path / "kept.tar.gz", at=NOW)
    with tarfile.open(tmp_path / "kept.tar.gz") as archive:
        archive.extractall(tmp_path / "open", filter="data")
    kept = next(p for p in (tmp_path / "open" / "files").rglob("*") if p.is_file())
    kept.write_bytes(b"forged")
    with tarfile.open(tmp_path / "forged.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "open", ".")
    rows = backups.row_counts()

    with pytest.raises(backups.BackupRefused, match="was changed"):
        backups.read(tmp_path / "forged.tar.gz", replace=True)

    assert backups.row_counts() == rows


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_backup_is_refused(plan: Plan, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.tar.gz").write_bytes(content)

    with pytest.raises(backups.BackupRefused, match="no whole backup"):
        backups.read(tmp_path / "wrong.tar.gz", replace=True)


def test_an_existing_file_is_never_overwritten(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "kept.tar.gz").write_bytes(b"precious")

    with pytest.raises(backups.BackupRefused, match="exists already"):
        backups.write(tmp_path / "kept.tar.gz", at=NOW)
