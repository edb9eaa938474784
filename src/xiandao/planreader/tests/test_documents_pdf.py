"""A PDF's lines become paragraphs again, its ruled boxes tables, and what every page repeats goes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from xiandao.planreader.documents import DocumentRefused, load
from xiandao.planreader.source import Format, Source
from xiandao.planreader.tests.document_makers import (
    both,
    check_spans,
    font,
    lines,
    pdf,
    set_lines,
    typeset,
)

LONG = (
    "围绕底盘细胞、生物元件和自动化平台，建设“公共研发设施”，推动成果落地转化，"
    "到2026年引进企业不少于40家，形成产业规模80亿元（DNA合成5亿元）。"
)
Draw = Callable[[Canvas], None]


def read(*pages: Draw, size: tuple[float, float] = A4) -> Source:
    source = load("plan.pdf", pdf(*pages, size=size))
    check_spans(source)
    return source


def test_wrapped_lines_become_paragraphs() -> None:
    plan = ["一、总体要求", LONG * 2, "（一）主要目标", LONG, "2026年前完成。", LONG * 3]

    source = read(*typeset(plan))

    assert lines(source) == plan
    assert (source.format, source.encoding) == (Format.PDF, None)


@pytest.mark.parametrize("top", range(80, 500, 28))
def test_a_paragraph_goes_on_over_the_end_of_a_page(top: float) -> None:
    plan = [LONG * 2, "（二）保障措施", LONG, LONG * 3, "三、附则", LONG]

    assert lines(read(*typeset(plan, top=top))) == plan


def test_paragraphs_without_an_indent_part_by_distance_and_by_short_lines() -> None:
    full = "建" * 26

    source = read(
        set_lines(
            (90, 760, full),
            (90, 732, "短行"),
            (90, 704, full),
            (90, 676, full),
            (90, 620, full),
            (90, 592, "尾行"),
        )
    )

    assert lines(source) == [full + "短行", full + full, full + "尾行"]


def test_a_number_at_the_front_begins_a_paragraph_unless_the_sentence_is_open() -> None:
    full = "建" * 25

    source = read(
        set_lines(
            (122, 760, full[2:] + "。"), (90, 732, "一、总体要求"),
            (122, 704, full[2:] + "，"), (90, 676, "1.5亿元投资"),
            (122, 648, full[2:] + "、"), (90, 620, "（一）所列项目"),
            (122, 592, full[2:] + "条"), (90, 564, "（二）项的规定"),
            (122, 536, full[2:] + "。"), (90, 508, "续" * 26), (90, 480, "尾"),
        )
    )  # fmt: skip

    assert [line[-6:] for line in lines(source)] == [
        "建建建建建。", "一、总体要求", "1.5亿元投资"[-6:], "一）所列项目", "二）项的规定", "续续续续续尾",
    ]  # fmt: skip


def test_words_hanging_under_their_number_belong_to_it() -> None:
    source = read(
        set_lines(
            (90, 760, "1．"),
            (122, 760, "建" * 24),
            (122, 732, "续" * 24),
            (122, 704, "尾"),
            (90, 676, "2．引进企业"),
        )
    )

    assert lines(source) == ["1．" + "建" * 24 + "续" * 24 + "尾", "2．引进企业"]


def test_lines_of_another_size_stay_apart() -> None:
    source = read(both(set_lines((90, 760, "题" * 20), size=22), set_lines((90, 730, "文" * 27))))

    assert lines(source) == ["题" * 20, "文" * 27]


@pytest.mark.parametrize(
    ("placed", "text"),
    [
        ([(90, "建设"), (122, "平台")], "建设平台"),
        ([(90, "建 设 平 台")], "建设平台"),
        ([(90, "到 2025 年")], "到2025年"),
        ([(90, "区科委"), (170, "区经委")], "区科委 区经委"),
        ([(90, "gene editing")], "gene editing"),
        ([(90, "DNA"), (140, "RNA")], "DNA RNA"),
        ([(90, "粗体"), (90.4, "粗体")], "粗体"),
        ([(90, "⽣物⻓")], "生物长"),
    ],
)
def test_blanks_stand_only_where_the_page_shows_a_gap(placed: list[tuple[float, str]], text: str) -> None:
    assert read(set_lines(*((x, 700, words) for x, words in placed))).text == text


@pytest.mark.parametrize(
    "number", ["{}", "- {} -", "— {} —", "第 {} 页", "第{}页 共3页", "{}/3", "Page {} of 3", "{} / 3"]
)
def test_page_numbers_and_running_heads_are_left_out(number: str) -> None:
    def page(count: int) -> Draw:
        return both(
            set_lines((90, 800, "滨江新区管理委员会文件"), (280, 50, number.format(count)), size=10),
            *typeset([f"第{'一二三'[count - 1]}部分", LONG]),
        )

    source = read(page(1), page(2), page(3))

    assert lines(source) == ["第一部分", LONG, "第二部分", LONG, "第三部分", LONG]


def test_annexes_that_begin_alike_are_no_running_heads() -> None:
    heads = ["一、总体要求", "附件1", "附件2", "二、附则"]

    source = read(*(both(set_lines((90, 790, head)), *typeset([f"{head}的正文"])) for head in heads))

    assert lines(source)[::2] == heads


def test_a_running_head_may_carry_the_page_number() -> None:
    plan = [f"{numeral}、{LONG}" for numeral in "一二三四"]
    heads = [set_lines((90, 800, f"滨江新区文件 第{number}页")) for number in range(4)]

    source = read(*(both(head, *typeset([text])) for head, text in zip(heads, plan, strict=True)))

    assert lines(source) == plan


def test_a_number_in_the_middle_of_a_page_stays() -> None:
    assert lines(read(set_lines((280, 400, "42")))) == ["42"]


def test_dotted_entries_of_a_contents_list_are_left_out() -> None:
    source = read(
        set_lines(
            (90, 760, "一、总体要求 ………………………………… 1"),
            (90, 732, "二、任务...................12"),
            (90, 704, "正文"),
        )
    )

    assert lines(source) == ["正文"]


def test_marked_running_text_and_slanted_stamps_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(90, 700, "正文")
        canvas._code.append("/Artifact <</Type /Pagination>> BDC")
        canvas.drawString(90, 400, "页眉")
        canvas._code.append("EMC")
        canvas.rotate(45)
        canvas.drawString(400, 100, "内部资料")

    assert lines(read(draw)) == ["正文"]


def test_sideways_pages_are_turned_upright() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(500, 90)
        canvas.rotate(90)
        for number in range(3):
            canvas.drawString(0, -28 * number, f"第{number}行文字")

    writer = PdfWriter(clone_from=io.BytesIO(pdf(set_lines((90, 700, "第一行"), (90, 670, "第二行")))))
    writer.pages[0].rotate(90)
    kept = io.BytesIO()
    writer.write(kept)

    assert lines(read(sideways)) == ["第0行文字", "第1行文字", "第2行文字"]
    assert set(lines(load("plan.pdf", kept.getvalue()))) == {"第一行", "第二行"}


def test_text_inside_forms_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.setFont(font(), 16)
        canvas.drawString(0, 0, "表单里的字")
        canvas.endForm()
        canvas.translate(90, 600)
        canvas.doForm("stamp")

    assert lines(read(draw)) == ["表单里的字"]


def raw(operators: str) -> Draw:
    """Draws with PDF's own operators; /F1 is Helvetica."""
    return lambda canvas: canvas._code.append(operators)


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        (
            "BT /F1 12 Tf 14 TL 90 700 Td (One) Tj T* (Two) Tj (Three) ' 1 2 (Four) \" ET",
            ["One", "Two", "Three", "Four"],
        ),
        ("BT /F1 12 Tf 90 700 Td (One) Tj 0 -20 TD (Two) Tj T* (Three) Tj ET", ["One", "Two", "Three"]),
        ("BT /F1 12 Tf 90 700 Td [(gene) -600 (edit) 20 (ing)] TJ ET", ["gene editing"]),
        ("BT /F1 12 Tf 90 700 Td 150 Tz 2 Ts 3 Tw 0 Tc (a wide line) Tj ET", ["a wide line"]),
        (
            "q 2 0 0 2 0 0 cm BT /F1 6 Tf 45 350 Td (scaled) Tj ET Q BT /F1 12 Tf 90 600 Td (plain) Tj ET",
            ["scaled", "plain"],
        ),
        ("/P BMC BT /F1 12 Tf 90 700 Td (marked) Tj ET EMC EMC", ["marked"]),
        ("/Artifact /None BDC BT /F1 12 Tf 90 700 Td (kept) Tj ET EMC", ["kept"]),
        (
            "90 90 m 95 95 99 99 120 120 c h S 10 10 m 20 20 l n BT /F1 12 Tf 90 700 Td (drawn) Tj ET",
            ["drawn"],
        ),
        ("Q Q l h f BT /F1 Tf 12 Tf /F1 12 Tf 90 700 Td Tj TJ () Tj (odd) Tj ET /None Do", ["odd"]),
    ],
)
def test_every_way_of_placing_text_is_followed(operators: str, expected: list[str]) -> None:
    assert lines(read(raw(operators))) == expected


