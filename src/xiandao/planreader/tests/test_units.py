"""Responsible units in every form that plans give them, with who leads and who supports."""

from __future__ import annotations

import pytest

from xiandao.planreader.folding import fold
from xiandao.planreader.units import Block, UnitRole, find_blocks, sentence_block
from xiandao.planreader.units.names import split_names

Roles = dict[str, str]
LEAD, SUPPORT, NAMED = UnitRole.LEAD.value, UnitRole.SUPPORT.value, UnitRole.NAMED.value


def only_block(text: str) -> Block:
    (block,) = find_blocks(fold(text), [])
    return block


def roles(block: Block | None) -> Roles:
    return {part.name: part.role.value for part in block.parts} if block is not None else {}


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（责任单位：区科委、区经委）", {"区科委": NAMED, "区经委": NAMED}),
        ("（责任部门：市科委，市财政局）", {"市科委": NAMED, "市财政局": NAMED}),
        ("（责任单位：区科委 区经委　云湖镇）", {"区科委": NAMED, "区经委": NAMED, "云湖镇": NAMED}),
        ("（责任单位：区科委、 云湖镇、）", {"区科委": NAMED, "云湖镇": NAMED}),
        ("(责任单位:区科委/区经委)", {"区科委": NAMED, "区经委": NAMED}),
        ("（责任单位 区科委 区经委）", {"区科委": NAMED, "区经委": NAMED}),
        ("（牵头单位：市科委；配合单位：市经信委）", {"市科委": LEAD, "市经信委": SUPPORT}),
        ("（牵头单位：市科委 配合单位：市经信委）", {"市科委": LEAD, "市经信委": SUPPORT}),
        ("（牵头单位：市科委）（配合单位：市经信委）", {"市科委": LEAD, "市经信委": SUPPORT}),
        ("（主办单位：市科委，协办单位：市经信委）", {"市科委": LEAD, "市经信委": SUPPORT}),
        ("（牵头单位：市科委，责任单位：市财政局）", {"市科委": LEAD, "市财政局": SUPPORT}),
        ("（责任单位：市科委；参与单位：市财政局）", {"市科委": NAMED, "市财政局": SUPPORT}),
        ("（责任单位：市科委牵头，市财政局配合）", {"市科委": LEAD, "市财政局": SUPPORT}),
        ("（责任单位：市科委（牵头）、市财政局）", {"市科委": LEAD, "市财政局": SUPPORT}),
        ("（责任单位：*市科委、市财政局）", {"市科委": LEAD, "市财政局": SUPPORT}),
        (
            "（市科委牵头，市财政局、市税务局配合）",
            {"市科委": LEAD, "市财政局": SUPPORT, "市税务局": SUPPORT},
        ),
        ("\u3014市科委牵头，各区人民政府配合\u3015", {"市科委": LEAD, "各区人民政府": SUPPORT}),
        ("[市科委、市教委按职责分工负责]", {"市科委": NAMED, "市教委": NAMED}),
        ("【牵头单位：市科委】", {"市科委": LEAD}),
        ("（由市科委会同市教委负责）", {"市科委": LEAD, "市教委": SUPPORT}),
        ("（由市科委牵头商市教委）", {"市科委": LEAD, "市教委": SUPPORT}),
        ("（市科委负责）", {"市科委": LEAD}),
        ("（市科委、市教委负责）", {"市科委": NAMED, "市教委": NAMED}),
        ("（市科委、市教委负责，市财政局配合）", {"市科委": LEAD, "市教委": LEAD, "市财政局": SUPPORT}),
        ("（市科委、市教委分别牵头）", {"市科委": LEAD, "市教委": LEAD}),
        ("（国家发展改革委、科技部等按职责分工负责）", {"国家发展改革委": NAMED, "科技部": NAMED}),
        ("（省科技厅、中国科学院按职责分工负责）", {"省科技厅": NAMED, "中国科学院": NAMED}),
        ("（省工信厅、省发展改革委）", {"省工信厅": NAMED, "省发展改革委": NAMED}),
        ("（责任领导：王某；责任单位：区科委）", {"区科委": NAMED}),
        ("（责任单位：区发改委（金融办）、区科委）", {"区发改委(金融办)": NAMED, "区科委": NAMED}),
        ("（责任单位：各县（市、区）人民政府、市科委）", {"各县(市、区)人民政府": NAMED, "市科委": NAMED}),
        (
            "（责任单位：市科委，各市、县（市、区）人民政府）",
            {"市科委": NAMED, "各市、县(市、区)人民政府": NAMED},
        ),
        (
            "（责任单位：市工业和信息化局和市文化和旅游局及市科委）",
            {"市工业和信息化局": NAMED, "市文化和旅游局": NAMED, "市科委": NAMED},
        ),
        ("（责任单位：区科委、区经\n委、云湖镇）", {"区科委": NAMED, "区经委": NAMED, "云湖镇": NAMED}),
        ("（责任单位：区政协办公室、区委办公室）", {"区政协办公室": NAMED, "区委办公室": NAMED}),
        (
            "（责任单位：省农业厅、商务厅按职责分工负责。其他任务不再分工，下同）",
            {"省农业厅": NAMED, "商务厅": NAMED},
        ),
    ],
)
def test_a_bracket_at_the_end_names_the_units(bracket: str, expected: Roles) -> None:
    assert roles(only_block(f"建设平台。{bracket}")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任单位：区科委、区经委", {"区科委": NAMED, "区经委": NAMED}),
        ("**责任单位**：区科委、区经委", {"区科委": NAMED, "区经委": NAMED}),
        (
            "牵头单位：区科委\n配合单位：区经委、各街镇",
            {"区科委": LEAD, "区经委": SUPPORT, "各街镇": SUPPORT},
        ),
        ("【责任单位】区科委、区经委", {"区科委": NAMED, "区经委": NAMED}),
        ("▲责任单位：区科委、区经委", {"区科委": NAMED, "区经委": NAMED}),
        ("牵头单位：区科委  责任单位：区经委", {"区科委": LEAD, "区经委": SUPPORT}),
    ],
)
def test_units_on_a_line_of_their_own_are_read(line: str, expected: Roles) -> None:
    block = only_block(f"建设平台。\n{line}\n下一段。")

    assert roles(block) == expected
    assert block.own_line == (not line.startswith("▲"))


