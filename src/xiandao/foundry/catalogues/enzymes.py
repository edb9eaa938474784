"""Restriction enzymes as values, derived from Biopython's copy of REBASE when asked (Roberts et al.)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from Bio import Restriction

from xiandao.foundry.catalogues.parts import CatalogueRefusal
from xiandao.foundry.sequences import reverse_complement
from xiandao.foundry.sequences.alphabet import MEANS

SOURCE: Final = "REBASE, as Biopython carries it"


@dataclass(frozen=True, slots=True)
class Enzyme:
    """An enzyme that cuts once at its site. Cuts are counted in letters from the site's first letter.

    `top` on the strand that reads like the site, `bottom` on the other; both may lie outside the site.
    """

    name: str
    site: str
    top: int
    bottom: int
    suppliers: tuple[str, ...] = ()
    source: str = SOURCE

    @property
    def overhang(self) -> int:
        """Letters that stay single; above 0 a 5' end, below 0 a 3' end, 0 blunt."""
        return self.bottom - self.top

    @property
    def palindromic(self) -> bool:
        """Whether both strands of the site read alike."""
        return reverse_complement(self.site) == self.site

    @property
    def type_iis(self) -> bool:
        """Whether it cuts outside its site, so that the ends can be chosen freely."""
        return not self.palindromic and not (0 <= self.top <= len(self.site) >= self.bottom >= 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where an enzyme cuts: before the letter `position` of the top strand, 0-based."""

    enzyme: str
    position: int
    strand: int


@cache
def enzymes(*, sold: bool = True) -> tuple[Enzyme, ...]:
    """Every enzyme that cuts once at a known site, by name; `sold`: only those that somebody sells."""
    batch = Restriction.CommOnly if sold else Restriction.AllEnzymes  # type: ignore[attr-defined]
    return tuple(
        _enzyme(one)
        for one in sorted(batch, key=str)
        if one.cut_once() and one.fst5 is not None and one.fst3 is not None
    )


def _enzyme(one: Any) -> Enzyme:
    site = str(one.site)
    return Enzyme(str(one), site, one.fst5, len(site) + one.fst3, tuple(one.supplier_list()))


def enzyme(name: str) -> Enzyme:
    """The enzyme of that name. Raises CatalogueRefusal."""
    found = next((one for one in enzymes(sold=False) if one.name == name), None)
    if found is None:
        raise CatalogueRefusal(
            "there is no enzyme {name} that cuts once at a known site; names are written as in REBASE: BsaI",
            name=name,
        )
    return found


def cuts(sequence: str, wanted: Iterable[Enzyme], *, circular: bool = False) -> tuple[Cut, ...]:
    """Every cut of the enzymes, in order; sites across the origin of a circle count.

    On a linear sequence both strands must be cut between two letters.
    """
    letters = sequence.upper().replace("U", "T")
    found: list[Cut] = []
    for one in wanted:
        found.extend(_cuts(letters, one, circular))
    return tuple(sorted(found, key=lambda cut: (cut.position, cut.enzyme)))


def _cuts(letters: str, one: Enzyme, circular: bool) -> Iterable[Cut]:
    size, length = len(one.site), len(letters)
    if size > length:
        return
    around = letters + letters[: size - 1] if circular else letters
    found = [(match.start(), 1) for match in _pattern(one.site).finditer(around)]
    if not one.palindromic:
        turned = _pattern(reverse_complement(one.site))
        found += [(match.start(), -1) for match in turned.finditer(around)]
    for start, strand in found:
        first, second = (one.top, one.bottom) if strand == 1 else (size - one.bottom, size - one.top)
        if circular:
            yield Cut(one.name, (start + first) % length, strand)
        elif min(first, second) + start > 0 and max(first, second) + start < length:
            yield Cut(one.name, start + first, strand)


@cache
def _pattern(site: str) -> re.Pattern[str]:
    """The site as an expression that finds overlapping places too."""
    letters = (f"[{MEANS[letter]}]" if len(MEANS[letter]) > 1 else letter for letter in site)
    return re.compile(f"(?={''.join(letters)})")


def unique_cuts(
    sequence: str, wanted: Sequence[Enzyme] | None = None, *, circular: bool = False
) -> tuple[Cut, ...]:
    """Cuts of those enzymes that cut exactly once.

    Of several with one site and one cut, one is told: the one that more sell, then the first by name.
    """
    chosen: dict[tuple[str, int, int], Enzyme] = {}
    for one in sorted(wanted or enzymes(), key=lambda one: (-len(one.suppliers), one.name)):
        chosen.setdefault((one.site, one.top, one.bottom), one)
    by_enzyme: dict[str, list[Cut]] = {}
    for cut in cuts(sequence, chosen.values(), circular=circular):
        by_enzyme.setdefault(cut.enzyme, []).append(cut)
    single = [found[0] for found in by_enzyme.values() if len(found) == 1]
    return tuple(sorted(single, key=lambda cut: (cut.position, cut.enzyme)))
