"""`xiandao plan read` and `schema`: formats, files, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from xiandao.planreader.commands import read_command, schema_command
from xiandao.planreader.tests.samples import SHORT_PLAN


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(SHORT_PLAN, encoding="utf-8")
    return path


def test_json_goes_to_the_standard_output(document: Path) -> None:
    result = CliRunner().invoke(read_command, [str(document)])

    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["measures"]) == 3


def test_yaml_and_table_go_there_as_well(document: Path) -> None:
    as_yaml = CliRunner().invoke(read_command, [str(document), "--format", "yaml"])
    as_table = CliRunner().invoke(read_command, [str(document), "--format", "table", "--lang", "en"])

    assert yaml.safe_load(as_yaml.stdout)["title"].startswith("澄江区")
    assert "Measures" in as_table.stdout


def test_a_workbook_is_written_beside_the_document(document: Path) -> None:
    result = CliRunner().invoke(read_command, [str(document), "--format", "xlsx"])

    assert result.exit_code == 0
    assert "任务举措" in openpyxl.load_workbook(document.with_suffix(".xlsx")).sheetnames
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "start"), [("out.json", "{"), ("out.yaml", "schema_version"), ("out.xlsx", "PK")]
)
def test_the_output_files_name_chooses_the_format(document: Path, name: str, start: str) -> None:
    out = document.parent / name

    result = CliRunner().invoke(read_command, [str(document), "-o", str(out)])

    assert result.exit_code == 0
    assert out.read_bytes().startswith(start.encode())
    assert [path.name for path in document.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("picture.png", b"\x89PNG\r\n\x1a\n00"), ("broken.docx", b"PK\x03\x04broken")],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    result = CliRunner().invoke(read_command, [str(path), "-o", str(tmp_path / "out.json")])

    assert result.exit_code == 2
    assert name in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_a_missing_file_and_a_missing_folder_are_told(tmp_path: Path, document: Path) -> None:
    missing = CliRunner().invoke(read_command, [str(tmp_path / "none.txt")])
    nowhere = CliRunner().invoke(read_command, [str(document), "-o", str(tmp_path / "no" / "out.json")])

    assert (missing.exit_code, nowhere.exit_code) == (2, 2)
    assert "none.txt" in missing.stderr
    assert "out.json" in nowhere.stderr


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(schema_command, [])

    assert json.loads(result.stdout)["title"] == "Plan"