@pytest.mark.parametrize(
    "text",
    [
        "支持企业建设平台（龙头企业牵头、高校参与）。",
        "建设复旦大学校区（筹），引进人才（博士）。",
        "推广新技术（如基因编辑）。",
        "依托平台（国家级）开展合作。",
        "明确责任单位和完成时限。",
        "明确责任单位（牵头单位）职责。",
        "各责任单位要加强配合。",
    ],
)
def test_other_brackets_and_mere_words_name_no_units(text: str) -> None:
    assert find_blocks(fold(text), []) == []


def test_a_bracket_never_closed_ends_with_its_line() -> None:
    block = only_block("建设平台。（责任单位：区发改委（金融办）\n二、引进企业（含总部）。")

    assert roles(block) == {"区发改委(金融办)": NAMED}
    assert block.unclosed


def test_a_day_beside_the_units_is_a_deadline() -> None:
    text = "建设平台。（责任单位：区科委；完成时限：2025年6月底前）"

    block = only_block(text)

    assert roles(block) == {"区科委": NAMED}
    assert block.deadline is not None
    assert text[block.deadline.start : block.deadline.end] == "2025年6月底前"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市科委牵头开展普查。", {"市科委": LEAD}),
        ("由市财政局牵头商市国资委设立基金。", {"市财政局": LEAD, "市国资委": SUPPORT}),
        ("市教委会同市人社局健全体系。", {"市教委": LEAD, "市人社局": SUPPORT}),
        ("市商务局要会同市城管局制定规划。", {"市商务局": LEAD, "市城管局": SUPPORT}),
        ("由市市场监管局负责制定标准。", {"市市场监管局": LEAD}),
        ("市委宣传部、市教育局共同负责宣传。", {"市委宣传部": NAMED, "市教育局": NAMED}),
        ("市发展改革委、市经信局联合组织对接。", {"市发展改革委": NAMED, "市经信局": NAMED}),
        ("市发改委牵头，市科委、市财政局配合。", {"市发改委": LEAD, "市科委": SUPPORT, "市财政局": SUPPORT}),
        ("支持龙头企业牵头组建联合体。", {}),
        ("鼓励高校会同企业攻关。", {}),
        ("建立由区政府牵头的工作专班。", {}),
        ("明确专人负责。", {}),
    ],
)
def test_units_named_in_the_sentence_are_read(sentence: str, expected: Roles) -> None:
    assert roles(sentence_block(fold(sentence), 0, len(sentence))) == expected


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("发展和改革委", ["发展和改革委"]),
        ("区科委和区经委", ["区科委", "区经委"]),
        ("市住房和城乡建设局及市城管局", ["市住房和城乡建设局", "市城管局"]),
        ("省发展改革委、能源局等省有关部门", ["省发展改革委", "能源局", "省有关部门"]),
        ("罗 店 镇、区科 委", ["罗店镇", "区科委"]),
        ("各区、县级市", ["各区、县级市"]),
        ("各镇、街道、市科委", ["各镇、街道", "市科委"]),
        ("各镇、各街道", ["各镇", "各街道"]),
        ("各县（市、区）党委和政府", ["各县(市、区)党委和政府"]),
        ("各市、州人民政府", ["各市、州人民政府"]),
        ("各乡镇、区政府办公室", ["各乡镇", "区政府办公室"]),
        ("", []),
        ("、，；", []),
    ],
)
def test_a_list_of_names_is_split_where_whole_names_meet(words: str, names: list[str]) -> None:
    assert [name.text for name in split_names(fold(words), 0, len(words))] == names
