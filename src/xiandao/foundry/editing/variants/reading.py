"""VCF files, read strictly: a line that cannot be meant is a fault with its number, never a guess.

What is read: replaced, inserted and deleted letters (VCF 4.x, plain or gzip), and one sample's genotype.
Symbolic alleles, break ends and overlapping deletions (*) are no letters: they are told and left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.sequences.records import Record

MOST_BYTES: Final = 1024 * 1024 * 1024  # unpacked
_FIXED: Final = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")
_GENOTYPE: Final = re.compile(r"(\d+|\.)(?:([/|])(\d+|\.))?")
_REFERENCE: Final = re.compile(r"[ACGTNacgtn]+")


class VariantsRefused(EditingRefused):
    """A file of variants, or a line of it, that cannot be read."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Letters of the upper strand from `start` to `end` replaced by one of `alleles`, shared ends trimmed.

    `line` is where the file says so. `genotype`: for a sample the allele on each of its haplotypes, 0 for the
    genome's own, 1 for the first of `alleles`; None where no sample was asked for. `phased`: which haplotype
    carries which allele is known.
    """

    chromosome: str
    start: int
    end: int
    alleles: tuple[str, ...]
    name: str
    line: int
    genotype: tuple[int, int] | None = None
    phased: bool = False


@dataclass(frozen=True, slots=True)
class VariantFault:
    """One line that was left out, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Variants:
    """What a file told, in the order of chromosomes and places; the faults name their lines."""

    file: str
    sample: str
    variants: tuple[Variant, ...]
    faults: tuple[VariantFault, ...]


def read_variants(path: Path, genome: Sequence[Record], *, sample: str = "") -> Variants:
    """The variants of a VCF file. Raises VariantsRefused for what is no VCF, or lacks the sample."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise VariantsRefused("{file} cannot be read", file=path.name) from fault
    return variants_in(content, path.name, genome, sample=sample)


def variants_in(content: bytes, file: str, genome: Sequence[Record], *, sample: str = "") -> Variants:
    """The same from bytes; REF is held against the genome's letters."""
    lines = _unpacked(content, file).replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("##fileformat=VCFv4"):
        raise VariantsRefused("{file}, line 1: a VCF file begins with ##fileformat=VCFv4", file=file)
    texts = {one.name: one.sequence for one in genome}
    column, found, faults = -2, list[Variant](), list[VariantFault]()
    for number, line in enumerate(lines, 1):
        if not line or (column == -2 and line.startswith("##")):
            continue
        if column == -2:
            column = _column(line, file, number, sample)
            continue
        try:
            found += _variants(line, number, texts, column)
        except VariantsRefused as refusal:
            faults.append(VariantFault(number, f"{file}, line {number}: {refusal.sentence}"))
    if column == -2:
        raise VariantsRefused("{file} has no line that begins with #CHROM", file=file)
    order = {name: place for place, name in enumerate(texts)}
    found.sort(key=lambda one: (order[one.chromosome], one.start, one.end, one.line))
    return Variants(file, sample, tuple(found), tuple(faults))


def _unpacked(content: bytes, file: str) -> str:
    """Plain text; gzip in one or many members, as bgzip writes them."""
    parts, left = [], content
    while left[:2] == b"\x1f\x8b":
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(unpacking.decompress(left, MOST_BYTES + 1))
        except zlib.error as fault:
            raise VariantsRefused("{file} is a damaged gzip file", file=file) from fault
        if not unpacking.eof:
            raise VariantsRefused("{file} is a gzip file that is cut off or too large", file=file)
        left = unpacking.unused_data
    if parts and left:
        raise VariantsRefused("{file} has letters behind its gzip members", file=file)
    whole = b"".join(parts) if parts else content
    if len(whole) > MOST_BYTES:
        raise VariantsRefused("{file} is too large; split it by chromosome", file=file)
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise VariantsRefused("{file} is no text in UTF-8", file=file) from fault


