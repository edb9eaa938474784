"""Word documents in the layout of Chinese official documents, GB/T 9704-2012.

Fonts are named and not embedded: offices have them, and their licences forbid passing them on.
"""

from __future__ import annotations

from xiandao.publishing.official.content import (
    Align,
    Block,
    Heading,
    Note,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
    Table,
    TableColumn,
)
from xiandao.publishing.official.wording import chinese_date, chinese_number
from xiandao.publishing.official.writing import write_document

__all__ = [
    "Align",
    "Block",
    "Heading",
    "Note",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Signature",
    "Table",
    "TableColumn",
    "chinese_date",
    "chinese_number",
    "write_document",
]
