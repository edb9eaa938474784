"""A scientist wishes for an enzyme, designs, orders, sequences it and records it, in a real browser."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House
from tests.journeys.test_from_document_to_report import download, sign_in
from xiandao.foundry.sequences.formats import Format, read, write
from xiandao.foundry.verification import NANOPORE, simulated_reads

pytestmark = pytest.mark.browser
# The first residues of PhaB of Cupriavidus necator: small enough for a quick look.
PROTEIN = "MTQRIAYVTGGMGGIGTAICQRLAKDGFRVVAGCGPNSPRREKWLEQQKALG"
LONG = 180_000  # milliseconds for what is computed in the background, on a busy machine


def letters(seed: str, many: int) -> str:
    return "".join(random.Random(seed).choices("ACGT", k=many))


def send(page: Page) -> None:
    page.locator("main form.form button").first.click()
    page.wait_for_load_state()


def let_the_scientist_in(page: Page, house: House) -> None:
    """The administrator lets an account speak for an organisation of the registry."""
    house.command("account", "create", "keyan", "--role", "member", "--display-name", "王研究员")
    page.goto(f"{house.address}/registry/organisation/add/")
    page.fill("input[name=happened_on]", "2025-06-30")
    page.fill("input[name=source]", "营业执照")
    page.fill("input[name=v_name]", "上海启航合成生物有限公司")
    send(page)
    page.fill("input[name=account]", "keyan")
    page.locator("button[value=join]").click()
    expect(page.locator("main")).to_contain_text("keyan")


def make_a_wish(page: Page, house: House) -> str:
    page.goto(f"{house.address}/registry/project/add/")
    page.fill("input[name=happened_on]", "2025-06-30")
    page.fill("input[name=source]", "立项书")
    page.fill("input[name=v_name]", "可降解塑料项目")
    send(page)
    page.goto(f"{house.address}/lab/")
    page.get_by_role("link", name="提出第一个愿望").click()
    page.fill("input[name=title]", "乙酰乙酰辅酶A还原酶")
    page.select_option("select[name=project]", label="可降解塑料项目")
    page.fill("textarea[name=proteins]", f">phaB\n{PROTEIN}")
    page.select_option("select[name=host]", "e_coli_316407")
    send(page)
    expect(page.locator(".lab-step")).to_contain_text("设计")
    return page.url


def compute_a_design(page: Page, wish: str) -> None:
    page.locator(".lab-step a.button").first.click()
    page.fill("textarea[name=backbone]", letters("backbone", 700))
    send(page)
    expect(page.locator("#progress")).to_contain_text("完成", timeout=LONG)
    page.goto(wish)
    page.locator("#designs + * , section[aria-labelledby=designs] a", has_text="phaB v1").first.click()
    expect(page.locator("main")).to_contain_text("CAI")
    expect(page.locator(".lab-picture svg")).to_be_visible()


def order_it(page: Page, house: House, wish: str) -> str:
    """Record who orders, and order; without a database the order is held."""
    page.goto(f"{house.address}/lab/customers/new/")
    page.fill("textarea[name=purpose]", "可降解塑料研究")
    send(page)
    page.goto(wish)
    page.locator(".lab-step a.button").first.click()
    page.select_option("select[name=customer]", index=1)
    page.fill("input[name=reference]", "XD-2026-1")
    send(page)
    expect(page.locator("main")).to_contain_text("没有安装危害数据库", timeout=LONG)
    expect(page.locator("main")).not_to_contain_text("订购单（Excel）")
    return page.url


def install_a_database(house: House, source: Path) -> None:
    """Harmless: its one hazard is invented letters."""
    source.mkdir()
    (source / "entries.csv").write_text("id,name,control_list,kind\nH1,invented,test,nucleotide\n")
    (source / "nucleotides.fasta").write_text(f">H1\n{letters('an invented hazard', 600)}\n")
    words = ("--name", "harmless", "--version", "1", "--date", f"{datetime.now(UTC):%Y-%m-%d}")
    house.command("foundry", "screen-database", "build", str(source), str(house.var / "hazards"), *words)


def verify_the_customer(page: Page, house: House) -> None:
    page.goto(f"{house.address}/lab/review/")
    expect(page.locator("main")).to_contain_text("XD-2026-1")
    person = page.locator("form", has_text="上海启航合成生物有限公司")
    person.locator("input[name=how]").fill("工作证与合同")
    person.locator("button[value=verify]").click()
    expect(person).to_have_count(0)


def take_the_sheet(page: Page, order: str) -> None:
    page.goto(order)
    page.locator("form[action$='/screen/'] button").click()
    with page.expect_download(timeout=LONG) as waiting:
        page.locator("form[action$='/sheet.csv'] button").click(timeout=LONG)
    assert Path(waiting.value.path()).read_text().startswith("Name,Sequence")


def sequence_it(page: Page, house: House, wish: str, tmp_path: Path) -> None:
    """Register the sample, bring simulated reads of the design, and see them pass."""
    page.goto(wish)
    design = page.locator("a", has_text="phaB v1").first.get_attribute("href")
    content = download(page, f"{house.address}{design}file.gb")
    (record,) = read(content, "design.gb").records
    reads = tmp_path / "reads.fastq"
    reads.write_bytes(write(simulated_reads(record, NANOPORE, depth=40, seed=1), Format.FASTQ))
    page.goto(wish)
    page.locator(".lab-step a.button").first.click()
    page.select_option("select[name=kind]", "plasmid")
    send(page)
    expect(page.locator("main")).to_contain_text(re.compile("XD-[0-9A-Z]{7}-"))
    page.get_by_role("link", name="提交测序数据").click()
    page.set_input_files("input[name=reads]", str(reads))
    send(page)
    expect(page.locator("main")).to_contain_text("PASS", timeout=LONG)


def test_a_scientist_goes_from_a_wish_to_evidence(
    house: House, visitor: Page, chromium: Browser, tmp_path: Path
) -> None:
    sign_in(visitor, house.first_link)
    let_the_scientist_in(visitor, house)
    scientist = chromium.new_context(locale="zh-CN").new_page()
    sign_in(scientist, house.link_for("keyan"))

    wish = make_a_wish(scientist, house)
    compute_a_design(scientist, wish)
    order = order_it(scientist, house, wish)
    install_a_database(house, tmp_path / "source")
    verify_the_customer(visitor, house)
    take_the_sheet(scientist, order)
    sequence_it(scientist, house, wish, tmp_path)
    scientist.locator("form[action$='/evidence/'] button").click()

    expect(scientist.locator("#evidence ~ p, section[aria-labelledby=evidence]").first).to_contain_text(
        "条目"
    )
    visitor.goto(f"{house.address}/evidence/?kind=construct-verified")
    expect(visitor.locator("tbody tr")).to_have_count(1)
    expect(visitor.locator("tbody tr")).to_contain_text("可降解塑料项目")
    assert visitor.goto(wish).status == 404  # type: ignore[union-attr]
    scientist.context.close()
