"""A server started as a newcomer would start it, and a Chromium that visits it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
PATIENCE = 240  # seconds for the server to come up on a busy machine


@dataclass(frozen=True, slots=True)
class House:
    """A running Xiandao."""

    address: str
    first_link: str
    var: Path
    server: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop it as Ctrl-C does, and wait until it is gone."""
        self.server.send_signal(signal.SIGINT)
        self.server.wait(timeout=20)

    def command(self, *words: str) -> str:
        """What a `xiandao` command prints in this house."""
        done = subprocess.run(
            [sys.executable, "-m", "xiandao.config.commands", *words],
            env=_environment(self.var),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def link_for(self, name: str) -> str:
        """A one-time sign-in link."""
        printed = self.command("account", "link", name, "--address", self.address)
        found = re.search(r"http\S+", printed)
        assert found, printed
        return found.group()


def _environment(var: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "XIANDAO_VAR": str(var), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """`xiandao start` in an empty folder; without the sample zone where a journey is marked so."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bare = ["--no-sample"] if request.node.get_closest_marker("no_sample") else []
    server = subprocess.Popen(
        [sys.executable, "-m", "xiandao.config.commands", "start", "--port", str(port), *bare],
        env=_environment(tmp_path / "var"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        printed = _printed_until_listening(server)
        link = re.search(r"http\S+/accounts/\S+", printed)
        assert link, printed
        yield House(f"http://127.0.0.1:{port}", link.group(), tmp_path / "var", server)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
        assert server.stdout is not None
        server.stdout.close()


def _printed_until_listening(server: subprocess.Popen[bytes]) -> str:
    assert server.stdout is not None
    printed, until = b"", time.monotonic() + PATIENCE
    while b"listening on" not in printed:
        ready, _, _ = select.select([server.stdout], [], [], max(0.0, until - time.monotonic()))
        chunk = os.read(server.stdout.fileno(), 65536) if ready else b""
        if not chunk:
            raise AssertionError(f"the server did not come up:\n{printed.decode()}")
        printed += chunk
    return printed.decode()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("XIANDAO_BROWSER", "/usr/bin/chromium"), args=BROWSER_FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """A browser window in which any script error or refused resource is a failure."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert not troubles, troubles
