"""Random bytes and randomly damaged files give a sound source or a refusal, never anything else."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiandao.kernel.refusals import Refusal
from xiandao.planreader.documents import load
from xiandao.planreader.tests.document_makers import (
    check_spans,
    definition,
    level,
    list_of,
    numbered,
    paragraph,
    pdf,
    table,
    typeset,
    word_parts,
    zipped,
)

NAMES = st.sampled_from(["plan.txt", "plan.md", "plan.html", "plan.docx", "plan.pdf", "plan.doc", "计划", ""])
WORD_PARTS = word_parts(
    paragraph("行动方案", properties='<w:pStyle w:val="1"/>')
    + numbered("总体要求")
    + numbered("目标", depth=1)
    + table(
        [
            ['<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("任务"), paragraph("单位")],
            [
                paragraph("1"),
                paragraph("建设"),
                '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("区科委"),
            ],
            [paragraph("2"), paragraph("引企"), "<w:tcPr><w:vMerge/></w:tcPr>" + paragraph()],
        ]
    )
    + paragraph(
        runs="<w:ins><w:r><w:t>新</w:t><w:br/><w:tab/></w:r></w:ins><w:del><w:r><w:t>旧</w:t></w:r></w:del>"
    ),
    numbering=definition(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"))
    + list_of(1, 0),
    styles='<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style>',
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body class=nav><h1>行动方案</h1>"
    "<ol start=2><li>总体<li value=7>目标</ol><pre>a\n b</pre><p>完"
    "<table><tr><td rowspan=2>1<td colspan=3>建设<tr><td>引企</table>"
)
PAPER = pdf(*typeset(["一、总体要求", "建设公共研发平台，引进企业不少于四十家。" * 6]), pageCompression=0)
FUZZ = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few pieces cut out, doubled, moved or overwritten."""
    content = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        piece = draw(
            st.one_of(st.binary(max_size=12), st.just(content[start:end] * 2), st.just(b"<"), st.just(b"99"))
        )
        content = content[:start] + piece + content[end:]
    return content


@st.composite
def edited(draw: st.DrawFn, markup: str) -> str:
    """Markup with some tags and values taken out, doubled or exchanged."""
    pieces = re.findall(r"<[^>]*>|[^<]+", markup)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(pieces) - 1))
        change = draw(st.sampled_from(["drop", "double", "swap", "number"]))
        if change == "drop":
            pieces[place] = ""
        elif change == "double":
            pieces[place] *= 2
        elif change == "swap":
            other = draw(st.integers(0, len(pieces) - 1))
            pieces[place], pieces[other] = pieces[other], pieces[place]
        else:
            value = draw(st.sampled_from(["-1", "0", "99999999999", "x", "", "3"]))
            pieces[place] = re.sub(r'="[^"]*"|=\d+', f'="{value}"', pieces[place])
    return "".join(pieces)


def survive(name: str, content: bytes) -> None:
    try:
        source = load(name, content)
    except Refusal as refused:
        assert refused.sentence  # noqa: PT017 - a refusal is as right as a source
    else:
        check_spans(source)


@FUZZ
@given(NAMES, st.binary(max_size=400))
def test_random_bytes(name: str, content: bytes) -> None:
    survive(name, content)


@FUZZ
@given(
    NAMES,
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=200),
)
def test_random_bytes_behind_a_known_beginning(name: str, beginning: bytes, content: bytes) -> None:
    survive(name, beginning + content + b"\n%%EOF")


@FUZZ
@given(damaged(zipped(WORD_PARTS)))
def test_a_damaged_word_file(content: bytes) -> None:
    survive("plan.docx", content)


@FUZZ
@given(st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml"]), st.data())
def test_a_word_file_with_edited_markup(part: str, data: st.DataObject) -> None:
    markup = data.draw(edited(str(WORD_PARTS[part])))

    survive("plan.docx", zipped(WORD_PARTS | {part: markup}))


@FUZZ
@given(damaged(PAGE.encode()))
def test_a_damaged_page(content: bytes) -> None:
    survive("plan.html", content)


@FUZZ
@given(edited(PAGE))
def test_a_page_with_edited_markup(page: str) -> None:
    survive("plan.html", page.encode())


@FUZZ
@given(damaged(PAPER))
def test_a_damaged_pdf(content: bytes) -> None:
    survive("plan.pdf", content)


@FUZZ
@given(st.data())
def test_a_pdf_with_edited_drawing(data: st.DataObject) -> None:
    start = PAPER.rindex(b"stream\n", 0, PAPER.index(b") Tj")) + len(b"stream\n")
    end = PAPER.index(b"endstream", start)
    operators = PAPER[start:end].split(b" ")
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(operators) - 1))
        operators[place] = data.draw(
            st.sampled_from(
                [
                    b"",
                    b"0",
                    b"-1e30",
                    b"q",
                    b"Q",
                    b"cm",
                    b"Tm",
                    b"TJ",
                    b"Do",
                    b"re S",
                    b"/F9 0 Tf",
                    b"BDC",
                    b"[(a) 3]",
                ]
            )
        )

    survive("plan.pdf", PAPER[:start] + b" ".join(operators) + PAPER[end:])
