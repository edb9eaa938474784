"""A web page's bytes as a source."""

from __future__ import annotations

import re
from pathlib import PurePath

from lxml import etree

from xiandao.planreader.documents.composition import PlaceCount, compose
from xiandao.planreader.documents.encodings import decoded_page
from xiandao.planreader.documents.refusals import DocumentRefused
from xiandao.planreader.documents.webpage.flow import Flow
from xiandao.planreader.documents.webpage.pruning import article_of
from xiandao.planreader.source import Format, Source

_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TAG = re.compile(rb"<(?:p|div|br|table|span|h[1-6]|meta|title|ol|ul|a|article|section)[\s>/]", re.IGNORECASE)
_SAMPLE = 65_536  # bytes


def is_web_page(name: str, content: bytes) -> bool:
    """Whether a text file is a page without the usual beginning: by its name and by its tags."""
    return (
        PurePath(name).suffix.lower() in _ENDINGS
        and _TAG.search(content[:_SAMPLE].replace(b"\x00", b"")) is not None
    )


def read_web_page(name: str, content: bytes) -> Source:
    """A web page as a source."""
    text, encoding = decoded_page(name, content)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentRefused(
            "{name} is nested too deeply to be read. Copy its text into a new file and retry.", name=name
        )
    blocks = []
    if root is not None:
        article = article_of(root)
        blocks = Flow(article.left_out, PlaceCount(name)).blocks(article.root)
    return compose(blocks, name=name, file_format=Format.HTML, encoding=encoding, content=content)
