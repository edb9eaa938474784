"""An import from its file to its records, and back: proposed, applied as one, undone as one, idempotent."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from xiandao.kernel.uploads import inspect
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.evidence.api import Claim, verify_claims
from xiandao.zone.registry.models import Import, ImportRow, Pair, Record, Statement
from xiandao.zone.registry.operations.imports.applying import apply_import
from xiandao.zone.registry.operations.imports.beginning import begin_import
from xiandao.zone.registry.operations.imports.checking import discard_import, leave_out, settle_columns
from xiandao.zone.registry.operations.imports.undoing import undo_import
from xiandao.zone.registry.operations.merging import merge
from xiandao.zone.registry.operations.stating import say
from xiandao.zone.registry.permissions import RegistryAccessRefused
from xiandao.zone.registry.queries.imports import (
    ImportMissing,
    columns_seen,
    import_numbered,
    imports_for,
    row_counts,
    rows_seen,
    undo_obstacles,
)
from xiandao.zone.registry.rules.codes import check_character
from xiandao.zone.registry.rules.importing.opening import ACCEPTED
from xiandao.zone.registry.rules.importing.table import MOST_BYTES, ImportRefused
from xiandao.zone.registry.rules.vocabulary import ImportState, Kind, RowState
from xiandao.zone.registry.tests.conftest import DAY, NOW, account, registered

pytestmark = pytest.mark.django_db


def code(number: int) -> str:
    """An invented credit code with a right check character."""
    body = f"91310113MA{number:07d}"
    return body + check_character(body)


FIRMS = (
    "企业名称,信用代码,单位类型,引领/关联,落户日期,年度产值（万元）,年份\n"
    f"甲示例生物有限公司,{code(1)},企业,引领性,2024-03-01,300,2024\n"
    f"乙示例生物有限公司,{code(2)},企业,关联,2024/5/1,,\n"
    "丙示例生物有限公司,,企业,,,,\n"
)


def begun(
    text: str, by: Account, *, kind: Kind = Kind.ORGANISATION, at: datetime = NOW, **more: object
) -> Import:
    upload = inspect("firms.csv", text.encode(), allowed=ACCEPTED, most_bytes=MOST_BYTES)
    options = {"source": "区统计局", "happened_on": DAY, "owner": None} | more
    return begin_import(upload=upload, kind=kind, by=by, at=at, **options)  # type: ignore[arg-type]


def checked(text: str, by: Account, *, at: datetime = NOW, **more: object) -> Import:
    brought = begun(text, by, at=at, **more)  # type: ignore[arg-type]
    return settle_columns(brought=brought, columns=brought.columns, by=by, at=at)


def applied(text: str, by: Account, *, at: datetime = NOW, **more: object) -> Import:
    return apply_import(brought=checked(text, by, at=at, **more), by=by, at=at)


def states(brought: Import) -> list[str]:
    return list(brought.rows.order_by("number").values_list("state", flat=True))


def picture() -> dict[str, object]:
    """What the registry and the ledger say to somebody who looks now."""
    return {
        "records": sorted(
            (r.label, str(r.current), r.search) for r in Record.objects.filter(retracted_at=None)
        ),
        "claims": Counter(
            Claim.objects.filter(withdrawn_at=None, superseded_at=None).values_list("kind", flat=True)
        ),
    }


def test_a_file_is_kept_and_its_columns_guessed(registrar: Account) -> None:
    brought = begun(FIRMS, registrar)

    assert brought.state == ImportState.DRAFT
    assert [column.field for column in columns_seen(brought)] == [
        "name", "uscc", "sort", "rank", "settled_on", "output", "output_year",
    ]  # fmt: skip
    assert not Record.objects.exists()


def test_what_was_settled_is_remembered_for_the_source(registrar: Account) -> None:
    text = "名头,名称\n甲示例生物有限公司,x\n"
    brought = begun(text, registrar)
    settle_columns(brought=brought, columns={"名头": "name", "名称": ""}, by=registrar, at=NOW)

    again, elsewhere = begun(text, registrar), begun(text, registrar, source="别处")

    assert again.columns == {"名头": "name", "名称": ""}
    assert elsewhere.columns == {"名头": "", "名称": "name"}


def test_a_check_proposes_and_keeps_nothing(registrar: Account) -> None:
    brought = checked(FIRMS, registrar)

    assert states(brought) == ["new", "new", "new"]
    assert brought.state == ImportState.CHECKED
    assert not Record.objects.exists()


def test_applying_registers_records_with_their_claims(registrar: Account) -> None:
    brought = applied(FIRMS, registrar)

    first = Record.objects.get(label="甲示例生物有限公司")
    assert Record.objects.count() == 3
    assert first.current["output"]["value"] == "3000000"
    assert first.current["output"]["confidence"] == "claimed"
    assert Claim.objects.filter(subject=first.subject, kind="organisation-settled").count() == 1
    assert Claim.objects.filter(subject=first.subject, kind="output-reported", quantity=3_000_000).exists()
    assert set(Statement.objects.values_list("source", "brought_by")) == {("区统计局", brought.pk)}
    assert set(brought.rows.values_list("record__label", flat=True)) == {
        r.label for r in Record.objects.all()
    }


def test_the_same_file_again_says_nothing_new(registrar: Account) -> None:
    applied(FIRMS, registrar)
    before = picture()

    again = applied(FIRMS, registrar, at=NOW + timedelta(days=3), happened_on=date(2025, 7, 3))

    assert states(again) == ["known", "known", "known"]
    assert picture() == before
    assert not Pair.objects.exists()


def test_people_without_numbers_are_known_again_too(registrar: Account) -> None:
    text = "姓名,层次,所在单位,到岗日期\n张示例,教授,甲大学,2024-01-01\n张示例,院士,乙大学,2024-02-01\n"
    first = applied(text, registrar, kind=Kind.PERSON)

    again = applied(text, registrar, kind=Kind.PERSON)

    assert states(first) == ["new", "new"]
    assert states(again) == ["known", "known"]
    assert Record.objects.count() == 2


def test_a_later_correction_does_not_make_an_old_file_news(registrar: Account) -> None:
    applied(FIRMS, registrar)
    record = Record.objects.get(label="甲示例生物有限公司")
    say(record=record, values={"rank": "affiliated"}, source="登记员", happened_on=DAY, by=registrar, at=NOW)

    assert states(checked(FIRMS, registrar)) == ["known", "known", "known"]


def test_a_known_number_with_other_words_is_a_change(registrar: Account) -> None:
    applied(FIRMS, registrar)
    changed = FIRMS.replace("300,2024", "450,2024")

    brought = checked(changed, registrar)
    page = rows_seen(brought, state="changes", number=1, asking=registrar)

    assert states(brought) == ["changes", "known", "known"]
    outputs = [(said.before, said.after) for said in page[0].said if said.field.key == "output"]
    assert outputs == [("3000000", "450")]


def test_a_changed_figure_corrects_its_claim(registrar: Account) -> None:
    applied(FIRMS, registrar)

    applied(FIRMS.replace("300,2024", "450,2024"), registrar)

    standing = Claim.objects.filter(kind="output-reported", superseded_at=None, withdrawn_at=None)
    assert [claim.quantity for claim in standing] == [4_500_000]
    assert Record.objects.count() == 3


def test_faults_are_named_row_by_row_and_stay_out(registrar: Account) -> None:
    bad = code(5)[:-1] + ("0" if code(5)[-1] != "0" else "1")
    text = FIRMS + f"丁示例生物有限公司,{bad},公园,,2026-01-01,许多,\n,{code(6)},,,,,\n"

    brought = applied(text, registrar)

    assert states(brought) == ["new", "new", "new", "faulty", "faulty"]
    first, second = brought.rows.filter(state="faulty")
    assert [(first.number, {f["field"] for f in first.faults})] == [
        (5, {"uscc", "sort", "settled_on", "output"})
    ]
    assert any(fault["values"].get("expected") == code(5)[-1] for fault in first.faults)
    assert [fault["field"] for fault in second.faults] == ["name"]
    assert Record.objects.count() == 3


def test_a_name_that_is_there_already_is_doubted_where_it_decides_nothing(registrar: Account) -> None:
    applied("姓名,层次\n张示例甲,教授\n", registrar, kind=Kind.PERSON)

    brought = applied("姓名,层次\n张示例甲,院士\n", registrar, kind=Kind.PERSON)

    assert states(brought) == ["doubtful"]
    assert Record.objects.count() == 2
    pair = Pair.objects.get()
    assert {pair.left.label, pair.right.label} == {"张示例甲"}
    assert pair.left_id < pair.right_id


def test_one_organisation_over_several_days_is_one_record(registrar: Account) -> None:
    heads, firm = "名称,信用代码,从业人数,人数年份,数据日期", f"甲示例有限公司,{code(1)}"
    text = f"{heads}\n{firm},50,2023,2023-12-31\n{firm},60,2024,2024-12-31\n"

    brought = applied(text, registrar)

    record = Record.objects.get()
    assert record.current["headcount"]["value"] == "60"
    assert Statement.objects.count() == 2
    assert set(brought.rows.values_list("record", flat=True)) == {record.pk}
    assert states(applied(text, registrar)) == ["known", "known"]


def test_a_row_can_be_left_out_and_taken_in_again(registrar: Account) -> None:
    brought = checked(FIRMS, registrar)
    for left_out in (True, False, True):
        leave_out(brought=brought, number=2, left_out=left_out, by=registrar, at=NOW)

    apply_import(brought=brought, by=registrar, at=NOW)

    assert states(brought) == ["left_out", "new", "new"]
    assert Record.objects.count() == 2


def test_an_import_is_applied_once(registrar: Account) -> None:
    brought = applied(FIRMS, registrar)

    with pytest.raises(ImportRefused, match="already"):
        apply_import(brought=brought, by=registrar, at=NOW)


def test_undoing_takes_everything_back(registrar: Account) -> None:
    values = {"uscc": code(2), "rank": "leading", "settled_on": date(2023, 1, 1)}
    registered(Kind.ORGANISATION, name="乙示例生物有限公司", **values)  # type: ignore[arg-type]
    before = picture()
    brought = applied(FIRMS, registrar, at=NOW + timedelta(hours=1))

    undone = undo_import(brought=brought, by=registrar, at=NOW + timedelta(hours=2))

    assert undone.state == ImportState.UNDONE
    assert picture() == before
    assert Record.objects.filter(retracted_at=None).count() == 1


def test_after_an_undo_the_file_can_come_again(registrar: Account) -> None:
    brought = applied(FIRMS, registrar)
    undo_import(brought=brought, by=registrar, at=NOW)

    again = applied(FIRMS, registrar, at=NOW + timedelta(hours=1))

    assert states(again) == ["new", "new", "new"]
    assert Record.objects.filter(retracted_at=None).count() == 3


def test_an_undo_is_refused_where_something_later_leans_on_it(registrar: Account) -> None:
    other = account("other", Role.PLAN_OFFICE)
    brought = applied(FIRMS, registrar)
    first, second, third = Record.objects.order_by("pk")
    verify_claims(entries=[Claim.objects.filter(subject=first.subject)[0].pk], by=other, at=NOW)
    merge(kept=second, gone=third, by=registrar, at=NOW)
    say(record=first, values={"note": "后来"}, source="登记员", happened_on=DAY, by=registrar, at=NOW)

    obstacles = [obstacle.template for obstacle in undo_obstacles(brought)]

    assert ["merged" in words for words in obstacles] == [True, False, False]
    assert "Something else" in obstacles[1]
    assert "verified" in obstacles[2]
    with pytest.raises(ImportRefused, match="merged"):
        undo_import(brought=brought, by=registrar, at=NOW)
    assert Record.objects.filter(retracted_at=None).count() == 3


def test_a_draft_is_discarded_with_its_rows(registrar: Account) -> None:
    brought = checked(FIRMS, registrar)

    discard_import(brought=brought, by=registrar, at=NOW)

    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"企业名称": ""}, "every row needs"),
        ({"企业名称": "name", "信用代码": "name"}, "Two columns"),
        ({"企业名称": "nothing"}, "no field"),
        ({"名字": "name"}, "no column"),
    ],
)
def test_columns_that_make_no_sense_are_refused(
    registrar: Account, columns: dict[str, str], said: str
) -> None:
    brought = begun(FIRMS, registrar)

    with pytest.raises(ImportRefused, match=said):
        settle_columns(brought=brought, columns=columns, by=registrar, at=NOW)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"source": " "}, "who or what"),
        ({"source": "长" * 121}, "more than 120"),
        ({"happened_on": date(2025, 7, 1)}, "still to come"),
    ],
)
def test_an_import_without_source_or_of_tomorrow_is_refused(
    registrar: Account, more: dict[str, object], said: str
) -> None:
    with pytest.raises(ImportRefused, match=said):
        begun(FIRMS, registrar, **more)  # type: ignore[arg-type]


def test_headings_alone_are_refused(registrar: Account) -> None:
    brought = begun("名称,信用代码\n", registrar)

    with pytest.raises(ImportRefused, match="no rows below"):
        settle_columns(brought=brought, columns=brought.columns, by=registrar, at=NOW)


def test_a_file_of_another_system_names_a_record_by_its_key(registrar: Account) -> None:
    applied(FIRMS, registrar)
    record = Record.objects.get(label="丙示例生物有限公司")
    text = f"登记编号,名称,所在园区\n{record.key},丙示例生物有限公司,北园\nffff,甲,北园\n"

    brought = applied(text, registrar)

    record.refresh_from_db()
    assert states(brought) == ["changes", "faulty"]
    assert record.current["site"]["value"] == "北园"


def test_a_member_imports_for_its_own_organisation_only(
    member: Account, firm: Record, registrar: Account
) -> None:
    other = registered(Kind.ORGANISATION, name="别人有限公司")

    brought = applied("产品名称\n一种酶\n", member, kind=Kind.PRODUCT, owner=firm)

    assert Record.objects.get(kind=Kind.PRODUCT).owner == firm
    assert list(imports_for(member)) == [brought]
    for owner in (None, other):
        with pytest.raises(RegistryAccessRefused):
            begun("产品名称\n一种酶\n", member, kind=Kind.PRODUCT, owner=owner)


def test_a_member_does_not_see_the_imports_of_others(
    member: Account, firm: Record, registrar: Account
) -> None:
    brought = applied(FIRMS, registrar)

    assert list(imports_for(member)) == []
    with pytest.raises(ImportMissing):
        import_numbered(brought.pk, asking=member)


def test_a_member_learns_of_somebody_elses_record_only_that_a_registrar_will_look(
    member: Account, firm: Record, registrar: Account
) -> None:
    applied("专利名称,申请号\n一种酶,CN202410000001.1\n", registrar, kind=Kind.PATENT)

    brought = applied("专利名称,申请号\n酶的用途,CN202410000001.1\n", member, kind=Kind.PATENT, owner=firm)

    row = brought.rows.get()
    assert row.state == RowState.DOUBTFUL
    assert ["registrar will look" in remark["template"] for remark in row.faults] == [True]
    pair = Pair.objects.get()
    assert pair.reported_by == member
    assert {pair.left.label, pair.right.label} == {"一种酶", "酶的用途"}
    made = Record.objects.get(label="酶的用途")
    assert "number" not in made.current


def test_counts_name_every_state(registrar: Account) -> None:
    counts = row_counts(checked(FIRMS, registrar))

    assert list(counts) == list(RowState)
    assert counts[RowState.NEW] == 3
