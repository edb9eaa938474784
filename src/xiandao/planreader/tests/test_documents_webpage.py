"""A web page's article comes out with headings, numbered items and tables; the site around it does not."""

from __future__ import annotations

import pytest

from xiandao.planreader.documents import DocumentRefused, load
from xiandao.planreader.source import Format, Source
from xiandao.planreader.tests.document_makers import check_spans, grid, lines


def page(body: str, *, name: str = "plan.html") -> Source:
    source = load(
        name, f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>".encode()
    )
    check_spans(source)
    return source


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<p>乙</p>丙</div>丁", "甲\n乙\n丙\n丁"),
        ("<p>甲<br>乙<br><br/>丙</p>", "甲\n乙\n丙"),
        ("<p>建<b>设</b><span>平台</span></p>", "建设平台"),
        ("<p>建设\n      平台</p>", "建设平台"),
        ("<p>到\n2025年</p>", "到2025年"),
        ("<p>gene\n editing</p>", "gene editing"),
        ("<p>&nbsp;&nbsp;　　一、&nbsp;总体</p>", "一、 总体"),
        ("<pre>甲\n  乙</pre>", "甲\n乙"),
        ("<script>x</script><style>y</style><p>甲</p><noscript>z</noscript><template>t</template>", "甲"),
        (
            "<nav>首页</nav><p>甲</p><footer>版权</footer><div hidden>密</div><p style='display:none'>密",
            "甲",
        ),
        ("<p>甲<!-- 注 --><del>旧</del><span role='search'>搜</span>乙</p>", "甲乙"),
        ("<ruby>中<rt>zhōng</rt></ruby>", "中"),
        ("<p>a&lt;b &amp; c</p>", "a<b & c"),
        ("<p>⽣物</p>", "生物"),
        ("<o:p>甲</o:p><p>未闭合<p>下一段", "甲\n未闭合\n下一段"),
    ],
)
def test_a_page_shows_what_a_reader_sees(body: str, text: str) -> None:
    source = page(body)

    assert source.text == text
    assert source.format is Format.HTML


def test_headings_give_levels() -> None:
    source = page("<h1>方案</h1><p>前言</p><h2>一、总体</h2><h6>细</h6>正文")

    assert [line.level for line in source.lines] == [1, None, 2, 6, None]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=A><li>甲</ol><ol type=i><li>乙</ol>", ["A. 甲", "i. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲</ol>", ["一、甲"]),
        ("<ol style='list-style:none inside'><li>甲</ol>", ["甲"]),
        ("<ul style='list-style-type:lower-alpha'><li>甲</ul>", ["a. 甲"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>甲<ol><li>子<li>丑</ol><li>乙</ol>", ["1. 甲", "1. 子", "2. 丑", "2. 乙"]),
        ("<ol><li><p>甲</p><p>续</p></li></ol>", ["1. 甲", "续"]),
        ("<ol><li>一、甲<li>（二）乙<li>第三条 丙<li>④丁</ol>", ["一、甲", "（二）乙", "第三条 丙", "④丁"]),
        ("<ol><li>1.5亿元<li></ol>", ["1. 1.5亿元"]),
        ("<ol start=x><li value=y>甲</ol><li>散", ["1. 甲", "散"]),
    ],
)
def test_list_items_carry_the_number_that_the_browser_writes(body: str, expected: list[str]) -> None:
    assert lines(page(body)) == expected


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("<tr><th>甲<th>乙<tr><td>1<td>2", [["甲", "乙"], ["1", "2"]]),
        (
            "<thead><tr><th colspan=2>甲<th>乙</thead><tbody><tr><td>1<td>2<td>3",
            [["甲", "甲", "乙"], ["1", "2", "3"]],
        ),
        ("<tr><td rowspan=2>1<td>a<tr><td>b", [["1", "a"], ["1", "b"]]),
        ("<tr><td>a<td rowspan=0>全<tr><td>b<tr><td>c", [["a", "全"], ["b", "全"], ["c", "全"]]),
        ("<tr><td rowspan=2 colspan=2>大<td>x<tr><td>y", [["大", "大", "x"], ["大", "大", "y"]]),
        ("<tr><td>a<td>b<td rowspan=3>c<tr><td>d<tr>", [["a", "b", "c"], ["d", "", "c"], ["", "", "c"]]),
        (
            "<tr><td>1<td>区科委<br>区经委<tr><td>2<td><p>责任</p><p>单位</p>",
            [["1", "区科委 区经委"], ["2", "责任单位"]],
        ),
        ("<tr><td colspan=x rowspan=-1>甲<td>乙<tr><td>丙", [["甲", "乙"], ["丙", ""]]),
        (
            "<tr><th>序号<th>计划完成<br>时间节点<th>单位<tr><td>1<td>2<td>3",
            [["序号", "计划完成时间节点", "单位"], ["1", "2", "3"]],
        ),
    ],
)
def test_a_table_becomes_a_full_grid(body: str, rows: list[list[str]]) -> None:
    assert grid(page(f"<table>{body}</table>")) == rows


