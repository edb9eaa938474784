"""`python -m bench.foundry.guides`: off-target search from an index, beside a plain scan of all sites.

Genomes are seeded: random letters at the GC share of the organism named, a part of them copies of repeat
families that have drifted apart by five letters in a hundred. The plain scan compares every guide with every
distinct site (XOR and popcount, both cores). `--large` adds a genome of 1 Gb; `--genome FILE` adds a real one
(FASTA or GenBank). Cas-OFFinder runs beside on the one like yeast's and on a real one, where it is found (see
`guides_peer`). `--kept FILE` keeps each row as it comes and does not measure it again. `--write` keeps the
page.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit, prange

from bench.foundry import guides_peer
from bench.foundry.tables import head
from bench.running import MEASUREMENTS, in_own_process, machine, parser, tell
from xiandao.foundry.editing import SP_CAS9, Genome, GuideIndex, find_sites, index_of, load, save
from xiandao.foundry.editing.genomes import Chromosome, encoded
from xiandao.foundry.editing.matching import differences, ones
from xiandao.foundry.sequences.formats import read_file

PAGE: Final = MEASUREMENTS / "foundry-guides.md"
GENOMES: Final = (  # like which organism, letters, GC, share of repeats
    ("E. coli", 4_640_000, 0.508, 0.01),
    ("yeast", 12_160_000, 0.383, 0.03),
    ("100 Mb", 100_000_000, 0.41, 0.3),
    ("1 Gb", 1_000_000_000, 0.41, 0.4),
)
LARGEST_BESIDE_PEER: Final = 15_000_000
HEADING: Final = """# Off-target search

Written by `python -m bench.foundry.guides --write`; do not edit. SpCas9 (NGG), guides drawn from the genome's
own sites, everything exact: every site within the stated edits, repeats counted. Genomes are seeded random
letters with the length and GC share named, partly copies of drifted repeat families. "Scan" compares every
guide with every distinct site on both cores. A row under a file's name is a real genome (NC_008253 is that of
Escherichia coli 536).

