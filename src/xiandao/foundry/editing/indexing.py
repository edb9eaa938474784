"""Every site of a genome beside a PAM, put in order so that near matches are found without a scan.

A site is written from its PAM outwards, two bits a base, with one base more than the guide (for a bulge).
Equal sites are kept once, with all their places. Two tables order the sites by two seeds, one in each half of
the guide: what differs in at most k places agrees with one of the seeds but for k // 2 of them (pigeonhole).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from xiandao.foundry.editing.genomes import Chromosome, Genome, Letters
from xiandao.foundry.editing.nucleases import EditingRefused, Nuclease, Side
from xiandao.foundry.sequences.alphabet import MEANS

FORMAT: Final = 1
LONGEST_SEED: Final = 10
SHORTEST_SEED: Final = 4
_SMALL: Final = 4096  # bytes
Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]
_FILES: Final = ("keys", "first", "places", "ragged", "ragged_lengths", "ragged_places")
_TABLE: Final = ("sites", "keys", "starts")


class Table(NamedTuple):
    """Sites ordered by a seed of `size` bases that begins `shift` bases from the PAM."""

    shift: int
    size: int
    sites: Numbers
    keys: Keys
    starts: Numbers


@dataclass(frozen=True, slots=True)
class GuideIndex:
    """All sites of one nuclease in one genome.

    `keys`: distinct sites, sorted; the places of site i are `places[first[i]:first[i + 1]]`, each
    2 x (offset of the chromosome + position of the PAM's first base on the upper strand) + (1 if below).
    `ragged`: sites that end early, at a chromosome's end or an unknown letter; `ragged_lengths` bases hold.
    """

    nuclease: Nuclease
    names: tuple[str, ...]
    lengths: tuple[int, ...]
    digest: str
    keys: Keys
    first: Places
    places: Places
    ragged: Keys
    ragged_lengths: Places
    ragged_places: Places
    tables: tuple[Table, Table]

    @property
    def sites(self) -> int:
        """How many sites there are, repeats counted."""
        return len(self.places) + len(self.ragged_places)


def index_of(genome: Genome, nuclease: Nuclease) -> GuideIndex:
    """Find and order every site. Raises EditingRefused where the PAM occurs nowhere.

    A site with a letter that is not one base is no site. Circular chromosomes are read across their origin.
    """
    keys, lengths, places = _all_sites(genome, nuclease)
    if not len(keys):
        raise EditingRefused(
            "the PAM {pam} of {nuclease} stands nowhere beside {length} bases in this genome",
            pam=nuclease.pam,
            nuclease=nuclease.name,
            length=nuclease.guide_length,
        )
    whole = lengths == nuclease.guide_length + 1
    order = np.argsort(keys[whole], kind="stable")
    ordered = keys[whole][order]
    fresh = np.ones(len(ordered), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    first = np.append(np.flatnonzero(fresh), len(ordered)).astype(np.int64)
    distinct = ordered[fresh]
    return GuideIndex(
        nuclease=nuclease,
        names=tuple(one.name for one in genome.chromosomes),
        lengths=tuple(len(one) for one in genome.chromosomes),
        digest=genome.digest,
        keys=distinct,
        first=first,
        places=places[whole][order],
        ragged=keys[~whole],
        ragged_lengths=lengths[~whole],
        ragged_places=places[~whole],
        tables=_tables(distinct, nuclease.guide_length),
    )


def save(index: GuideIndex, folder: Path) -> None:
    """Keep an index in a folder of its own; whole or not at all, for its description is written last."""
    folder.mkdir(parents=True, exist_ok=True)
    about = folder / "index.json"
    about.unlink(missing_ok=True)
    for name in _FILES:
        np.save(folder / f"{name}.npy", getattr(index, name))
    for number, table in enumerate(index.tables):
        for name in _TABLE:
            np.save(folder / f"table{number}-{name}.npy", getattr(table, name))
    nuclease = index.nuclease
    told = {
        "format": FORMAT,
        "nuclease": [nuclease.name, nuclease.pam, nuclease.side.value, nuclease.guide_length, nuclease.cut],
        "source": nuclease.source,
        "names": index.names,
        "lengths": index.lengths,
        "digest": index.digest,
        "seeds": [[table.shift, table.size] for table in index.tables],
    }
    about.write_text(json.dumps(told, ensure_ascii=False))


def load(folder: Path) -> GuideIndex:
    """Open a kept index; its arrays stay on disk until they are read. Raises EditingRefused."""
    try:
        told: dict[str, Any] = json.loads((folder / "index.json").read_text())
        if told["format"] != FORMAT:
            raise EditingRefused(
                "{folder}: an index of format {format}, this version reads {known}; build it again",
                folder=folder.name,
                format=told["format"],
                known=FORMAT,
            )
        arrays = {name: _opened(folder / f"{name}.npy") for name in _FILES}
        first, second = (
            Table(*seed, *(_opened(folder / f"table{number}-{name}.npy") for name in _TABLE))
            for number, seed in enumerate(told["seeds"])
        )
        name, pam, side, length, cut = told["nuclease"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as fault:
        raise EditingRefused("{folder} holds no whole index; build it again", folder=folder.name) from fault
    return GuideIndex(
        nuclease=Nuclease(name, pam, Side(side), length, cut, told["source"]),
        names=tuple(told["names"]),
        lengths=tuple(told["lengths"]),
        digest=told["digest"],
        tables=(first, second),
        **arrays,
    )


def _opened(path: Path) -> Any:
    """An array left on disk; a small one is read, for nothing can be mapped of an empty one."""
    return np.load(path, mmap_mode="r" if path.stat().st_size > _SMALL else None)


def _tables(keys: Keys, length: int) -> tuple[Table, Table]:
    half = (length + 1) // 2
    few = math.ceil(math.log(len(keys) + 1, 4))  # more buckets than sites would only cost time
    size = min(LONGEST_SEED, length // 2, max(few, SHORTEST_SEED))
    return _table(keys, 0, size), _table(keys, half, size)


def _table(keys: Keys, shift: int, size: int) -> Table:
    seeds = (keys >> np.uint64(2 * shift)) & np.uint64(4**size - 1)
    sites = np.argsort(seeds, kind="stable").astype(np.uint32)
    starts = np.zeros(4**size + 1, dtype=np.uint32)
    starts[1:] = np.cumsum(np.bincount(seeds.astype(np.int64), minlength=4**size))
    return Table(shift, size, sites, keys[sites], starts)


def _all_sites(genome: Genome, nuclease: Nuclease) -> tuple[Keys, Places, Places]:
    found: list[tuple[Keys, Places, Places]] = []
    offset = 0
    for chromosome in genome.chromosomes:
        found.append(_sites_of(chromosome, nuclease, offset))
        offset += len(chromosome)
    keys, lengths, places = (np.concatenate(columns) for columns in zip(*found, strict=True))
    return keys, lengths, places


def _sites_of(chromosome: Chromosome, nuclease: Nuclease, offset: int) -> tuple[Keys, Places, Places]:
    """Sites of one chromosome on both strands; a circle is read with a piece of itself on either side."""
    length, reach = nuclease.guide_length, nuclease.guide_length + 1
    size = len(nuclease.pam)
    letters, start = chromosome.letters, 0
    if chromosome.circular and len(chromosome) >= reach + size:
        start = reach
        letters = np.concatenate([letters[-reach:], letters, letters[: reach + size]])
    pam = np.array([[b in MEANS[letter] for b in "ACGT"] for letter in nuclease.pam], dtype=np.bool_)
    turned = pam[::-1, ::-1].copy()
    outwards = -1 if nuclease.side is Side.THREE else 1
    parts = []
    for below, pattern in ((0, pam), (1, turned)):
        step = -outwards if below else outwards
        keys, lengths, at = _scan(letters, pattern, start, len(chromosome), step, length, below == 1)
        parts.append((keys, lengths, 2 * (at + offset) + below))
    joined = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    keys, lengths, places = joined
    return keys, lengths, places


@njit(cache=True)
def _scan(
    letters: Letters,
    pattern: npt.NDArray[np.bool_],
    start: int,
    count: int,
    step: int,
    length: int,
    below: bool,
) -> tuple[Keys, Places, Places]:
    """PAMs that begin in `count` places from `start`, and the bases beside each, read outwards."""
    size = pattern.shape[0]
    most = min(count, letters.shape[0] - size - start + 1)
    hits = 0
    for turn in range(2):
        if turn == 1:
            keys = np.zeros(hits, dtype=np.uint64)
            lengths = np.zeros(hits, dtype=np.int64)
            at = np.zeros(hits, dtype=np.int64)
            hits = 0
        for place in range(start, start + most):
            fits = True
            for i in range(size):
                letter = letters[place + i]
                if letter > 3 or not pattern[i, letter]:
                    fits = False
                    break
            if not fits:
                continue
            key, known = np.uint64(0), 0
            base = place - 1 if step < 0 else place + size
            while known <= length and 0 <= base < letters.shape[0] and letters[base] < 4:
                letter = 3 - letters[base] if below else letters[base]
                key |= np.uint64(letter) << np.uint64(2 * known)
                known += 1
                base += step
            if known >= length - 1:
                if turn == 1:
                    keys[hits], lengths[hits], at[hits] = key, known, place - start
                hits += 1
    return keys, lengths, at
