"""A tenant's bench runs are fitted, its campaign is placed, run, signed by two, closed, and carried over; the
plant that could follow is costed, with its plots."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House
from tests.journeys.test_from_document_to_report import download, sign_in

pytestmark = pytest.mark.browser
LONG = 240_000  # ms for a computation on a busy machine
PHONE = 390
PASSWORD = "mu-biao-2026-hao-jiao"
RECIPE = """\
steps:
  - {name: seed, capability: seed, hours: 10, cleaning_hours: 2, uses: {operator: 1}}
  - name: run
    capability: ferment
    hours: 30
    cleaning_hours: 4
    volume_m3: 0.5
    uses: {operator: 1}
    parameters: [{name: pH, unit: "1", low: 6.8, high: 7.2}]
lags: [{before: seed, after: run, max_hours: 2}]
"""


def choose_password(page: Page, house: House) -> None:
    page.goto(f"{house.address}/accounts/password/first/")
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.locator("main form button").first.click()
    expect(page).not_to_have_url(re.compile("/password/first/"))


def someone(house: House, chromium: Browser, name: str, role: str, shown: str) -> Page:
    house.command("account", "create", name, "--role", role, "--display-name", shown)
    page = chromium.new_context(locale="zh-CN").new_page()
    page.set_default_timeout(20_000)
    sign_in(page, house.link_for(name))
    choose_password(page, house)
    return page


def set_up(page: Page, house: House) -> None:
    """Operators, two vessels and two people."""
    for name in ("", "yunxing"):
        page.goto(f"{house.address}/pilot/operators/")
        if name:
            page.fill("#account", name)
        page.locator("button[value=appoint]").click()
        expect(page.locator("main")).to_contain_text("已保存")
    for name, capability, volume in (("S1", "seed", "0.1"), ("F1", "ferment", "0.5")):
        page.goto(f"{house.address}/pilot/equipment/add/")
        page.fill("input[name=name]", name)
        page.fill("input[name=capability]", capability)
        page.fill("input[name=volume_m3]", volume)
        page.select_option("select[name=hygiene_class]", "gmp")
        page.locator("main form.form button").first.click()
        expect(page.locator("h1")).to_have_text(name)
    for person in ("张三", "李四"):
        page.goto(f"{house.address}/pilot/people/")
        page.fill("input[name=person]", person)
        page.fill("input[name=qualifications]", "operator")
        page.locator("form:has(input[name=person]) button").click()
        expect(page.locator("main")).to_contain_text(person)
    page.goto(f"{house.address}/pilot/recipes/write/")
    page.fill("input[name=name]", "蛋白工艺")
    page.fill("textarea[name=text]", RECIPE)
    page.locator("main form.form button").first.click()
    expect(page.locator("h1")).to_have_text("蛋白工艺")


def join(page: Page, house: House, account: str) -> None:
    """The tenant's account speaks for the first organisation of the registry."""
    page.goto(f"{house.address}/registry/organisation/")
    page.locator("tbody th a").first.click()
    page.fill("#account", account)
    page.locator("button[value=join]").click()
    expect(page.locator("section[aria-labelledby=members]")).to_contain_text(account)


def ask(page: Page, house: House) -> str:
    """The tenant registers its achievement and asks for a campaign of it; its address."""
    page.goto(f"{house.address}/registry/achievement/add/")
    page.fill("input[name=source]", "研发总结")
    page.fill("input[name=happened_on]", "2026-01-05")
    page.fill("input[name=v_name]", "一步法蛋白")
    page.locator("main form.form button").first.click()
    expect(page.locator("h1")).to_contain_text("一步法蛋白")
    page.goto(f"{house.address}/pilot/campaigns/ask/")
    page.fill("input[name=title]", "一步法放大")
    page.select_option("select[name=version]", label="蛋白工艺 v1")
    page.fill("input[name=organism]", "大肠杆菌")
    page.select_option("select[name=purpose]", "transfer")
    page.select_option("select[name=subject]", label="一步法蛋白")
    page.locator("main form.form button").first.click()
    expect(page.locator("h1")).to_have_text("一步法放大")
    return page.url


def plan(page: Page, house: House) -> None:
    """Compute the plan, and wait for the worker."""
    page.goto(f"{house.address}/pilot/plan/")
    page.locator(".actions form button").click()
    expect(page.locator("#notices")).to_contain_text("计划")
    expect(page.locator("#last")).to_contain_text("生效", timeout=LONG)


