"""What the settings promise: production checks clean, development stays on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def production(tmp_path: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.production",
        "XIANDAO_SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
        "XIANDAO_HOSTS": "xiandao.example.org",
        "XIANDAO_VAR": str(tmp_path),
    }


def test_production_passes_djangos_deployment_check(tmp_path: Path) -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("missing", ["XIANDAO_SECRET_KEY", "XIANDAO_HOSTS"])
def test_production_does_not_start_without_what_must_be_decided(tmp_path: Path, missing: str) -> None:
    environment = production(tmp_path)
    del environment[missing]

    done = run("manage.py", "check", **environment)

    assert done.returncode != 0
    assert missing in done.stderr


def test_development_refuses_to_listen_beyond_loopback(tmp_path: Path) -> None:
    done = run("-m", "xiandao.config.commands", "serve", "--host", "0.0.0.0", XIANDAO_VAR=str(tmp_path))  # noqa: S104

    assert done.returncode != 0
    assert "127.0.0.1 only" in done.stderr


def test_the_models_and_the_migrations_agree(tmp_path: Path) -> None:
    done = run("manage.py", "makemigrations", "--check", "--dry-run", XIANDAO_VAR=str(tmp_path))

    assert done.returncode == 0, done.stdout


def test_reading_a_plan_starts_no_platform(tmp_path: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from xiandao.config.commands import main; "
        "r = CliRunner().invoke(main, ['plan', 'schema']); "
        "sys.exit(r.exit_code or ('django.db' in sys.modules))"
    )

    done = run("-c", code, XIANDAO_VAR=str(tmp_path))

    assert done.returncode == 0, done.stderr


def test_start_prepares_prints_and_loses_nothing_when_run_again(tmp_path: Path) -> None:
    first = run("-m", "xiandao.config.commands", "start", "--no-serve", XIANDAO_VAR=str(tmp_path))
    again = run("-m", "xiandao.config.commands", "start", "--no-serve", XIANDAO_VAR=str(tmp_path))

    assert first.returncode == again.returncode == 0, first.stderr + again.stderr
    for words in ("Targets 目标 (10)", "Measures 举措 (23)", "Units 责任单位 (18)", "/accounts/"):
        assert words in first.stdout
        assert words in again.stdout
    assert "preparing the database" not in again.stdout
