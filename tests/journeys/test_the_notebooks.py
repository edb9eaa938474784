"""The notebooks in docs are what a newcomer copies from: their cells run, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import ROOT

NOTEBOOKS = ROOT / "docs" / "notebooks"
SAID = {
    "foundry": (
        "hold for review ['the hazard database cannot be used: no hazard database is installed']",
        "pass against the harmless demonstration database",
        "may not leave: hold for review",
        "as wished pass []",
        "one base changed fail",
    ),
    "scaleup": (
        "2 runs of 5 L, 120 measurements",
        "plant 100 m3: oxygen",
        "3 batches of 500 L",
        "no day sooner:",
        "chance that it pays",
        "one more pilot run, net",
    ),
}
PLOTS = {"foundry": 0, "scaleup": 6}


@pytest.mark.parametrize("name", SAID)
def test_every_cell_of_a_notebook_runs(name: str, tmp_path: Path) -> None:
    told = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == "code"]
    program = tmp_path / "notebook.py"
    program.write_text("\n\n".join(cells))

    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path)},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (told["nbformat"], len({cell["id"] for cell in told["cells"]})) == (4, len(told["cells"]))
    assert all(not cell.get("outputs") for cell in told["cells"])
    for said in SAID[name]:
        assert said in done.stdout
    assert done.stdout.count("drawn: ") == PLOTS[name]


def test_every_notebook_is_run() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == set(SAID)
