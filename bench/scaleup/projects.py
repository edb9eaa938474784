"""`python -m bench.scaleup.projects`: projects of PSPLIB, ours beside PyJobShop in the same time.

Takes files from the folder that XIANDAO_PSPLIB names; without one, projects are invented by seed in the same
form, and the page says so. `--write` keeps the page.
"""

from __future__ import annotations

import importlib.util
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Final

from bench.running import MEASUREMENTS, machine, parser, tell
from bench.scaleup.psplib import drawn, published
from xiandao.scaleup.scheduling.projects import (
    ListSearch,
    Project,
    invented,
    project_bound,
    solve_project,
)

PAGE: Final = MEASUREMENTS / "scaleup-projects.md"
LIMIT_S: Final = 10.0
WORKERS: Final = 2
FOLDER: Final = "XIANDAO_PSPLIB"
OF_EACH_SET: Final = 8
LISTS: Final = 1000  # that settle a project before anything is measured on it
NONE_FOUND: Final = (
    "No files of PSPLIB were found ({folder} names their folder): these, invented by seed in its "
    "form, are not the published ones and have no published optimum."
)
FOUND: Final = (
    "From the files of PSPLIB in the folder that {folder} names, drawn by seed from each set until {many} "
    "were left that our first {lists} lists and our own bound do not settle. Settled, and not in the table: "
    "{settled}."
)
HEADING: Final = """# Projects with scarce resources

Written by `python -m bench.scaleup.projects --write`; do not edit. Each project is solved by ours (list
schedules, justification, own bound, CP-SAT) and by PyJobShop (CP-SAT), {workers} workers and {limit:.0f} s of
the clock each, one right after the other and each first in every second row. "Published" is the best bound
and the best length in the lists that lie beside the files, "?" where these have no bound. "Gap" is
(length - bound) / length, each by the bound it proved itself; the seconds of ours hold everything, those of
PyJobShop the building of its model beside its {limit:.0f}.

"""
COLUMNS: Final = (
    "| project | published | path | own bound | ours | bound | gap | s | PyJobShop | bound | gap | s |\n"
    "| --- |" + " ---: |" * 11 + "\n"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one of the two came to; a length of 0 says that it found no plan."""

    length: int
    bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """By its own bound; of no plan, everything."""
        return (self.length - self.bound) / self.length if self.length else 1.0

    @property
    def cells(self) -> str:
        """Four cells of the table."""
        return f"{self.length or 'none'} | {self.bound} | {100 * self.gap:.1f} % | {self.seconds:.1f} |"


def projects() -> tuple[str, list[Project]]:
    """The projects of this bench, and where they come from."""
    folder = os.environ.get(FOLDER)
    found: list[Project] = []
    settled = []
    for name, some in drawn(Path(folder)) if folder else ():
        hard: list[Project] = []
        at_once = 0
        for project in some:
            if _settled(project):
                at_once += 1
            else:
                hard.append(project)
            if len(hard) == OF_EACH_SET:
                break
        settled.append(f"{at_once} of {at_once + len(hard)} of {name}")
        found += hard
    if found:
        return FOUND.format(folder=FOLDER, many=OF_EACH_SET, lists=LISTS, settled=", ".join(settled)), found
    made = [invented(jobs, seed=seed) for jobs in (30, 60, 90, 120) for seed in (1, 2)]
    return NONE_FOUND.format(folder=FOLDER), made


def _settled(project: Project) -> bool:
    """Whether lists and own bound meet at once."""
    search = ListSearch(project, seed=1)
    search.run(LISTS)
    return project_bound(project, at_most=search.length).bound == search.length


def ours(project: Project) -> tuple[Found, int, int]:
    """What ours finds; the longest path; our own bound."""
    began = time.perf_counter()
    plan = solve_project(project, seed=1, limit_s=LIMIT_S, workers=WORKERS)
    return Found(plan.length, plan.bound, time.perf_counter() - began), plan.own.path, plan.own.bound


def peer(project: Project) -> Found:
    """What PyJobShop finds."""
    import pyjobshop

    model: Any = pyjobshop.Model()
    resources = [model.add_renewable(resource.capacity) for resource in project.resources]
    tasks = {job.number: model.add_task() for job in project.jobs}
    for job in project.jobs:
        model.add_mode(tasks[job.number], resources, job.duration, list(job.demands))
        for later in job.after:
            model.add_end_before_start(tasks[job.number], tasks[later])
    began = time.perf_counter()
    found = model.solve(time_limit=LIMIT_S, num_workers=WORKERS, display=False)
    seconds = time.perf_counter() - began
    length = round(found.objective) if math.isfinite(found.objective) else 0
    return Found(length, max(0, round(found.lower_bound)), seconds)


def compared(pairs: list[tuple[Found, Found]]) -> str:
    """On how many ours is shorter, equal, longer; and the same of the gaps."""
    lengths = [(one.length, other.length or math.inf) for one, other in pairs]
    gaps = [(round(one.gap, 6), round(other.gap, 6)) for one, other in pairs]
    said = [
        f"{word} {sum(a < b for a, b in some)}, equal {sum(a == b for a, b in some)}, "
        f"{opposite} {sum(a > b for a, b in some)}"
        for word, opposite, some in (("shorter", "longer", lengths), ("smaller", "larger", gaps))
    ]
    both = [(100 * one.gap, 100 * other.gap) for one, other in pairs]
    return (
        f"\nOf {len(pairs)} projects ours is {said[0]} than PyJobShop's; its gap is {said[1]}, "
        f"on average {mean(a for a, _ in both):.1f} % beside {mean(b for _, b in both):.1f} %.\n"
    )


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    source, some = projects()
    known = published(Path(os.environ[FOLDER])) if os.environ.get(FOLDER) else {}
    there = importlib.util.find_spec("pyjobshop") is not None
    solve_project(invented(30, seed=1), seed=1, limit_s=1, workers=WORKERS)  # loads what is compiled
    lines = [HEADING.format(limit=LIMIT_S, workers=WORKERS)]
    lines.append(
        f"{machine()}, {os.getloadavg()[0]:.1f} processes at work when it began. {source}\n\n{COLUMNS}"
    )
    pairs = []
    for turn, project in enumerate(some):
        theirs = peer(project) if there and turn % 2 else None
        mine, path, own = ours(project)
        theirs = peer(project) if there and theirs is None else theirs
        line = f"| {project.name} | {known.get(project.name, '')} | {path} | {own} | {mine.cells} "
        line += f"{theirs.cells if theirs else '| | | |'}\n"
        pairs += [(mine, theirs)] if theirs else []
        lines.append(line)
        print(line, end="", flush=True)
    lines.append(compared(pairs) if pairs else "\nPyJobShop was not found on this machine.\n")
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
