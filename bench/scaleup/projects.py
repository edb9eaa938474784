"""`python -m bench.scaleup.projects`: projects in the form of PSPLIB, ours beside PyJobShop in the same time.

Reads every `.sm` file of the folder that XIANDAO_PSPLIB names; without one, projects are invented by seed in
the same form, and the page says so. `--write` keeps the page.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import time
from pathlib import Path
from typing import Any, Final

from tests.run import ROOT
from xiandao.scaleup.scheduling.projects import (
    Project,
    invented,
    read_project,
    solve_project,
)

PAGE: Final = ROOT / "docs" / "measurements" / "scaleup-projects.md"
LIMIT_S: Final = 10.0
FOLDER: Final = "XIANDAO_PSPLIB"
FILES_AT_MOST: Final = 24
NONE_FOUND: Final = (
    "No files of PSPLIB were found ({folder} names their folder): these, invented by seed in its "
    "form, are not the published ones and have no published optimum"
)
HEADING: Final = """# Projects with scarce resources

Written by `python -m bench.scaleup.projects --write`; do not edit. Each project is solved by ours (list
schedules, justification, own bound, CP-SAT) and by PyJobShop (CP-SAT), one worker and {limit:.0f} s each.
"Gap" is against the best bound that any of them proved; our own bound stands beside the solver's.

"""


def projects() -> tuple[str, list[Project]]:
    """The projects of this bench, and where they come from."""
    folder = os.environ.get(FOLDER)
    if folder:
        files = sorted(Path(folder).rglob("*.sm"))[:FILES_AT_MOST]
        if files:
            found = [read_project(path.read_text(errors="replace"), path.name) for path in files]
            return f"{len(found)} files of PSPLIB", found
    made = [invented(jobs, seed=seed) for jobs in (30, 60, 90, 120) for seed in (1, 2)]
    return NONE_FOUND.format(folder=FOLDER), made


def peer(project: Project) -> tuple[int, int, float]:
    """Length, bound and seconds of PyJobShop."""
    import pyjobshop

    model: Any = pyjobshop.Model()
    resources = [model.add_renewable(resource.capacity) for resource in project.resources]
    tasks = {job.number: model.add_task() for job in project.jobs}
    for job in project.jobs:
        model.add_mode(tasks[job.number], resources, job.duration, list(job.demands))
        for later in job.after:
            model.add_end_before_start(tasks[job.number], tasks[later])
    began = time.perf_counter()
    found = model.solve(time_limit=LIMIT_S, num_workers=1, display=False)
    return round(found.objective), round(found.lower_bound), time.perf_counter() - began


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    source, some = projects()
    there = importlib.util.find_spec("pyjobshop") is not None
    lines = [HEADING.format(limit=LIMIT_S)]
    lines.append(f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}. {source}.\n\n")
    lines.append(
        "| project | path | own bound | solver's | ours | gap | s | PyJobShop | its bound | gap | s |\n"
    )
    lines.append("| --- |" + " ---: |" * 10 + "\n")
    worse = 0
    for project in some:
        began = time.perf_counter()
        ours = solve_project(project, seed=1, limit_s=LIMIT_S)
        seconds = time.perf_counter() - began
        theirs = peer(project) if there else None
        bound = max(ours.bound, theirs[1] if theirs else 0)
        gap = (ours.length - bound) / ours.length
        line = (
            f"| {project.name} | {ours.own.path} | {ours.own.bound} | {ours.solver_bound} | {ours.length} "
            f"| {100 * gap:.1f} % | {seconds:.1f} "
        )
        if theirs:
            their_gap = (theirs[0] - bound) / theirs[0]
            line += f"| {theirs[0]} | {theirs[1]} | {100 * their_gap:.1f} % | {theirs[2]:.1f} |\n"
            worse += ours.length > theirs[0]
        else:
            line += "| | | | |\n"
        lines.append(line)
        print(line, end="", flush=True)
    if there:
        lines.append(f"\nOurs was longer than PyJobShop's in {worse} of {len(some)}.\n")
    else:
        lines.append("\nPyJobShop was not found on this machine.\n")
    text = "".join(lines)
    print(text)
    if told.write:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
