"""From a file's bytes to its words, with the structure that the format still knows.

What comes out is one `Source`: the text, its paragraphs (`lines`) and its tables, with spans into the text.

* Text and Markdown stay as they are in the file; only the byte-order mark goes, and every line break is
  \\n. So a span holds for anyone who opens the file. UTF-8, UTF-16 with its mark and GB18030 are told
  apart by trial and likelihood, never by replacing characters.
* Every other format gives what a person would read: automatic list numbers are counted and written out,
  deleted and hidden words, footnotes, menus, contents lists, page numbers and running heads are left out.
* `lines` are the paragraphs outside tables, blank ones left out, without the blanks around them. A table
  stands in the text once, cells parted by tabs and rows by line breaks, and in `tables` as a full grid, where
  a merged cell stands at every place that it covers. A table of one column only is a frame around
  paragraphs and is read as those.
* A cell's paragraphs are joined: nothing between the halves of a wrapped label, a blank between the rest.

The parts: `kinds` names what is not read; `plain`, `webpage`, `word` and `pdf` read one format each;
`composition` writes their paragraphs and grids into one text. Whatever the bytes, the answer is a Source or
a Refusal that says what was found, where, and what to do. Time grows in step with the file's size.
"""

from __future__ import annotations

from pathlib import PurePath

from xiandao.kernel.uploads import MEGABYTE, FileType, check_size, inspect, neutral_name
from xiandao.planreader.documents.kinds import refuse_other_kinds
from xiandao.planreader.documents.pdf.reading import read_pdf
from xiandao.planreader.documents.plain import read_pasted, read_plain
from xiandao.planreader.documents.refusals import DocumentRefused
from xiandao.planreader.documents.webpage.reading import is_web_page, read_web_page
from xiandao.planreader.documents.word.reading import read_word
from xiandao.planreader.source import Format, Source

__all__ = ["LARGEST_DOCUMENT", "DocumentRefused", "from_text", "load"]

LARGEST_DOCUMENT = 20 * MEGABYTE
READABLE = frozenset({FileType.TEXT, FileType.HTML, FileType.DOCX, FileType.PDF})
MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})


def load(name: str, content: bytes) -> Source:
    """Read a file by what it is. Raises DocumentRefused or UploadRefused, each a sentence for a person."""
    name = neutral_name(name)
    check_size(name, content, most_bytes=LARGEST_DOCUMENT)
    refuse_other_kinds(name, content)
    upload = inspect(name, content, allowed=READABLE, most_bytes=LARGEST_DOCUMENT)
    try:
        source = _read(upload.type, name, content)
    except RecursionError as deep:
        raise DocumentRefused(
            "{name} is nested too deeply to be read. Copy its text into a new file and retry.", name=name
        ) from deep
    if not source.text.strip():
        raise DocumentRefused("{name} holds no text. Choose the file that has the plan's words.", name=name)
    return source


def from_text(text: str, name: str = "pasted text") -> Source:
    """Read pasted text; it comes back unchanged but for its line breaks, which become \\n."""
    return read_pasted(name, text)


def _read(found: FileType, name: str, content: bytes) -> Source:
    if found is FileType.DOCX:
        return read_word(name, content)
    if found is FileType.PDF:
        return read_pdf(name, content)
    if found is FileType.HTML or is_web_page(name, content):
        return read_web_page(name, content)
    is_markdown = PurePath(name).suffix.lower() in MARKDOWN_ENDINGS
    return read_plain(name, content, Format.MARKDOWN if is_markdown else Format.TEXT)
