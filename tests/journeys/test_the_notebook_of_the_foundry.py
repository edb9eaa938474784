"""The notebook in docs is what a newcomer copies from: its cells run, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.run import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "foundry.ipynb"


def test_every_cell_of_the_notebook_runs(tmp_path: Path) -> None:
    told = json.loads(NOTEBOOK.read_text("utf-8"))
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
    for said in (
        "hold for review ['the hazard database cannot be used: no hazard database is installed']",
        "pass against the harmless demonstration database",
        "may not leave: hold for review",
        "as wished pass []",
        "one base changed fail",
    ):
        assert said in done.stdout
