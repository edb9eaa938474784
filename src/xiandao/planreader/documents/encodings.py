"""Bytes become text: by mark, by trial, by likelihood; never with replacement characters."""

from __future__ import annotations

import codecs
import re

from xiandao.planreader.documents.refusals import DocumentRefused

# What a web page may call its encoding, and the codec that reads it. GB18030 contains GB2312 and GBK.
DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "gb18030": "gb18030",
    "cp936": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig", "utf-8"), (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"))  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
LIKELIHOOD_SAMPLE = 100_000  # characters
# Chinese prose lies almost wholly inside GB2312; another encoding misread as GB18030 falls half outside it.
LEAST_COMMON_SHARE = 0.7
# Common characters for which Python's GB2312 table names another code point than GBK does.
_OUTSIDE_THE_TABLE = {ord(character): None for character in "—·€"}


def decoded(name: str, content: bytes) -> tuple[str, str]:
    """A text file's text (byte-order mark dropped) and the name of its encoding."""
    for mark, label, codec in _MARKS:
        if content.startswith(mark):
            text, encoding = _marked(name, content[len(mark) :], codec), label
            break
    else:
        text, encoding = _by_trial(name, content)
    refuse_no_text(name, text)
    return text, encoding


def decoded_page(name: str, content: bytes) -> tuple[str, str]:
    """A web page's text and encoding: by byte-order mark, by what it declares, by trial."""
    declared = _XML_ENCODING.search(content[:1024]) or _CHARSET.search(content[:8192])
    codec = DECLARED.get(declared[1].decode("ascii").lower()) if declared else None
    if codec and not content.startswith(tuple(mark for mark, _, _ in _MARKS)):
        try:
            return content.decode(codec), codec
        except UnicodeDecodeError:
            pass  # pages often claim an encoding that they do not have
    return decoded(name, content)


def refuse_no_text(name: str, text: str) -> None:
    """Refuse what no text holds and no database keeps: null characters and halves of characters."""
    if found := _NO_TEXT.search(text):
        raise DocumentRefused(
            "{name} holds a character that is no text (U+{character}, line {line}). "
            "Remove it, or save the document anew as text in UTF-8.",
            name=name,
            character=f"{ord(found[0]):04X}",
            line=text.count("\n", 0, found.start()) + 1,
        )


def _marked(name: str, content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as broken:
        if _is_cut_off(content, broken):
            raise _cut_off(name) from broken
        raise DocumentRefused(
            "{name} begins as {encoding} text, but byte {place} is not. Save it anew as text in UTF-8.",
            name=name,
            encoding=codec.upper(),
            place=broken.start + 1,
        ) from broken


def _by_trial(name: str, content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as not_utf8:
        began_as_utf8 = not content[: not_utf8.start].isascii()
        if began_as_utf8 and _is_cut_off(content, not_utf8):
            raise _cut_off(name) from not_utf8
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as broken:
            whole = content[: broken.start].decode("gb18030")
            if _is_cut_off(content, broken) and is_likely_chinese(whole):
                raise _cut_off(name) from broken
        else:
            if is_likely_chinese(text):
                return text, "gb18030"
        raise DocumentRefused(
            "{name} is neither UTF-8 nor GB18030 text: line {line} cannot be read. "
            "Save it anew as text in UTF-8.",
            name=name,
            line=content.count(b"\n", 0, not_utf8.start) + 1,
        ) from not_utf8


def _is_cut_off(content: bytes, broken: UnicodeDecodeError) -> bool:
    """Whether only the last character is incomplete."""
    return broken.end == len(content) and (
        "end of data" in broken.reason or "incomplete" in broken.reason or "truncated" in broken.reason
    )


def _cut_off(name: str) -> DocumentRefused:
    return DocumentRefused(
        "{name} was cut off: its last character is incomplete. Copy or download it again.", name=name
    )


def is_likely_chinese(text: str) -> bool:
    """Whether text beyond ASCII is Chinese prose rather than another encoding misread."""
    sample = text[:LIKELIHOOD_SAMPLE].translate(_OUTSIDE_THE_TABLE)
    plain = len(sample.encode("ascii", "ignore"))
    common = len(sample.encode("gb2312", "ignore").decode("gb2312")) - plain
    return common >= LEAST_COMMON_SHARE * (len(sample) - plain)
