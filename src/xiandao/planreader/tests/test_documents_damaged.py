"""Whatever is wrong with a file, the answer is a sentence that says what, where and what to do."""

from __future__ import annotations

import tracemalloc

import pytest

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import MEGABYTE, UploadRefused
from xiandao.planreader.documents import LARGEST_DOCUMENT, DocumentRefused, load
from xiandao.planreader.tests.document_makers import paragraph, pdf, typeset, word, word_parts, zipped

PLAN = word(
    "".join(paragraph(f"{number}、建设第{number}个公共研发平台，引进企业。") for number in range(300))
)
PAPER = pdf(*typeset(["建设公共研发平台，引进企业不少于四十家。" * 30]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        load(name, content)
    assert refused.value.values["name"]
    assert refused.value.template.format(**refused.value.values) == refused.value.sentence
    return refused.value.sentence


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "plan.doc",
            OLE,
            "plan.doc is an old Word document (.doc). Open it in Word or WPS, save it as .docx",
        ),
        ("plan.wps", OLE, "plan.wps is an old WPS document (.wps). Open it in WPS, save it as .docx"),
        ("plan.xls", OLE, "plan.xls is an old Excel workbook (.xls)."),
        ("plan.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx is protected by a password."),
        (
            "plan.rtf",
            b"{\\rtf1\\ansi plan}",
            "plan.rtf is a rich text file (.rtf). Open it in Word or WPS, save it as",
        ),
        (
            "plan.xlsx",
            zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
            "plan.xlsx is a workbook (.xlsx).",
        ),
        (
            "plan.ofd",
            zipped({"OFD.xml": ""}),
            "plan.ofd is an OFD document (.ofd). Open it in WPS, save it as .docx",
        ),
        ("plan.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "is a presentation."),
        ("plan.odt", zipped({"content.xml": ""}), "is an OpenDocument file."),
        ("plan.epub", zipped({"META-INF/container.xml": ""}), "is an e-book."),
        ("plan.zip", zipped({"plan.txt": "一、"}), "plan.zip is an archive of files. Unpack it"),
        ("plan.rar", b"Rar!\x1a\x07\x00", "is an archive of files."),
        ("plan.png", b"\x89PNG\r\n\x1a\n", "plan.png is a picture. Run text recognition on it"),
        ("plan.jpg", b"\xff\xd8\xff\xe0", "is a picture."),
        ("plan.exe", b"MZ\x90\x00", "is a program, not a document."),
        ("plan.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is a web archive (.mht)."),
        (
            "plan.xml",
            b'<?mso-application progid="Word.Document"?>',
            "is a Word document saved as one XML file.",
        ),
        (
            "plan.txt",
            bytes(range(256)) * 8,
            "plan.txt is a binary file by its content; accepted here: docx, html, pdf, txt.",
        ),
        ("plan.txt", b"", "plan.txt is empty (0 bytes). Choose the file again."),
        ("../../plan.docx", b"", "plan.docx is empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(name: str, content: bytes, sentence: str) -> None:
    assert sentence in refusal(name, content)


@pytest.mark.parametrize("kept", [4, 30, 200, 1_000, len(PLAN) // 2, len(PLAN) - 30, len(PLAN) - 1])
def test_a_word_file_cut_off_anywhere_is_refused(kept: int) -> None:
    assert "plan.docx is damaged or was cut off" in refusal("plan.docx", PLAN[:kept])


@pytest.mark.parametrize("kept", [9, 500, len(PAPER) // 3, len(PAPER) // 2, len(PAPER) - 7])
def test_a_pdf_cut_off_anywhere_is_refused(kept: int) -> None:
    assert "plan.pdf was cut off: the PDF has no end." in refusal("plan.pdf", PAPER[:kept])


def without(part: str) -> bytes:
    parts = word_parts(paragraph("甲"))
    del parts[part]
    return zipped(parts)


def changed(part: str, content: str | bytes) -> bytes:
    return zipped(word_parts(paragraph("甲")) | {part: content})


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "甲">]><x>&a;</x>'
LATE_ENTITY = "<!--" + "x" * 5_000 + "-->" + ENTITY[21:]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (without("word/document.xml"), "plan.docx is a binary file by its content"),
        (changed("word/document.xml", "<w:document"), "part word/document.xml breaks off or is no XML (line"),
        (changed("word/document.xml", b"\xff\xfe\x00"), "its part word/document.xml breaks off or is no XML"),
        (changed("word/document.xml", ""), "its part word/document.xml breaks off or is no XML (line"),
        (changed("word/document.xml", "<a/>"), "plan.docx is no Word document inside: it has no body."),
        (changed("word/styles.xml", "<a>\n</b>"), "word/styles.xml breaks off or is no XML (line 2)"),
        (changed("word/numbering.xml", ENTITY), "plan.docx declares XML entities in word/numbering.xml"),
        (changed("word/document.xml", LATE_ENTITY), "declares XML entities in word/document.xml"),
        (changed("customXml/item1.xml", ENTITY), "declares XML entities in customXml/item1.xml"),
        (changed("word/document.xml", b"<a>" + b" " * 10 * MEGABYTE), "plan.docx would unpack to 10.0 MB"),
    ],
)  # fmt: skip
def test_a_word_file_broken_inside_is_refused_with_the_part(content: bytes, sentence: str) -> None:
    assert sentence in refusal("plan.docx", content)


def test_missing_lists_and_styles_do_no_harm() -> None:
    parts = word_parts(paragraph("甲"))
    for part in ("word/_rels/document.xml.rels", "word/numbering.xml", "word/styles.xml", "_rels/.rels"):
        del parts[part]

    assert load("plan.docx", zipped(parts)).text == "甲"


def test_a_huge_file_is_refused_without_a_second_copy() -> None:
    content = bytes(100 * MEGABYTE)
    tracemalloc.start()

    try:
        sentence = refusal("plan.docx", content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (
        sentence == "plan.docx has 100.0 MB; at most 20.0 MB are accepted. Remove pictures or split the file."
    )
    assert peak < MEGABYTE


def test_the_limit_itself_is_still_accepted() -> None:
    line = ("一、" + "建设平台。" * 500 + "\n").encode()
    content = line * (LARGEST_DOCUMENT // len(line))

    source = load("plan.txt", content + b" " * (LARGEST_DOCUMENT - len(content)))

    assert len(source.lines) == LARGEST_DOCUMENT // len(line)


def test_both_refusals_are_refusals() -> None:
    assert issubclass(DocumentRefused, Refusal)
    assert issubclass(UploadRefused, Refusal)
