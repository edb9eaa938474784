"""A sequence with its features, frozen. Positions are 0-based, half-open; no place crosses the origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.kernel.refusals import Refusal


class SequenceRefusal(Refusal):
    """A sequence or a feature that cannot be."""


class Molecule(StrEnum):
    """What the letters stand for."""

    DNA = "DNA"
    RNA = "RNA"
    PROTEIN = "protein"


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of a sequence, on the given strand (+1 or -1; 0 where it has none)."""

    start: int
    end: int
    strand: int = 1
    before_start: bool = False  # "<": it begins somewhere before `start`
    after_end: bool = False  # ">": it ends somewhere after `end`


@dataclass(frozen=True, slots=True)
class Feature:
    """What lies where. Several places are read in the order given: that of the feature's own 5' to 3' end.

    A feature across the origin of a circle has a place at the end and one at the beginning.
    """

    kind: str  # the INSDC feature key, "CDS"
    places: tuple[Place, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()
    operator: str = "join"  # or "order"

    def first(self, name: str, default: str = "") -> str:
        """The first value of a qualifier."""
        return next((value for key, value in self.qualifiers if key == name), default)

    @property
    def label(self) -> str:
        """What a person calls it."""
        return next(
            (said for name in ("label", "gene", "product", "note") if (said := self.first(name))), self.kind
        )

    @property
    def strand(self) -> int:
        """The strand that all its places share; 0 where they do not."""
        strands = {place.strand for place in self.places}
        return strands.pop() if len(strands) == 1 else 0

    def of(self, sequence: str) -> str:
        """Its own sequence, 5' to 3'."""
        return "".join(
            reverse_complement(sequence[place.start : place.end])
            if place.strand == -1
            else sequence[place.start : place.end]
            for place in self.places
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A named sequence. `annotations`: what a format says of the whole; `qualities`: Phred scores."""

    name: str
    sequence: str
    molecule: Molecule = Molecule.DNA
    circular: bool = False
    description: str = ""
    features: tuple[Feature, ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    qualities: tuple[int, ...] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """A feature must lie on the sequence, and every letter needs its quality where there are any."""
        length = len(self.sequence)
        for feature in self.features:
            for place in feature.places:
                if not 0 <= place.start <= place.end <= length:
                    raise SequenceRefusal(
                        "{record}: the feature {feature} lies at {start}..{end}, "
                        "the sequence has {length} letters; "
                        "mend its location",
                        record=self.name,
                        feature=feature.label,
                        start=place.start + 1,
                        end=place.end,
                        length=length,
                    )
        if self.qualities is not None and len(self.qualities) != length:
            raise SequenceRefusal(
                "{record}: {qualities} quality scores for {length} letters",
                record=self.name,
                qualities=len(self.qualities),
                length=length,
            )

    def __len__(self) -> int:
        return len(self.sequence)

    def reverse_complement(self) -> Record:
        """The other strand, features with it."""
        length = len(self.sequence)
        turned = tuple(
            replace(
                feature,
                places=tuple(
                    Place(
                        length - place.end,
                        length - place.start,
                        -place.strand,
                        place.after_end,
                        place.before_start,
                    )
                    for place in feature.places
                ),
            )
            for feature in self.features
        )
        return replace(
            self,
            sequence=reverse_complement(self.sequence),
            features=turned,
            qualities=None if self.qualities is None else self.qualities[::-1],
        )
