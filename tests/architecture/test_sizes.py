"""A file that grows past 400 lines, or a function past 50, is split before it hurts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
EXCEPTIONS: dict[str, str] = {}  # path or path:function -> the reason


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield str(path.relative_to(SOURCE)), path.read_text("utf-8")


def test_no_source_file_is_longer_than_a_person_keeps_in_mind() -> None:
    long = [
        f"{name}: {text.count(chr(10))} lines"
        for name, text in _sources()
        if text.count("\n") > LONGEST_FILE and name not in EXCEPTIONS
    ]

    assert not long, "\n".join(long)


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for name, text in _sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
        and f"{name}:{node.name}" not in EXCEPTIONS
    ]

    assert not long, "\n".join(long)
