"""From an inspected file to a table: which format it is, and whether the kind of record comes in it."""

from __future__ import annotations

from collections.abc import Callable

from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.registry.rules.importing.literature import format_of, read_literature
from xiandao.zone.registry.rules.importing.sheets import read_csv, read_workbook
from xiandao.zone.registry.rules.importing.table import ImportRefused, Table
from xiandao.zone.registry.rules.vocabulary import Kind

ACCEPTED = frozenset({FileType.XLSX, FileType.TEXT})


def open_table(upload: Upload, kind: Kind, is_heading: Callable[[str], bool]) -> Table:
    """The table that the file holds; `is_heading` says which words name columns of this kind."""
    if upload.type is FileType.XLSX:
        return read_workbook(upload.name, upload.content, is_heading)
    reference = format_of(upload.name, upload.content)
    if reference is None:
        return read_csv(upload.name, upload.content, is_heading)
    if kind is not Kind.PAPER:
        raise ImportRefused(
            "{name} is a reference file ({format}); only papers come in one. Choose papers, or a sheet.",
            name=upload.name,
            format=reference.value,
        )
    return read_literature(upload.name, upload.content, reference)