"""
HEADS: Final = (
    "genome", "letters", "sites", "index: s", "opened from disk: s", "1,000 guides, 4 mismatches: s", "hits",
    "scan: s", "100 guides, 4 and a bulge: s", "hits", "peak GB",
)  # fmt: skip


def genome(letters: int, gc: float, repeats: float) -> Genome:
    """A seeded genome of one chromosome."""
    chance = np.random.default_rng(2026)
    weights = [(1 - gc) / 2, gc / 2, gc / 2, (1 - gc) / 2]
    found = np.concatenate(
        [
            chance.choice(4, size=min(10_000_000, letters - start), p=weights).astype(np.uint8)
            for start in range(0, letters, 10_000_000)
        ]
    )
    families = [chance.choice(4, size=size, p=weights) for size in chance.integers(300, 6000, 50)]
    left = int(letters * repeats)
    while left > 0:
        family = families[int(chance.integers(len(families)))].astype(np.uint8)
        drifted = np.where(chance.random(len(family)) < 0.05, chance.integers(0, 4, len(family)), family)
        at = int(chance.integers(letters - len(family)))
        found[at : at + len(family)] = drifted
        left -= len(family)
    return Genome((Chromosome("chromosome", found, circular=False),), f"seeded {letters}")


def guides_of(index: GuideIndex, many: int) -> list[str]:
    """Guides at random sites."""
    chosen = np.random.default_rng(5).integers(0, len(index.keys), many)
    return [word(int(key)) for key in index.keys[chosen]]


def word(key: int) -> str:
    """The guide of a site, 5' to 3'."""
    return "".join("ACGT"[(key >> (2 * place)) & 3] for place in range(SP_CAS9.guide_length))[::-1]


@njit(cache=True, parallel=True)
def _scan(keys: npt.NDArray[np.uint64], letters: npt.NDArray[np.uint64], most: int) -> int:
    cares = np.uint64((1 << 40) - 1)
    hits = 0
    for guide in prange(letters.shape[0]):
        for key in keys:
            if ones(differences(key, letters[guide], cares)) <= most:
                hits += 1
    return hits


def timed(step: Callable[[], Any]) -> tuple[Any, float]:
    """What a step gives and how long it took."""
    began = time.perf_counter()
    found = step()
    return found, time.perf_counter() - began


def read_genome(path: Path) -> Genome:
    """A real genome, its chromosomes linear and under short names, as peers read them."""
    records = read_file(path).records
    chromosomes = (
        Chromosome(f"c{number}", encoded(one.sequence, one.name), circular=False)
        for number, one in enumerate(records, 1)
    )
    return Genome(tuple(chromosomes), path.name)


def measured(name: str, make: Callable[[], Genome]) -> dict[str, Any]:
    """One row of the table, and what is measured beside it."""
    held = make()
    letters = len(held)
    small = letters <= LARGEST_BESIDE_PEER
    text = guides_peer.fasta(held) if small and name != "E. coli" else b""
    step = partial(index_of, held, SP_CAS9)
    index, built = timed(step)
    del step, held  # the genome with them
    with tempfile.TemporaryDirectory() as folder:
        save(index, Path(folder) / "index")
        index, opened = timed(lambda: load(Path(folder) / "index"))
        guides = guides_of(index, 1000)
        find_sites(index, guides[:1], mismatches=4, bulges=1)  # the first call compiles
        plain, plain_s = timed(lambda: find_sites(index, guides, mismatches=4))
        bulged, bulged_s = timed(lambda: find_sites(index, guides[:100], mismatches=4, bulges=1))
        keys = np.asarray(index.keys)
        own = keys[np.random.default_rng(5).integers(0, len(keys), 1000)] & np.uint64((1 << 40) - 1)
        _scan(keys[:10], own[:1], 4)
        share = 1000 if len(keys) < 5_000_000 else 20  # a scan of the large ones is timed for 20 guides
        _, scan_s = timed(lambda: _scan(keys, own[:share], 4))
        scan = f"{scan_s:.2f}" if share == 1000 else f"{scan_s * 1000 / share:.0f} (from {share} guides)"
        every = _every(index, keys) if small else None
        beside = guides_peer.beside(index, guides, text, built) if text else []
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    row = [
        name, f"{letters:,}", f"{index.sites:,}", f"{built:.1f}", f"{opened:.2f}", f"{plain_s:.2f}",
        f"{len(plain):,}", scan, f"{bulged_s:.2f}", f"{len(bulged):,}", f"{peak:.1f}",
    ]  # fmt: skip
    return {"row": row, "every": every, "beside": [[name, *cells] for cells in beside]}


def _every(index: GuideIndex, keys: npt.NDArray[np.uint64]) -> str:
    """All different guides of a genome against all of its sites."""
    words = [word(int(key)) for key in keys]
    hits, seconds = timed(lambda: find_sites(index, words, mismatches=3))
    return f"{len(words):,} different guides, up to 3 mismatches: {seconds:.1f} s, {len(hits):,} hits"


def page(found: list[dict[str, Any]]) -> str:
    """The tables as Markdown."""
    lines = [HEADING, f"{machine()}.\n\n"]
    lines.append(head(HEADS))
    lines += [f"| {' | '.join(one['row'])} |\n" for one in found]
    lines.append("\nAll NGG guides of a genome at once:\n\n")
    lines += [f"- {one['row'][0]}: {one['every']}\n" for one in found if one["every"]]
    lines.append(guides_peer.section([cells for one in found for cells in one["beside"]]))
    return "".join(lines)


def main() -> None:
    """Each genome in a process of its own, so that its peak of memory is its own."""
    options = parser(__doc__, PAGE)
    options.add_argument("--one")
    options.add_argument("--large", action="store_true")
    options.add_argument("--genome", type=Path, action="append", default=[])
    options.add_argument("--kept", type=Path)
    told = options.parse_args()
    if told.one:
        if told.genome:
            print(json.dumps(measured(told.one, partial(read_genome, told.genome[0]))))
            return
        (chosen,) = (one[1:] for one in GENOMES if one[0] == told.one)
        print(json.dumps(measured(told.one, partial(genome, *chosen))))
        return
    wanted: list[tuple[str, tuple[str, ...]]] = [
        (name, ()) for name, *_ in (GENOMES if told.large else GENOMES[:-1])
    ]
    wanted += [(path.name, ("--genome", str(path.absolute()))) for path in told.genome]
    kept: dict[str, Any] = {}
    if told.kept and told.kept.exists():
        kept = {row["row"][0]: row for row in map(json.loads, told.kept.read_text().splitlines())}
    for name, words in wanted:
        if name in kept:
            continue
        kept[name] = in_own_process("bench.foundry.guides", "--one", name, *words)
        print(kept[name], file=sys.stderr, flush=True)
        if told.kept:
            with told.kept.open("a") as file:
                file.write(json.dumps(kept[name]) + "\n")
    found = [kept[name] for name, _ in wanted]
    tell(page(found), PAGE, write=told.write)


if __name__ == "__main__":
    main()
