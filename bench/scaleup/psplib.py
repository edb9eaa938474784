"""What a folder of PSPLIB holds: projects drawn by seed from each set, and the lengths published for them.

The library's own lists of results (`j60lb.sm`, `j60hrs.sm`, `j30opt.sm`) are read if they lie there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from xiandao.scaleup.scheduling.projects import Project, ProjectFileRefused, read_project

NAME: Final = re.compile(r"(j30|j60|j90|j120)(\d+)_(\d+)\.sm")
RESULTS: Final = re.compile(r"(j30|j60|j90|j120)(lb|hrs|opt)\.sm")
SEED: Final = 1


def drawn(folder: Path) -> Iterator[tuple[str, Iterator[Project]]]:
    """Each set with its projects in an order drawn by seed, read when they are asked for."""
    sets: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.sm")):
        if found := NAME.fullmatch(path.name):
            sets[found[1]].append(path)
    for name in sorted(sets, key=lambda one: int(one[1:])):
        files = Random(f"{SEED} {name}").sample(sets[name], len(sets[name]))
        yield name, (_read(path) for path in files)


def _read(path: Path) -> Project:
    try:
        return read_project(path.read_text(errors="replace"), path.name)
    except ProjectFileRefused as refusal:
        raise SystemExit(f"{path}: {refusal}; correct or remove it") from refusal


def published(folder: Path) -> dict[str, str]:
    """The best bound and the best length by file, as far as the lists in the folder tell them."""
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for path in sorted(folder.rglob("*.sm")):
        if kind := RESULTS.fullmatch(path.name):
            for line in path.read_text(errors="replace").splitlines():
                words = line.split()
                if len(words) < 3 or not all(word.isdecimal() for word in words[:3]):
                    continue
                name = f"{kind[1]}{words[0]}_{words[1]}.sm"
                most[name] = min(int(words[2]), most.get(name, int(words[2])))
                if kind[2] == "opt":
                    least[name] = int(words[2])
                if kind[2] == "lb" and len(words) > 3 and words[3].isdecimal():
                    least[name] = int(words[3])
    return {name: f"{least.get(name, '?')}..{length}" for name, length in most.items()}