def fit_runs(page: Page, house: House) -> str:
    """The tenant brings its bench runs; the page of the fit, once it is computed."""
    page.goto(f"{house.address}/pilot/fits/ask/")
    page.fill("input[name=title]", "PHA 小试")
    told = yaml.safe_load(page.locator("textarea[name=study]").input_value())
    told["free"] = {name: told["free"][name] for name in ("growth", "yield_product")}
    page.fill("textarea[name=study]", yaml.safe_dump(told))
    page.locator("main form.form button").first.click()
    expect(page.locator("h1")).to_have_text("PHA 小试")
    expect(page.locator("main")).to_contain_text("批次：点为测量，线为拟合", timeout=LONG)
    expect(page.locator(".chart-drawing svg")).to_have_count(2)
    return page.url


def cost_plant(page: Page, fit: str) -> None:
    """What a plant on these runs costs, with every plot, on a desk and on a phone."""
    page.goto(fit)
    page.locator(".actions a.button", has_text="建厂要多少钱").click()
    page.fill("input[name=title]", "PHA 工厂")
    page.fill("input[name=vessel_m3]", "100")
    page.locator("main form.form button").first.click()
    expect(page.locator("h1")).to_have_text("PHA 工厂")
    expect(page.locator("main")).to_contain_text("目前结论", timeout=LONG)
    for name in ("distribution", "years", "areas", "vessel"):
        expect(page.locator(f"section[aria-labelledby={name}] .chart-drawing svg").first).to_be_visible()
    expect(page.locator(".chart-drawing svg")).to_have_count(6)
    expect(page.locator("#figures ~ p")).to_contain_text("作者假设")
    assert b"\xe8\x91\xa1\xe8\x90\x84\xe7\xb3\x96" in download(page, f"{page.url}lines.csv")  # 葡萄糖
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.reload()
    expect(page.locator(".chart-drawing svg")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def sign(page: Page, address: str, place: str, values: dict[str, str]) -> None:
    page.goto(address)
    form = page.locator(f"form[action$='/{place}/']")
    for name, value in {**values, "password": PASSWORD}.items():
        form.locator(f"input[name$='-{name}']").fill(value)
    form.locator("button").click()
    expect(page.locator("#notices")).to_contain_text("签字")


def achieve(page: Page, address: str, quantity: str, value: str) -> None:
    page.goto(address)
    form = page.locator("form[action$='/note/achieved/']")
    form.locator("select").select_option(quantity)
    form.locator("input[name=q-value]").fill(value)
    form.locator("button").click()
    expect(page.locator("main")).to_contain_text("已记入批记录")


def test_runs_are_fitted_a_campaign_is_signed_and_carried_over_and_a_plant_is_costed(
    house: House, visitor: Page, chromium: Browser
) -> None:
    sign_in(visitor, house.first_link)
    choose_password(visitor, house)
    second = someone(house, chromium, "yunxing", "unit_officer", "运行员")
    tenant = someone(house, chromium, "keji", "member", "用户")
    set_up(visitor, house)
    join(visitor, house, "keji")

    fit = fit_runs(tenant, house)
    campaign = ask(tenant, house)
    plan(visitor, house)
    tenant.goto(campaign)
    expect(tenant.locator("main")).to_contain_text("F1")
    visitor.goto(campaign)
    visitor.locator("form[action$='/record/'] button").click()
    expect(visitor.locator("h1")).to_contain_text("一步法放大")
    batch = visitor.url
    sign(visitor, batch, "steps/1/done", {})
    sign(visitor, batch, "steps/2/done", {"value_0": "7.0"})
    sign(second, batch, "steps/1/check", {})
    sign(second, batch, "steps/2/check", {})
    achieve(visitor, batch, "volume_m3", "0.4")
    visitor.goto(batch)
    form = visitor.locator("form[action$='/close/']")
    form.locator("textarea").fill("达到要求")
    form.locator("input[type=password]").fill(PASSWORD)
    form.locator("button").click()
    expect(visitor.locator("main")).to_contain_text("TRL 6")

    visitor.goto(f"{house.address}/evidence/?kind=stage-reached&q=一步法")
    expect(visitor.locator("tbody tr")).to_have_count(2)
    tenant.goto(f"{batch}")
    tenant.locator(".actions a.button", has_text="转移").click()
    tenant.fill("input[name=title]", "转到生产")
    tenant.locator("main form.form button").first.click()
    expect(tenant.locator("h1")).to_have_text("转到生产")
    package = download(tenant, re.sub(r"/$", "/package.zip", tenant.url))
    archive = zipfile.ZipFile(io.BytesIO(package))
    assert json.loads(archive.read("transfer.json"))["donor"]["trl"] == 6
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {"docx", "json"}
    cost_plant(tenant, fit)
    for page in (second, tenant):
        page.context.close()
