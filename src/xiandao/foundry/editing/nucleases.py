"""Nucleases as data: the PAM, its side of the protospacer, how long a guide is, where it cuts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.foundry.sequences.alphabet import MEANS
from xiandao.kernel.refusals import Refusal

LONGEST_GUIDE: Final = 30  # with one bulge it still fits 64 bits
SHORTEST_GUIDE: Final = 12


class EditingRefused(Refusal):
    """A nuclease, guide or genome that cannot be searched."""


class Side(StrEnum):
    """Where the PAM stands, seen from the protospacer on its own strand."""

    THREE = "3"  # Cas9: protospacer, then PAM
    FIVE = "5"  # Cas12a: PAM, then protospacer


@dataclass(frozen=True, slots=True)
class Nuclease:
    """`pam` in IUPAC letters; `cut` counts bases between PAM and cut on the strand of the protospacer."""

    name: str
    pam: str
    side: Side
    guide_length: int
    cut: int
    source: str

    def __post_init__(self) -> None:
        """Refuse what no search could use."""
        wrong = [letter for letter in self.pam if letter not in MEANS or letter == "U"]
        if not self.pam or wrong:
            raise EditingRefused(
                "{nuclease}: “{pam}” is no PAM; write it in IUPAC letters, such as NGG",
                nuclease=self.name,
                pam=self.pam,
            )
        if not SHORTEST_GUIDE <= self.guide_length <= LONGEST_GUIDE:
            raise EditingRefused(
                "{nuclease}: guides of {length} bases are not searched; use {least} to {most}",
                nuclease=self.name,
                length=self.guide_length,
                least=SHORTEST_GUIDE,
                most=LONGEST_GUIDE,
            )

    def meets(self, letters: str) -> bool:
        """Whether letters, 5' to 3' on the strand of the protospacer, are this PAM."""
        return len(letters) == len(self.pam) and all(
            letter in MEANS[code] for letter, code in zip(letters, self.pam, strict=True)
        )


SP_CAS9: Final = Nuclease("SpCas9", "NGG", Side.THREE, 20, 3, "Jinek et al. 2012, Science 337:816")
SP_CAS9_RELAXED: Final = Nuclease(
    "SpCas9 with NAG", "NRG", Side.THREE, 20, 3, "Hsu et al. 2013, Nat Biotechnol 31:827"
)
SA_CAS9: Final = Nuclease("SaCas9", "NNGRRT", Side.THREE, 21, 3, "Ran et al. 2015, Nature 520:186")
CAS12A: Final = Nuclease("Cas12a", "TTTV", Side.FIVE, 23, 18, "Zetsche et al. 2015, Cell 163:759")
NUCLEASES: Final = {one.name: one for one in (SP_CAS9, SP_CAS9_RELAXED, SA_CAS9, CAS12A)}
