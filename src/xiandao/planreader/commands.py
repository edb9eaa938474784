"""`xiandao plan read` and `xiandao plan schema`: a document in, a structured plan out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import click

from xiandao.kernel.refusals import Refusal
from xiandao.planreader.documents import load
from xiandao.planreader.doubts import Language
from xiandao.planreader.model import Plan
from xiandao.planreader.reader import read
from xiandao.planreader.writing import schema, to_json, to_table, to_xlsx, to_yaml

REFUSED = 2


class OutputFormat(StrEnum):
    """What a plan can be written as."""

    JSON = "json"
    YAML = "yaml"
    XLSX = "xlsx"
    TABLE = "table"


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice([member.value for member in OutputFormat]),
    default=None,
    help="How to write the plan; by default as OUT's name says, else json.",
)
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
@click.option(
    "--lang",
    type=click.Choice([member.value for member in Language]),
    default=Language.CHINESE.value,
    show_default=True,
    help="The language of warnings and headings.",
)
def read_command(file: Path, output_format: str | None, out: Path | None, lang: str) -> None:
    """Read an action plan (.txt .md .html .docx .pdf) and print its structure.

    A workbook goes to a file: OUT, or FILE's name with .xlsx beside it.
    """
    chosen = OutputFormat(output_format) if output_format is not None else _format_of(out)
    if chosen is OutputFormat.XLSX and out is None:
        out = file.with_suffix(".xlsx")
    try:
        plan = read(load(file.name, _content(file)))
    except Refusal as refused:
        _refuse(refused.sentence)
    language = Language(lang)
    if out is None:
        click.echo(_text(plan, chosen, language, width=None), nl=False)
        return
    content = to_xlsx(plan, language=language) if chosen is OutputFormat.XLSX else b""
    try:
        _write(out, content or _text(plan, chosen, language, width=160).encode("utf-8"))
    except OSError as failed:
        _refuse(f"{out} cannot be written: {failed.strerror}. Choose another place with -o.")
    click.echo(
        f"{out}: {len(plan.measures)} measures, {len(plan.targets)} targets, {len(plan.warnings)} warnings",
        err=True,
    )


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of the structured plan."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


def _format_of(out: Path | None) -> OutputFormat:
    endings = {
        ".yaml": OutputFormat.YAML,
        ".yml": OutputFormat.YAML,
        ".xlsx": OutputFormat.XLSX,
        ".txt": OutputFormat.TABLE,
    }
    return endings.get(out.suffix.lower(), OutputFormat.JSON) if out is not None else OutputFormat.JSON


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as failed:
        _refuse(f"{file} cannot be read: {failed.strerror}. Check the name and the folder.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(REFUSED)


def _text(plan: Plan, chosen: OutputFormat, language: Language, width: int | None) -> str:
    if chosen is OutputFormat.YAML:
        return to_yaml(plan, language=language)
    if chosen is OutputFormat.TABLE:
        return to_table(plan, language=language, width=width or shutil.get_terminal_size((160, 40)).columns)
    return to_json(plan, language=language)


def _write(out: Path, content: bytes) -> None:
    """All or nothing: a reader of OUT never meets half a plan."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as held:
            held.write(content)
        beside.chmod(0o644)
        beside.replace(out)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
