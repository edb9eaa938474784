"""A firm comes by a file, is found there twice, is verified by another person, and moves a target."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House
from tests.journeys.test_from_document_to_report import download, sign_in

pytestmark = pytest.mark.browser
PHONE = 390  # pixels
DAY = "?as_of=2025-06-30"
TARGET = "/plans/baoshan-2023-2025/targets/linked-firms/"
FILE = """单位名称,企业类别,落户日期,联系电话
上海启航合成生物有限公司,关联,2025-06-10,02155667788
启航合成生物（上海）有限公司,关联,2025-06-12,02155667788
"""


def value_of(page: Page, house: House) -> int:
    page.goto(f"{house.address}{TARGET}{DAY}")
    found = re.search(r"\d+", page.locator("main .gauge-value").first.inner_text())
    assert found
    return int(found.group())


def import_firms(page: Page, house: House, file: Path) -> None:
    page.goto(f"{house.address}/registry/imports/new/?kind=organisation")
    page.fill("input[name=source]", "园区名册")
    page.fill("input[name=happened_on]", "2025-06-30")
    page.set_input_files("input[name=file]", str(file))
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("单位名称")
    page.locator("main form button").first.click()
    page.locator("form[action$='/apply/'] button").click()
    expect(page.locator("body")).to_contain_text("待核验")


def join_the_pair(page: Page, house: House) -> None:
    page.goto(f"{house.address}/registry/pairs/")
    page.locator("form[action$='/organisation/look-for-pairs/'] button").click()
    page.locator("main").get_by_role("link", name="启航").first.click()
    expect(page.locator("main")).to_contain_text("启航合成生物（上海）有限公司")
    page.locator("button[value=left]").click()
    expect(page.locator("main h1")).to_contain_text("上海启航合成生物有限公司")


def verify_both(page: Page, house: House) -> None:
    page.goto(f"{house.address}/evidence/to-verify/?kind=organisation-settled")
    rows = page.locator("tbody tr", has_text="启航")
    expect(rows).to_have_count(2)
    for row in rows.all():
        row.locator("input[type=checkbox]").check()
    page.locator("button[value=verify]").click()
    expect(page.locator("body")).to_contain_text("已核验2项主张")


def suppose(page: Page) -> None:
    """Ask what if: a slider says where it stands; the answer and its drawing come into the page."""
    form = page.locator("form[hx-target='#supposed']")
    page.locator("details", has=form).locator("summary").click()
    slider = form.locator("#id_more")
    expect(slider.locator("+ output")).to_have_text("0")
    slider.fill("7")
    expect(slider.locator("+ output")).to_have_text("7")
    form.locator("button").click()
    expect(page.locator("#supposed .chart-drawing svg")).to_be_visible()


def look_on_a_phone(page: Page) -> None:
    """The target in English, where the words in its head are longest: nothing lies beside the page."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.locator("header").get_by_text("English", exact=True).click()
    expect(page.locator("#forecast")).to_have_text("Forecast")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    caption = page.get_by_text("On the way, stage by stage").bounding_box()
    assert caption is not None
    assert caption["width"] > caption["height"]


def test_a_firm_comes_by_file_is_joined_verified_and_counted_once(
    house: House, visitor: Page, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "名册.csv"
    file.write_text(FILE, encoding="utf-8")
    sign_in(visitor, house.first_link)
    before = value_of(visitor, house)

    import_firms(visitor, house, file)
    assert value_of(visitor, house) == before
    expect(visitor.locator("main")).to_contain_text("待他人核验")
    join_the_pair(visitor, house)
    house.command("account", "create", "dengji", "--role", "registrar", "--display-name", "登记员")
    registrar = chromium.new_context(locale="zh-CN").new_page()
    sign_in(registrar, house.link_for("dengji"))
    verify_both(registrar, house)
    registrar.context.close()

    assert value_of(visitor, house) == before + 1
    expect(visitor.locator("#forecast")).to_be_visible()
    expect(visitor.locator("main")).to_contain_text("上海启航合成生物有限公司")
    expect(visitor.locator(".chance-figure").first).to_contain_text("%")
    suppose(visitor)
    report = download(visitor, f"{house.address}/plans/baoshan-2023-2025/report.docx{DAY}")
    assert len(docx.Document(io.BytesIO(report)).paragraphs) > 20
    look_on_a_phone(visitor)
    assert "0 " not in house.command("evidence", "head")[:2]
