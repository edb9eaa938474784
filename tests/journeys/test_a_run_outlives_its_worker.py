"""A computation is started on its page; its worker is killed; another one takes it up and ends it."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import House
from tests.journeys.test_from_document_to_report import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.no_sample]
PATIENCE = 60  # seconds


def worker_of(house: House) -> int:
    """The process that holds a worker's lock."""
    until = time.monotonic() + PATIENCE
    while not (held := sorted((Path(house.var) / "workers").glob("*"), key=lambda p: p.stat().st_mtime)):
        assert time.monotonic() < until, "no worker came up"
        time.sleep(0.1)
    return int(held[-1].name.rpartition("_")[2].partition("-")[0])


def test_a_run_outlives_its_worker(house: House, visitor: Page) -> None:
    sign_in(visitor, house.first_link)
    visitor.goto(f"{house.address}/runs/")
    visitor.locator("form[action$='/rehearse/'] button").click()
    expect(visitor.locator("#progress")).to_contain_text(re.compile("第 .* 步"), timeout=PATIENCE * 1000)

    killed = worker_of(house)
    os.kill(killed, signal.SIGKILL)

    expect(visitor.locator("#progress")).to_contain_text("完成", timeout=PATIENCE * 1000)
    facts = visitor.locator(".page-aside dl").inner_text()
    assert facts.split()[-1] == "2", facts
    assert worker_of(house) != killed


def test_the_worker_ends_with_the_server(house: House) -> None:
    process = worker_of(house)

    house.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
