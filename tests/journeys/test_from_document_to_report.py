"""A plan office brings a document, a unit reports, and the report leaves the house: all in a browser."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import ROOT, House
from xiandao.zone.plans.tests.conftest import DOCUMENT

SHARED = Path(os.environ.get("XIANDAO_SHARED", ROOT.parent / "shared"))
REAL_PLAN = SHARED / "plans" / "baoshan-2023-2025.txt"
pytestmark = pytest.mark.browser


def sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def bring(page: Page, house: House, file: Path) -> str:
    """Upload a document; the address of its plan."""
    page.goto(f"{house.address}/plans/bring/")
    page.locator("input[name=document]").set_input_files(file)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/review/"))
    return re.sub(r"/editions/.*", "", page.url)


def correct_a_doubt(page: Page, item: str, lead: str) -> None:
    """Open an item in place, name its lead, and settle the doubt that pointed there."""
    card = page.locator(f"#item-{item}")
    card.locator("a.item-edit").click()
    page.locator(f"#item-{item} [name=lead]").fill(lead)
    page.locator(f"#item-{item} form").first.locator("button").click()
    expect(page.locator(f"#item-{item} .tag").first).to_be_visible()
    doubts = page.locator("#doubts li:not(.doubt-settled)")
    before = doubts.count()
    doubts.first.locator("button").click()
    expect(page.locator("#doubts li:not(.doubt-settled)")).to_have_count(before - 1)


def confirm(page: Page, since: str) -> None:
    page.locator("#confirm input[name=since]").fill(since)
    page.locator("#confirm form").first.locator("button").click()
    page.wait_for_load_state()


def dispatch(page: Page, plan: str, measure: str, lead: str) -> None:
    page.goto(f"{plan}/measures/{measure}/dispatch/")
    for box in page.locator("input[name=lead], input[name=support]").all():
        box.uncheck()
    page.get_by_label(lead, exact=True).first.check()
    page.locator("input[name=owner]").fill("张三")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(rf"/measures/{measure}/"))
    expect(page.locator("main")).to_contain_text("张三")


def appoint(page: Page, plan: str, unit: str, house: House) -> None:
    house.command("account", "create", "officer", "--role", "unit_officer", "--display-name", "李四")
    page.goto(f"{plan}/units/")
    page.locator("main").get_by_role("link", name=unit, exact=True).first.click()
    page.goto(page.url.split("?")[0] + "officers/")
    page.locator("main form select").select_option(index=0)
    page.locator("main form button").last.click()
    expect(page.locator("main table")).to_contain_text("李四")


def report(page: Page, plan: str, measure: str, quantity: str, evidence: Path) -> None:
    page.goto(f"{plan}/measures/{measure}/report/")
    page.locator("input[name=status][value=on_track]").check()
    page.locator("textarea[name=text]").fill("首批任务已经完成，清单见附件。")
    page.locator("[name=figure0-target]").select_option(index=1)
    page.locator("[name=figure0-quantity]").fill(quantity)
    page.locator("[name=figure0-happened_on]").fill("2025-05-20")
    page.locator("[name=figure0-note]").fill("核验清单第一号")
    page.locator("input[name=evidence]").set_input_files(evidence)
    page.locator("form.reporting button").last.click()
    page.wait_for_url(re.compile(rf"/measures/{measure}/(\?|$)"))
    expect(page.locator("main")).to_contain_text("首批任务已经完成")


def download(page: Page, address: str) -> bytes:
    with page.expect_download() as waiting:
        page.evaluate("address => { location.href = address }", address)
    return Path(waiting.value.path()).read_bytes()


def edit_and_return_the_ledger(page: Page, plan: str, tmp_path: Path, titles: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(download(page, f"{plan}/ledger.xlsx")))
    sheet = book.worksheets[0]
    heads = {
        str(cell.value).split("\n")[0]: (cell.row, cell.column)
        for row in sheet.iter_rows(max_row=6)
        for cell in row
        if cell.value
    }
    row, column = heads["责任人"]
    assert sum(1 for cells in sheet.iter_rows(min_row=row + 1, max_col=1) if cells[0].value) == titles
    sheet.cell(row + 2, column).value = "王五"
    lead = sheet.cell(row + 2, heads["牵头单位"][1])
    lead.value = str(lead.value).removesuffix("（拟）")  # naming an owner wants a confirmed lead
    book.save(tmp_path / "ledger.xlsx")
    page.goto(f"{plan}/exports/")
    page.locator("input[name=ledger]").set_input_files(tmp_path / "ledger.xlsx")
    page.locator("form:has(input[name=ledger]) button").click()
    expect(page.locator("main")).to_contain_text("王五")
    page.locator("form:has(input[name=content]) button").click()
    page.wait_for_url(re.compile(r"/exports/"))
    page.goto(f"{plan}/measures/m02/")
    expect(page.locator("main")).to_contain_text("王五")


def whole_way(
    house: House, visitor: Page, chromium: Browser, tmp_path: Path, file: Path, item: str, measures: int
) -> None:
    evidence = tmp_path / "清单.txt"
    evidence.write_text("核验清单", encoding="utf-8")
    sign_in(visitor, house.first_link)

    plan = bring(visitor, house, file)
    correct_a_doubt(visitor, item, "区经委")
    confirm(visitor, "2024-01-01")
    dispatch(visitor, plan, "m01", "区经委")
    appoint(visitor, plan, "区经委", house)
    visitor.goto(f"{plan}/targets/")
    expect(visitor.locator("main")).to_contain_text("尚无数据")

    officer = chromium.new_context(locale="zh-CN").new_page()
    sign_in(officer, house.link_for("officer"))
    officer.goto(f"{house.address}/")
    expect(officer.locator("main")).to_contain_text("区经委")
    report(officer, plan, "m01", "1", evidence)
    officer.context.close()

    visitor.goto(f"{plan}/targets/")
    expect(visitor.locator("main .gauge-value, main [data-value]").first).to_be_visible()
    visitor.goto(f"{plan}/")
    expect(visitor.locator("main")).to_contain_text("按计划推进")
    word = docx.Document(io.BytesIO(download(visitor, f"{plan}/report.docx")))
    words = "\n".join(p.text for p in word.paragraphs) + "\n".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )
    assert "首批任务已经完成" in words
    edit_and_return_the_ledger(visitor, plan, tmp_path, measures)


@pytest.mark.no_sample
def test_a_small_plan_goes_the_whole_way(
    house: House, visitor: Page, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(DOCUMENT, encoding="utf-8")

    whole_way(house, visitor, chromium, tmp_path, file, "M03", 3)


@pytest.mark.shared
@pytest.mark.no_sample
def test_the_real_plan_goes_the_whole_way(
    house: House, visitor: Page, chromium: Browser, tmp_path: Path
) -> None:
    whole_way(house, visitor, chromium, tmp_path, REAL_PLAN, "M17", 23)


def test_pages_hold_at_phone_width_and_in_english(house: House, chromium: Browser) -> None:
    page = chromium.new_context(locale="en", viewport={"width": 360, "height": 740}).new_page()
    sign_in(page, house.first_link)

    for place in (
        "/",
        "/plans/",
        "/plans/baoshan-2023-2025/",
        "/plans/baoshan-2023-2025/board/",
        "/search/?q=DNA",
    ):
        page.goto(house.address + place)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{place} is {wide} px wide"
    page.context.close()
