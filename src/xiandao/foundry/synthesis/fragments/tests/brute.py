"""The slow obvious twin: every way to cut, asked again and again, judged letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from Bio.SeqUtils import MeltingTemp

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.synthesis.hosts import strings_of
from xiandao.foundry.synthesis.vendors import Assembly, Limits, Network, Overlap, Product


def words(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def share(text: str) -> float:
    return (text.count("G") + text.count("C")) / len(text)


def sellable(limits: Limits, text: str) -> bool:
    return (
        limits.shortest <= len(text) <= (limits.longest or len(text))
        and not (limits.longest_run and any(letter * (limits.longest_run + 1) in text for letter in "ACGT"))
        and not any(motif in text for name in limits.avoid for motif in strings_of(name, both_strands=True))
        and all(
            gc.least - 1e-9 <= share(part) <= gc.most + 1e-9
            for gc in limits.gc
            for part in (words(text, gc.bases) if gc.bases else [text])
        )
        and not (limits.unique and len(set(words(text, limits.unique))) < len(words(text, limits.unique)))
        and not (limits.stem and has_stem(text, limits.stem, limits.stem, limits.stem_reach))
    )


def has_stem(text: str, size: int, nearest: int, farthest: int) -> bool:
    parts = words(text, size)
    return any(
        parts[two] == reverse_complement(parts[one])
        for one in range(len(parts))
        for two in range(one + nearest, min(one + farthest + 1, len(parts)))
    )


def melts(text: str, rule: str) -> float:
    if rule == "wallace":
        return 2.0 * len(text) + 2.0 * (text.count("G") + text.count("C"))
    found: float = MeltingTemp.Tm_NN(  # type: ignore[no-untyped-call]
        text,
        nn_table={**MeltingTemp.DNA_NN4, "sym": (0, 0)},
        Na=50,
        dnac1=250,
        dnac2=0,
        saltcorr=5,
        selfcomp=False,
    )
    return found


def shares(text: str, place: int, overlap: Overlap, reach: int) -> int:
    """The length of the overlap around a place, 0 for none."""
    found: list[tuple[float, int]] = []
    for size in range(overlap.shortest, overlap.longest + 1):
        start = place - size // 2
        if start < 0 or start + size > len(text):
            continue
        part, degrees = text[start : start + size], melts(text[start : start + size], overlap.rule)
        least, most = overlap.melting or (-1e9, 1e9)
        far = overlap.hairpin + 3
        if (
            least <= degrees <= most
            and not (overlap.hairpin and has_stem(part, overlap.hairpin, far, overlap.longest))
            and not any(
                again(text, at, overlap.unique, reach)
                for at in range(start, start + size - overlap.unique + 1)
                if overlap.unique
            )
        ):
            found.append((abs(degrees - (least + most) / 2) if overlap.middle else float(size), size))
    return min(found, default=(0.0, 0))[1]


def again(text: str, at: int, size: int, reach: int) -> bool:
    """Whether a word occurs again, on either strand, within reach (only the nearest in the text count)."""
    word = text[at : at + size]
    if word == reverse_complement(word):
        return True
    same = {word, reverse_complement(word)}
    return any(
        other != at and abs(other - at) <= reach and text[other : other + size] in same
        for other in range(len(text) - size + 1)
    )


def cheapest(text: str, network: Network, days: int) -> float:
    """The least cost of the whole, infinite where there is no plan."""
    twin = Twin(text, network)
    return min(twin.cost(name, 0, len(text), days) for name in network.delivers)


class Twin:
    """Every way down, remembered."""

    def __init__(self, text: str, network: Network) -> None:
        self.text, self.network = text, network
        places = range(1, len(text))
        self.sizes = {
            one.name: {at: shares(text, at, one.overlap, one.longest or len(text)) for at in places}
            for one in network.assemblies
        }
        self.cost = cache(self.slow_cost)

    def slow_cost(self, name: str, start: int, end: int, left: int) -> float:
        one = self.network.named[name]
        if one.days > left:
            return float("inf")
        if isinstance(one, Product):
            fits = sellable(one.limits, self.text[start:end])
            return float(one.price_of(end - start)) if fits else float("inf")
        if one.longest and end - start > one.longest:
            return float("inf")
        sums = (
            sum(self.piece(one, *ends, left - one.days) for ends in way) for way in self.ways(one, start, end)
        )
        return float(one.cost) + min(sums, default=float("inf"))

    def piece(self, step: Assembly, start: int, end: int, left: int) -> float:
        return min(self.cost(taken, start, end, left) for taken in step.takes)

    def ways(self, step: Assembly, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
        sizes = self.sizes[step.name]
        for cuts in self.chains(step, start, end):
            if not step.most_pieces or len(cuts) < step.most_pieces:
                lefts = [place - sizes[place] // 2 for place in cuts]
                rights = [left + sizes[place] for left, place in zip(lefts, cuts, strict=True)]
                yield list(zip([start, *lefts], [*rights, end], strict=True))

    def chains(self, step: Assembly, start: int, end: int) -> Iterator[list[int]]:
        least, most = step.segment
        for place in range(start + least, min(start + most, end - least) + 1):
            if self.sizes[step.name][place]:
                if least <= end - place <= most:
                    yield [place]
                for rest in self.chains(step, place, end):
                    yield [place, *rest]