def test_wide_pages_keep_their_own_measure() -> None:
    first, second = pdf(*typeset([LONG])), pdf(*typeset([LONG * 2], measure=660), size=landscape(A4))
    writer = PdfWriter()
    for content in (first, second):
        writer.append(io.BytesIO(content))
    kept = io.BytesIO()
    writer.write(kept)

    assert lines(load("plan.pdf", kept.getvalue())) == [LONG, LONG * 2]


def picture(canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    pixel = io.BytesIO(b"P6 1 1 255\n\x00\x00\x00")
    canvas.drawImage(ImageReader(pixel), 0, 0, 500, 700)


def encrypted(password: str) -> bytes:
    return pdf(*typeset([LONG]), encrypt=pdfencrypt.StandardEncryption(password, "owner", strength=128))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            pdf(lambda canvas: canvas.rect(90, 90, 300, 300)),
            "plan.pdf has no text layer: its pages are pictures",
        ),
        (pdf(lambda _: None), "has no text layer"),
        (pdf(raw("BI /W 1 /H 1 /BPC 8 /CS /G ID x EI")), "has no text layer"),
        (pdf(raw("BT /F99 12 Tf 90 700 Td (unknown font) Tj ET")), "does not say which characters"),
        (encrypted("secret"), "plan.pdf is protected by a password. Save it without the password and retry."),
        (pdf(*typeset([LONG]))[:-100], "plan.pdf was cut off: the PDF has no end."),
        (b"%PDF-1.4\n%%EOF", "plan.pdf is damaged: its pages cannot be read."),
        (b"%PDF-1.4\n" + bytes(range(256)) * 9 + b"\n%%EOF", "plan.pdf is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content: bytes, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        load("plan.pdf", content)

    assert sentence in refused.value.sentence


def test_a_scan_with_a_stamped_number_is_still_a_scan() -> None:
    pages = [both(picture, set_lines((300, 400, f"№{number}"))) for number in range(3)]

    with pytest.raises(DocumentRefused, match="has no text layer"):
        read(*pages)


def test_a_file_locked_only_against_changes_is_read() -> None:
    assert load("plan.pdf", encrypted("")).text == LONG


def test_letter_shapes_without_characters_are_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(*typeset([LONG]))))
    for item in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        item.get_object().pop("/ToUnicode", None)
    kept = io.BytesIO()
    writer.write(kept)

    with pytest.raises(DocumentRefused, match="does not say which characters its letter shapes stand for"):
        load("plan.pdf", kept.getvalue())


def test_a_file_of_too_many_pages_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(set_lines((90, 700, "页")))))
    for _ in range(1_500):
        writer.add_page(writer.pages[0])
    kept = io.BytesIO()
    writer.write(kept)

    with pytest.raises(DocumentRefused, match="has 1501 pages; at most 1500 are read"):
        load("plan.pdf", kept.getvalue())


def test_the_makers_font_gives_its_letters_back() -> None:
    assert "".join(PdfReader(io.BytesIO(pdf(set_lines((90, 700, "甲")))))
                   .pages[0].extract_text().split()) == "甲"  # fmt: skip