def _column(line: str, file: str, number: int, sample: str) -> int:
    """Where the sample's genotypes stand; -1 where none is asked for."""
    heads = line.split("\t")
    if tuple(heads[:8]) != _FIXED:
        raise VariantsRefused(
            "{file}, line {line}: the columns begin with {wanted}, parted by tabs",
            file=file,
            line=number,
            wanted=" ".join(_FIXED),
        )
    if not sample:
        return -1
    if sample not in heads[9:]:
        raise VariantsRefused(
            "{file} has no sample {sample}; it has {known}",
            file=file,
            sample=sample,
            known=", ".join(heads[9:]) or "none",
        )
    return heads.index(sample, 9)


def _variants(line: str, number: int, texts: Mapping[str, str], column: int) -> Iterator[Variant]:
    cells = line.split("\t")
    if len(cells) < max(8, column + 1):
        raise VariantsRefused(
            "{count} columns where {least} are wanted", count=len(cells), least=max(8, column + 1)
        )
    chromosome, place, name, reference, alternatives = cells[:5]
    text = texts.get(chromosome)
    if text is None:
        raise VariantsRefused("there is no chromosome {name} in the genome", name=chromosome)
    if not place.isdecimal() or not 1 <= int(place) <= len(text):
        raise VariantsRefused("POS {place} is no place of {name}", place=place, name=chromosome)
    start = int(place) - 1
    if not _REFERENCE.fullmatch(reference):
        raise VariantsRefused("REF “{letters}” is not written in A, C, G, T, N", letters=reference[:20])
    there = text[start : start + len(reference)].upper()
    if there != reference.upper():
        raise VariantsRefused(
            "REF is {letters} and the genome has {there} at {name}:{place}",
            letters=reference[:20],
            there=there[:20] or "nothing",
            name=chromosome,
            place=place,
        )
    if alternatives == ".":
        return
    alleles = alternatives.upper().split(",")
    wrong = next((one for one in alleles if not one or not set(one) <= set("ACGT")), None)
    if wrong is not None:
        raise VariantsRefused("the allele “{allele}” is no letters: left out", allele=wrong[:20])
    genotype, phased = _genotype(cells, column, len(alleles)) if column >= 0 else (None, False)
    yield _trimmed(
        Variant(
            chromosome, start, start + len(reference), tuple(alleles),
            name if name != "." else f"{chromosome}:{place}", number, genotype, phased,
        ),
        reference.upper(),
    )  # fmt: skip


def _genotype(cells: Sequence[str], column: int, many: int) -> tuple[tuple[int, int], bool]:
    """A haploid call stands for both haplotypes; a missing one is taken for the genome's own letter."""
    keys = cells[8].split(":")
    if keys[0] != "GT":
        raise VariantsRefused("FORMAT does not begin with GT")
    said = cells[column].split(":")[0]
    parts = _GENOTYPE.fullmatch(said)
    if parts is None:
        raise VariantsRefused("the genotype “{said}” is not of one or two haplotypes", said=said[:20])
    first = 0 if parts[1] == "." else int(parts[1])
    second = first if parts[3] is None else 0 if parts[3] == "." else int(parts[3])
    if max(first, second) > many:
        raise VariantsRefused("the genotype {said} names an allele that is not there", said=said)
    return (first, second), parts[2] == "|" or first == second


def _trimmed(variant: Variant, reference: str) -> Variant:
    """Without the letters that reference and every allele share at their ends."""
    words = [reference, *variant.alleles]
    back = 0
    while min(map(len, words)) > back and len({word[len(word) - 1 - back] for word in words}) == 1:
        back += 1
    words = [word[: len(word) - back] for word in words]
    front = 0
    while min(map(len, words)) > front and len({word[front] for word in words}) == 1:
        front += 1
    return Variant(
        variant.chromosome, variant.start + front, variant.end - back,
        tuple(word[front:] for word in words[1:]), variant.name, variant.line,
        variant.genotype, variant.phased,
    )  # fmt: skip
