"""Files are named by their content, and unsafe ones never reach a reader."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.kernel.uploads import (
    LONGEST_NAME,
    MEGABYTE,
    FileType,
    UploadRefused,
    inspect,
    neutral_name,
    open_archive,
    read_member,
    sniff,
)

ANYTHING = frozenset(FileType)


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts; __ in a name stands for a folder, _ for a dot."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


WORD = zipped(word__document_xml=b"<document/>")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.docx", "plan.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.txt", "plan.txt"),
        ('a<b>:"c".txt', "a_b___c_.txt"),
        ("计划\u202e\x00.txt", "计划.txt"),
        ("  .. ", "file"),
        ("", "file"),
        ("长" * 300 + ".docx", "长" * (LONGEST_NAME - 5) + ".docx"),
        ("x" * 300, "x" * LONGEST_NAME),
    ],
)
def test_a_name_loses_folders_and_tricks(name: str, kept: str) -> None:
    assert neutral_name(name) == kept


@given(st.text())
def test_a_neutral_name_stays_as_it_is(name: str) -> None:
    once = neutral_name(name)

    assert neutral_name(once) == once
    assert 0 < len(once) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n", FileType.PNG),
        (b"\xff\xd8\xff\xe0", FileType.JPEG),
        (WORD, FileType.DOCX),
        (zipped(word__document2_xml=b"<document/>"), FileType.DOCX),
        (zipped(xl__workbook_xml=b"<workbook/>"), FileType.XLSX),
        (zipped(readme_txt=b"hello"), None),
        ("一、总体要求\r\n".encode(), FileType.TEXT),
        ("一、总体要求".encode("gb18030"), FileType.TEXT),
        ("一、总体要求".encode("utf-16"), FileType.TEXT),
        (b"page\x0cbreak\x0bsoft\x1a", FileType.TEXT),
        (b"a stray \x07 bell" + b" and more words" * 40, FileType.TEXT),
        (b"<!DOCTYPE html><p>", FileType.HTML),
        (b"\xef\xbb\xbf  <HTML lang='zh'>", FileType.HTML),
        (b"<?xml version='1.0'?><!-- saved --><!DOCTYPE html PUBLIC>", FileType.HTML),
        ("<html>".encode("utf-16"), FileType.HTML),
        (b"how to write <html> pages", FileType.TEXT),
        (b"\x00\x01\x02", None),
        (b"\x01" * 20 + b"text" * 20, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), None),
    ],
)
def test_a_file_is_named_by_its_content(content: bytes, found: FileType | None) -> None:
    assert sniff("whatever.bin", content) == found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "plan.docx is empty (0 bytes). Choose the file again."),
        (bytes(3 * MEGABYTE), "plan.docx has 3.0 MB; at most 2.0 MB are accepted."),
        (b"\x00\x01", "plan.docx is a binary file by its content; accepted here: docx, html, "),
        (b"PK\x03\x04 cut off", "plan.docx is damaged or was cut off: its archive cannot be opened."),
        (WORD[:-30], "plan.docx is damaged or was cut off"),
        (
            zipped(word__document_xml=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
            "declares XML entities in word/",
        ),
        (zipped(a_rels="<!DOCTYPE x>".encode("utf-16")), "declares XML entities in a.rels"),
        (zipped(word__document_xml=b" " * 20 * MEGABYTE), "plan.docx would unpack to 20.0 MB in 1 parts"),
        (zipped(**{f"p{number}": b"" for number in range(5_001)}), "in 5001 parts; that is not a document"),
    ],
)
def test_an_unsafe_file_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        inspect("plan.docx", content, allowed=ANYTHING, most_bytes=2 * MEGABYTE)

    assert sentence in refused.value.sentence


def test_a_damaged_part_is_refused_by_its_name() -> None:
    content = bytearray(zipped(word__document_xml=bytes(range(256)) * 40))
    content[60:80] = bytes(20)

    with pytest.raises(UploadRefused, match=r"its part word/document\.xml cannot be read"):
        inspect("plan.docx", bytes(content), allowed=ANYTHING, most_bytes=MEGABYTE)


def test_a_part_larger_than_allowed_is_not_unpacked() -> None:
    content = zipped(part_xml=b"x" * 5000)

    with (
        open_archive("plan.docx", content) as archive,
        pytest.raises(UploadRefused, match=r"holds a part of 0\.0 MB \(part\.xml\)"),
    ):
        read_member("plan.docx", archive, archive.infolist()[0], most_bytes=4999)


@given(st.binary(max_size=200), st.integers(0, len(WORD)))
def test_random_damage_is_refused_or_named(junk: bytes, place: int) -> None:
    for content in (junk, WORD[:place] + junk + WORD[place:], WORD[:place]):
        try:
            sniff("plan.docx", content)
        except UploadRefused as refused:
            assert refused.sentence  # noqa: PT017 - either outcome is right, a crash is not
