"""The folding energies of ViennaRNA as arrays: read from the library, so no table is copied here."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import RNA

Integers = npt.NDArray[np.int32]
NEVER: Final = 1_000_000_000
POSSIBLE: Final = 500_000_000  # what is above stands for "not at all"; two of them still fit 32 bits
UNITS_PER_DECACAL: Final = 100
"""Energies are whole numbers of 1e-4 kcal/mol, so that codon weights lose nothing that matters."""
_WORDS: Final = {"INF": NEVER // UNITS_PER_DECACAL, "DEF": -50}  # as ViennaRNA writes its parameter files
_LETTER: Final = {"A": 0, "C": 1, "G": 2, "U": 3}
_PAIRS: Final = (("C", "G"), ("G", "C"), ("G", "U"), ("U", "G"), ("A", "U"), ("U", "A"))
_SPECIAL: Final = {3: "Triloops", 4: "Tetraloops", 6: "Hexaloops"}


class Energies(NamedTuple):
    """Nearest-neighbour energies (Turner 2004, NNDB) in 1e-4 kcal/mol; bases are 1..4 for A, C, G, U.

    Pair types are 1..6 for CG, GC, GU, UG, AU, UA; `single` is (ninio, its maximum, AU end, closing of a
    multiloop, branch of a multiloop, unpaired base in a multiloop). `special[k]` holds one value for each
    string of 5, 6 or 8 bases written to base 4, NEVER where the table has none.
    """

    pair: Integers
    stack: Integers
    hairpin: Integers
    bulge: Integers
    interior: Integers
    mismatch_hairpin: Integers
    mismatch_interior: Integers
    mismatch_1n: Integers
    mismatch_23: Integers
    int11: Integers
    int21: Integers
    int22: Integers
    special: Integers
    single: Integers
    least: Integers


def _sections() -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "energies.par"
        RNA.params_save(str(path))
        text = path.read_text()
    sections: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("#"):
            name = line.strip("# ")
            sections[name] = []
        elif line.strip() and not line.startswith("/*"):
            sections[name] += line.split("/*")[0].split()
    return sections


def _numbers(words: list[str]) -> npt.NDArray[np.float64]:
    return np.array([_WORDS.get(word, None) or float(word) for word in words])


def _scaled(numbers: npt.NDArray[np.float64]) -> Integers:
    whole = np.where(np.abs(numbers) >= _WORDS["INF"], NEVER, numbers * UNITS_PER_DECACAL)
    return whole.astype(np.int32)


def _table(words: list[str], shape: tuple[int, ...], first: int) -> Integers:
    """A section as an array whose pair and base numbers start where the others' do."""
    values = _scaled(_numbers(words)).reshape(shape)
    padding = [(1, 0) if size == first else (0, 0) for size in shape]
    return np.pad(values, padding)


def _long(words: list[str], stretch: float, longest: int) -> Integers:
    """Loop initiation up to any size: beyond 30 it grows with the logarithm (Jacobson & Stockmayer 1950)."""
    numbers = list(_numbers(words))
    numbers += [numbers[30] + int(stretch * np.log(size / 30.0)) for size in range(31, longest + 1)]
    return _scaled(np.array(numbers))


def _special(sections: dict[str, list[str]]) -> Integers:
    table = np.full((7, 4**8), NEVER, dtype=np.int32)
    for size, name in _SPECIAL.items():
        words = sections.get(name, [])
        for string, energy in zip(words[0::3], words[1::3], strict=True):
            code = 0
            for letter in string:
                code = code * 4 + _LETTER[letter]
            table[size, code] = int(energy) * UNITS_PER_DECACAL
    return table


@cache
def energies(longest: int) -> Energies:
    """The parameters now loaded in ViennaRNA, at 37 degrees, for hairpins of up to `longest` bases."""
    sections = _sections()
    pair = np.zeros((5, 5), dtype=np.int32)
    for number, (left, right) in enumerate(_PAIRS, start=1):
        pair[_LETTER[left] + 1, _LETTER[right] + 1] = number
    stretch = float(sections["Misc"][4])
    multi, ninio = _numbers(sections["ML_params"]), _numbers(sections["NINIO"])
    int22 = np.zeros((7, 7, 5, 5, 5, 5), dtype=np.int32)
    int22[1:, 1:, 1:, 1:, 1:, 1:] = _scaled(_numbers(sections["int22"])).reshape(6, 6, 4, 4, 4, 4)
    single = np.array([ninio[0], ninio[2], float(sections["Misc"][2]), multi[2], multi[4], multi[0]])
    tables = Energies(
        pair=pair,
        stack=_table(sections["stack"], (7, 7), 7),
        hairpin=_long(sections["hairpin"], stretch, max(longest, 30)),
        bulge=_scaled(_numbers(sections["bulge"])),
        interior=_scaled(_numbers(sections["internal"])),
        mismatch_hairpin=_table(sections["mismatch_hairpin"], (7, 5, 5), 7),
        mismatch_interior=_table(sections["mismatch_internal"], (7, 5, 5), 7),
        mismatch_1n=_table(sections["mismatch_internal_1n"], (7, 5, 5), 7),
        mismatch_23=_table(sections["mismatch_internal_23"], (7, 5, 5), 7),
        int11=_table(sections["int11"], (7, 7, 5, 5), 7),
        int21=_table(sections["int21"], (7, 7, 5, 5, 5), 7),
        int22=int22,
        special=_special(sections),
        single=_scaled(single),
        least=np.zeros((31, 31), dtype=np.int32),
    )
    return tables._replace(least=_least(tables))


def weighted(tables: Energies, factor: int) -> Energies:
    """The same energies in whole numbers of 0.01 kcal/mol, each `factor` times: half of a weighted sum."""
    return Energies(
        *(
            table
            if name == "pair"
            else np.where(table >= POSSIBLE, NEVER, table // UNITS_PER_DECACAL * factor).astype(np.int32)
            for name, table in tables._asdict().items()
        )
    )


def _least(tables: Energies) -> Integers:
    """For each shape of two-pair loop a bound that no loop of this shape goes below."""
    least = np.full((31, 31), NEVER, dtype=np.int32)
    inner = {2: tables.mismatch_interior, 1: tables.mismatch_1n, 3: tables.mismatch_23}
    lowest = 2 * min(int(table.min()) for table in inner.values())
    for left in range(31):
        for right in range(31 - left):
            size = left + right
            if size == 0:
                least[left, right] = tables.stack.min()
            elif 0 in (left, right):
                least[left, right] = tables.bulge[size] + (tables.stack.min() if size == 1 else 0)
            elif size <= 4:
                least[left, right] = min(
                    tables.int11.min(), tables.int21.min(), tables.int22.min(), tables.interior[4] + lowest
                )
            else:
                lopsided = min(int(tables.single[1]), abs(left - right) * int(tables.single[0]))
                least[left, right] = tables.interior[size] + lopsided + lowest
    return least
