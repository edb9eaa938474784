"""`make test`: contracts, types, then the tests on SQLite, on a real PostgreSQL and in a real browser.

What is missing on the machine is installed where that is allowed; otherwise the run stops with the one
command that would install it. Nothing is skipped in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("XIANDAO_SHARED", ROOT.parent / "shared"))
BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FAST = ("-n", "2", "--dist", "worksteal")


def say(words: str) -> None:
    """One line, at once."""
    print(f"== {words}", flush=True)


def stop(words: str) -> None:
    """End the run with the one thing to do."""
    print(f"make test: {words}", file=sys.stderr)
    raise SystemExit(2)


def run(*command: str, **environment: str) -> None:
    """Run a step; the first that fails ends the run."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        stop(f"this step failed: {' '.join(map(str, command))}")


def pytest(*arguments: str, **environment: str) -> None:
    """Run a part of the suite."""
    run(str(BIN / "python"), "-m", "pytest", "-q", *arguments, **environment)


def install(package: str, what: str) -> None:
    """Install a Debian package where we may, or say how."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        stop(f"{what} is needed and not on this machine. Install it with: sudo apt-get install -y {package}")
    say(f"installing {package}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
    run("apt-get", "install", "-y", "-qq", package, **quiet)


def postgres_programs() -> Path:
    """The folder of PostgreSQL's server programs."""
    for attempt in range(2):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
        if found:
            return found[0].parent
        on_path = shutil.which("initdb")
        if on_path:
            return Path(on_path).parent
        if not attempt:
            install("postgresql", "PostgreSQL")
    stop("PostgreSQL was installed and its initdb was not found; put its folder on PATH")
    raise AssertionError


def as_server_owner(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root; then its own account runs it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@contextmanager
def postgres() -> Iterator[tuple[str, Path]]:
    """A PostgreSQL server of our own, on a socket in a folder of its own, gone afterwards."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="xiandao-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = folder / "cluster"
    control = as_server_owner(str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-s")
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(  # type: ignore[call-overload]
        as_server_owner(
            str(programs / "initdb"),
            "-D",
            str(cluster),
            "-U",
            "xiandao",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
        ),
        **quiet,
    )
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c timezone=UTC"
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **quiet)  # type: ignore[call-overload]
    try:
        yield f"postgresql://xiandao@{str(folder).replace('/', '%2F')}/postgres", programs
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def browser() -> str:
    """A Chromium for Playwright to drive."""
    for attempt in range(2):
        for name in BROWSERS:
            found = shutil.which(name)
            if found:
                return found
        if not attempt:
            install("chromium", "Chromium")
    stop("Chromium was installed and not found; put it on PATH")
    raise AssertionError


def main(arguments: Sequence[str]) -> None:
    """Run every part, or those that are named: lint sqlite postgres browser."""
    wanted = set(arguments) or {"lint", "sqlite", "postgres", "browser"}
    began = time.monotonic()
    with_plan = SHARED.is_dir()
    but = "" if with_plan else " and not shared"
    if "lint" in wanted:
        say("format, lint, contracts and types")
        run(str(BIN / "ruff"), "format", "--check", "--quiet", ".")
        run(str(BIN / "ruff"), "check", "--quiet", ".")
        run(str(BIN / "lint-imports"), "--no-cache")
        run(str(BIN / "mypy"))
    if "sqlite" in wanted:
        say("tests on SQLite")
        pytest("-m", f"not browser{but}", *FAST)
    if "postgres" in wanted:
        say("the rooms' tests on PostgreSQL")
        with postgres() as (address, programs):
            path = f"{programs}{os.pathsep}{os.environ['PATH']}"
            rooms = ("src/xiandao/zone", "tests/house")
            pytest(*rooms, "-m", "not browser", *FAST, DATABASE_URL=address, PATH=path)
    if "browser" in wanted:
        say("journeys in a real browser")
        pytest("-m", f"browser{but}", "tests/journeys", XIANDAO_BROWSER=browser())
    say(f"all of it passed in {time.monotonic() - began:.0f} s")
    if not with_plan:
        say(f"left out: the tests that read the real plan document, because {SHARED} is not here")


if __name__ == "__main__":
    main(sys.argv[1:])
