"""What a map shows: stretches with a direction and a name, cuts, open frames, and words in two languages."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.catalogues import Cut, Enzyme, enzymes, unique_cuts
from xiandao.foundry.sequences import Feature, Frame, Molecule, Record, open_frames

MOST_SEARCHED: Final = 200_000  # letters; in longer ones a single cut is rare, and too much to draw
MOST_CUTS: Final = 40
MOST_FRAMES: Final = 400
MOST_FEATURES: Final = 2_000
LEAST_FRAME: Final = 100  # residues
COLOURS: Final = {
    "CDS": "#8fb8de", "gene": "#b7d0e8", "mat_peptide": "#b7d0e8", "promoter": "#8fce9b", "RBS": "#c5e8a8",
    "terminator": "#f0a8a0", "rep_origin": "#f5d27a", "oriT": "#f5d27a", "primer_bind": "#c9a7e0",
    "protein_bind": "#9fdcd6", "regulatory": "#8fce9b", "LTR": "#e3b9a2", "polyA_signal": "#f0a8a0",
}  # fmt: skip
COLOUR: Final = "#cbd2d9"
_WHOLE: Final = frozenset(("source",))  # a feature that says what the whole is


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a map."""

    letters: str = "bp"
    residues: str = "aa"
    circular: str = "circular"
    linear: str = "linear"
    features: str = "features"
    cutters: str = "enzymes that cut once"
    frames: str = "open reading frames"
    left_out: str = "not drawn or without a name"


ENGLISH: Final = Words()
CHINESE: Final = Words("bp", "aa", "环状", "线性", "特征", "单酶切位点", "开放阅读框", "未画出或未标名")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One thing on the map. `parts`: from and to, `end` beyond the length where it passes the origin."""

    label: str
    colour: str
    strand: int
    parts: tuple[tuple[int, int], ...]
    tip: str

    @property
    def start(self) -> int:
        """Where it begins on the top strand."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where it ends on the top strand."""
        return self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a map of a record shows, and how much was left out."""

    record: Record
    stretches: tuple[Stretch, ...]
    cuts: tuple[Cut, ...]
    frames: tuple[Frame, ...]
    words: Words
    left_out: int = 0

    @property
    def size(self) -> str:
        """The length as people write it."""
        unit = self.words.residues if self.record.molecule is Molecule.PROTEIN else self.words.letters
        return f"{len(self.record):,} {unit}"

    @property
    def identity(self) -> str:
        """A name for the picture's own elements that no other picture on a page has."""
        told = f"{self.record.name}{self.record.sequence}{self.stretches}"
        return f"map-{zlib.crc32(told.encode(errors='replace')):08x}"

    def cut_name(self, cut: Cut) -> str:
        """An enzyme and the letter behind which it cuts; at the origin that is the last."""
        return f"{cut.enzyme} {cut.position or len(self.record):,}"

    @property
    def told(self) -> str:
        """The map in words."""
        shape = self.words.circular if self.record.circular else self.words.linear
        parts = [f"{self.size}, {shape}"]
        named = (
            (self.words.features, [one.tip for one in self.stretches[:60]]),
            (self.words.cutters, [self.cut_name(cut) for cut in self.cuts]),
        )
        parts += [f"{name}: {', '.join(items)}" for name, items in named if items]
        if self.frames:
            parts.append(f"{self.words.frames}: {len(self.frames)}")
        return "; ".join(parts)


def contents_of(
    record: Record,
    *,
    cutters: tuple[Enzyme, ...] | None = None,
    cut_sites: bool = True,
    frames: bool = True,
    words: Words = ENGLISH,
) -> Contents:
    """What the map of a record shows.

    `cutters`: enzymes to look for instead of all that are sold; of them those that cut once are drawn, up
    to 40. Open frames have 100 residues or more. In more than 200,000 letters neither is looked for.
    """
    length = len(record)
    features = [one for one in record.features if one.kind not in _WHOLE and one.places]
    features.sort(key=lambda one: -sum(place.end - place.start for place in one.places))
    nucleic = record.molecule is not Molecule.PROTEIN and length <= MOST_SEARCHED
    cuts: tuple[Cut, ...] = ()
    found: tuple[Frame, ...] = ()
    if nucleic and cut_sites:
        cuts = unique_cuts(record.sequence, cutters, circular=record.circular)
    if nucleic and frames:
        found = open_frames(
            record.sequence, circular=record.circular, least_residues=LEAST_FRAME, starts=("ATG",)
        )
    found = tuple(sorted(found, key=lambda one: one.start - one.end)[:MOST_FRAMES])
    kept = features[:MOST_FEATURES]
    stretches = tuple(stretch_of(feature, length, circular=record.circular) for feature in kept)
    left_out = len(features) - len(kept) + max(0, len(cuts) - MOST_CUTS)
    return Contents(record, stretches, _spread(cuts, length), found, words, left_out)


def _spread(cuts: tuple[Cut, ...], length: int) -> tuple[Cut, ...]:
    """At most so many cuts: of the two that lie closest goes the one that fewer sell."""
    kept = list(cuts)
    sellers = {one.name: len(one.suppliers) for one in enzymes()} if len(kept) > MOST_CUTS else {}
    while len(kept) > MOST_CUTS:
        gaps = [
            (kept[index].position - kept[index - 1].position) % max(length, 1) for index in range(len(kept))
        ]
        close = gaps.index(min(gaps))
        del kept[min((close, close - 1), key=lambda index: sellers.get(kept[index].enzyme, 0))]
    return tuple(kept)


def stretch_of(feature: Feature, length: int, *, circular: bool) -> Stretch:
    """A feature as it is drawn: its places along the top strand, joined where they meet at the origin."""
    spans = [(place.start, max(place.end, place.start + 1)) for place in feature.places]
    if feature.strand == -1:
        spans.reverse()
    across = next((at for at in range(1, len(spans)) if spans[at][0] < spans[at - 1][0]), None)
    if circular and across is not None:
        spans = spans[:across] + [(start + length, end + length) for start, end in spans[across:]]
    else:
        spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    first, last = joined[0][0] + 1, (joined[-1][1] - 1) % max(length, 1) + 1
    sign = {1: " (+)", -1: " (-)"}.get(feature.strand, "")
    return Stretch(
        feature.label,
        COLOURS.get(feature.kind, COLOUR),
        feature.strand,
        tuple(joined),
        f"{feature.label} {first:,}..{last:,}{sign}",
    )
