"""A supplier's limits as rules of a gene."""

from __future__ import annotations

import re
from dataclasses import replace

from xiandao.foundry.synthesis.codons.rules import GcRange, GeneRefused, GeneWish
from xiandao.foundry.synthesis.vendors import Limits, Product
from xiandao.kernel.sentences import Sentence


def under(wish: GeneWish, product: Product) -> GeneWish:
    """The same wish with the limits of a product on top: of two limits the stricter holds.

    The length is that of the gene with what stands beside it. Raises GeneRefused where it does not fit.
    """
    limits = product.limits
    length = 3 * len("".join(wish.protein.split())) + len(wish.left) + len(wish.right)
    if not limits.shortest <= length <= (limits.longest or length):
        raise GeneRefused(
            "{product} is made from {shortest} to {longest} bases; this gene has {length}",
            product=product.name,
            shortest=limits.shortest,
            longest=limits.longest or Sentence("any number of"),
            length=length,
        )
    windows = tuple(GcRange(gc.least, gc.most, gc.bases) for gc in limits.gc if gc.bases)
    return replace(
        wish,
        avoid=tuple(dict.fromkeys((*wish.avoid, *limits.avoid))),
        longest_run=_stricter(wish.longest_run, limits.longest_run),
        gc=_overall(wish, limits, product.name),
        windows=(*wish.windows, *windows),
        unique=_stricter(wish.unique, limits.unique),
        stem=_stricter(wish.stem, limits.stem),
        stem_reach=max(wish.stem_reach if wish.stem else 0, limits.stem_reach if limits.stem else 0)
        or wish.stem_reach,
    )


def kept(first: int, dna: str) -> dict[int, tuple[str, ...]]:
    """Codons to keep as they are: this DNA from residue number `first` (from 0) on. Raises GeneRefused."""
    letters = "".join(dna.split()).upper().replace("U", "T")
    bad = re.search("[^ACGT]", letters)
    if bad:
        raise GeneRefused("base {place} of what is to be kept is no DNA", place=bad.start() + 1)
    if not letters or len(letters) % 3 or first < 0:
        raise GeneRefused("what is to be kept has {count} bases, not whole codons", count=len(letters))
    return {first + at // 3: (letters[at : at + 3],) for at in range(0, len(letters), 3)}


def _stricter(one: int, other: int) -> int:
    return min(one or other, other or one)


def _overall(wish: GeneWish, limits: Limits, name: str) -> GcRange | None:
    told = [GcRange(gc.least, gc.most) for gc in limits.gc if not gc.bases] + ([wish.gc] if wish.gc else [])
    if not told:
        return None
    both = GcRange(max(gc.least for gc in told), min(gc.most for gc in told))
    if both.least > both.most:
        raise GeneRefused("the GC wished for and that of {product} have nothing in common", product=name)
    return both
