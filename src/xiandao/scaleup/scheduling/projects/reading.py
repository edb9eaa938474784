"""Projects in the single-mode form of PSPLIB (Kolisch & Sprecher 1997, files `.sm`), strictly.

The form: headed sections; a fault is named with its line, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.projects.project import Job, Project, Resource

PRECEDENCE: Final = "PRECEDENCE RELATIONS"
REQUESTS: Final = "REQUESTS/DURATIONS"
AVAILABLE: Final = "RESOURCEAVAILABILITIES"


class ProjectFileRefused(Refusal):
    """A file that is not a single-mode project in the form of PSPLIB."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def whole(self) -> tuple[int, ...]:
        """Its whole numbers. Raises ProjectFileRefused for anything else."""
        words = self.text.split()
        if not words or not all(word.isdecimal() for word in words):
            raise ProjectFileRefused(
                "line {line}: whole numbers are expected, not {text!r}", line=self.number, text=self.text[:60]
            )
        return tuple(int(word) for word in words)


def read_project(text: str, name: str) -> Project:
    """The project of a `.sm` file. Raises ProjectFileRefused with the line of the fault."""
    lines = [_Line(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    successors = _successors(list(_section(lines, PRECEDENCE, 1)))
    requests = _requests(list(_section(lines, REQUESTS, 1)), len(successors))
    resources = _resources(lines)
    for number, (line, _, demands) in requests.items():
        if len(demands) != len(resources):
            raise ProjectFileRefused(
                "line {line}: job {job} asks for {asked} resources, the file has {many}",
                line=line,
                job=number,
                asked=len(demands),
                many=len(resources),
            )
        for demand, resource in zip(demands, resources, strict=True):
            if demand > resource.capacity:
                raise ProjectFileRefused(
                    "line {line}: job {job} asks for {demand} of {resource}, there are {capacity}",
                    line=line,
                    job=number,
                    demand=demand,
                    resource=resource.name,
                    capacity=resource.capacity,
                )
    jobs = tuple(
        Job(number, requests[number][1], requests[number][2], after)
        for number, (_, after) in successors.items()
    )
    return Project(name, jobs, resources)


def _section(lines: list[_Line], heading: str, skip: int) -> Iterator[_Line]:
    """The lines under a heading, without its `skip` lines of column names, up to the next row of stars."""
    places = [place for place, line in enumerate(lines) if line.text.rstrip(":") == heading]
    if len(places) != 1:
        raise ProjectFileRefused(
            "the heading {heading} is expected once, it is there {many} times",
            heading=heading,
            many=len(places),
        )
    for line in lines[places[0] + 1 + skip :]:
        if line.text.startswith("*"):
            return
        if not line.text.startswith("-"):
            yield line


def _successors(lines: list[_Line]) -> dict[int, tuple[int, tuple[int, ...]]]:
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    for line in lines:
        words = line.whole
        if len(words) < 3 or words[0] != len(found) + 1:
            raise ProjectFileRefused(
                "line {line}: job {job} is expected here", line=line.number, job=len(found) + 1
            )
        if words[1] != 1:
            raise ProjectFileRefused(
                "line {line}: job {job} has {modes} modes; only one is read",
                line=line.number,
                job=words[0],
                modes=words[1],
            )
        after = words[3:]
        if len(after) != words[2] or len(set(after)) < len(after):
            raise ProjectFileRefused(
                "line {line}: {many} different successors are expected", line=line.number, many=words[2]
            )
        found[words[0]] = line.number, after
    if not found:
        raise ProjectFileRefused("there are no jobs under {heading}", heading=PRECEDENCE)
    for number, (place, after) in found.items():
        for later in after:
            if not number < later <= len(found):
                raise ProjectFileRefused(
                    "line {line}: job {later} cannot wait for job {job}: numbers must rise, up to {last}",
                    line=place,
                    later=later,
                    job=number,
                    last=len(found),
                )
    return found


def _requests(lines: list[_Line], many: int) -> dict[int, tuple[int, int, tuple[int, ...]]]:
    found: dict[int, tuple[int, int, tuple[int, ...]]] = {}
    for line in lines:
        words = line.whole
        if len(words) < 4 or words[0] != len(found) + 1 or words[1] != 1:
            raise ProjectFileRefused(
                "line {line}: job {job} in mode 1 is expected here", line=line.number, job=len(found) + 1
            )
        found[words[0]] = line.number, words[2], words[3:]
    if len(found) != many:
        raise ProjectFileRefused(
            "{heading}: {found} jobs, but {many} under {other}",
            heading=REQUESTS,
            found=len(found),
            many=many,
            other=PRECEDENCE,
        )
    return found


def _resources(lines: list[_Line]) -> tuple[Resource, ...]:
    under = list(_section(lines, AVAILABLE, 0))
    if len(under) != 2:
        raise ProjectFileRefused("{heading}: names and one row of numbers are expected", heading=AVAILABLE)
    names, amounts = under[0].text.split(), under[1].whole
    # written "R 1  R 2": a letter and a number each
    if any(kind != "R" for kind in names[::2]) or len(names) != 2 * len(amounts):
        raise ProjectFileRefused(
            "line {line}: only renewable resources are read, one amount each", line=under[0].number
        )
    return tuple(Resource(f"R{number}", amount) for number, amount in zip(names[1::2], amounts, strict=True))


def written_project(project: Project) -> str:
    """The project in the same form, so that any reader of PSPLIB takes it."""
    stars = "*" * 72
    heads = "  ".join(f"R {resource.name.removeprefix('R')}" for resource in project.resources)
    lines = [
        stars,
        f"file with basedata            : {project.name}",
        "initial value random generator: 0",
        stars,
        "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {len(project.jobs)}",
        f"horizon                       :  {sum(job.duration for job in project.jobs)}",
        "RESOURCES",
        f"  - renewable                 :  {len(project.resources)}   R",
        "  - nonrenewable              :  0   N",
        "  - doubly constrained        :  0   D",
        stars,
        "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
    ]
    for job in project.jobs:
        lines.append(f"{job.number:4}  1  {len(job.after):4}  {' '.join(str(later) for later in job.after)}")
    lines += [stars, "REQUESTS/DURATIONS:", f"jobnr. mode duration  {heads}", "-" * 72]
    for job in project.jobs:
        lines.append(f"{job.number:4}  1  {job.duration:4}  {'  '.join(str(many) for many in job.demands)}")
    amounts = "  ".join(str(resource.capacity) for resource in project.resources)
    return "\n".join([*lines, stars, "RESOURCEAVAILABILITIES:", f"  {heads}", f"  {amounts}", stars, ""])