def test_a_table_stands_between_its_neighbours_under_its_caption() -> None:
    source = page("前<table><caption>附表</caption><tr><td>甲<td>乙</table>后")

    assert source.text == "前\n附表\n甲\t乙\n后"
    assert lines(source) == ["前", "附表", "后"]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td><table><tr><td>乙</td></tr></table></td></tr></table>",
        "<table role=presentation><tr><td>甲</td><td>乙</td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_the_page_is_seen_through(body: str) -> None:
    source = page(body)

    assert source.tables == ()
    assert lines(source) == ["甲", "乙"]


def test_a_cell_that_holds_the_article_is_no_cell() -> None:
    article = "".join(f"<p>第{number}段</p>" for number in range(40))

    source = page(f"<table><tr><td>栏目</td><td>{article}</td></tr></table>")

    assert source.tables == ()
    assert len(source.lines) == 41


def test_the_main_part_is_read_where_it_holds_most_of_the_page() -> None:
    long = "建设公共研发平台，引进企业不少于四十家。" * 5

    assert page(f"<div>站点首页</div><main><p>{long}</p></main><div>访问量</div>").text == long
    assert page(f"<main>短</main><p>{long}</p>").text == f"短\n{long}"


def test_furniture_goes_by_its_name_unless_it_is_most_of_the_page() -> None:
    long = "建设公共研发平台，引进企业不少于四十家。" * 5

    assert page(f"<div class='top-nav'>首页</div><div id=share>分享</div><p>{long}</p>").text == long
    assert page(f"<div class='content-menu'><p>{long}</p></div><p>短</p>").text == f"{long}\n短"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<html><meta charset=gb2312><p>建设镕平台".encode("gb18030"), "gb18030"),
        ("<html><meta http-equiv=c content='text/html; charset=GBK'><p>建设镕平台".encode("gbk"), "gb18030"),
        ("<html><meta charset=utf-8><p>建设镕平台".encode(), "utf-8"),
        ("<html><meta charset=utf-8><p>建设镕平台，引进企业".encode("gb18030"), "gb18030"),
        ("<html><meta charset=no-such><p>建设镕平台".encode(), "utf-8"),
        ("<html><meta charset=big5><p>建設平台".encode("big5"), "big5hkscs"),
        ("<html><p>建设镕平台".encode("utf-8-sig"), "utf-8-sig"),
        ("<html><meta charset=gbk><p>建设镕平台".encode("utf-16"), "utf-16"),
        ('<?xml version="1.0" encoding="gbk"?><html><p>建设镕平台</p></html>'.encode("gbk"), "gb18030"),
    ],
)
def test_the_encoding_is_found(content: bytes, encoding: str) -> None:
    source = load("plan.html", content)

    assert source.encoding == encoding
    assert source.text.startswith(("建设镕平台", "建設平台"))


def test_a_page_without_the_usual_beginning_is_known_by_its_name_and_tags() -> None:
    fragment = "<p>甲</p><p>乙</p>".encode()

    assert load("plan.htm", fragment).text == "甲\n乙"
    assert load("plan.txt", fragment).text == "<p>甲</p><p>乙</p>"
    assert load("plan.doc", b"<html>" + fragment).text == "甲\n乙"
    assert load("plan.html", "一、没有标签".encode()).format is Format.TEXT


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "holds no text"),
        ("<nav>首页</nav>", "holds no text"),
        ("<div>" * 400 + "深", "nested too deeply"),
        ("<table>" + "<tr><td colspan=1000>甲<td>乙" * 400 + "</table>", "tables of more than 300000 cells"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(body: str, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        page(body)

    assert sentence in refused.value.sentence


def test_a_long_page_is_read_whole() -> None:
    assert len(page("".join(f"<p>第{number}段" for number in range(20_000))).lines) == 20_000
