"""What a file is: told by its first letters; a name only says what was meant."""

from __future__ import annotations

from typing import Final

from xiandao.foundry.sequences.formats.reading import Format, FormatRefusal
from xiandao.kernel.sentences import Sentence

SBOL2: Final = "http://sbols.org/v2#"
SBOL3: Final = "http://sbols.org/v3#"
_BEGINNINGS: Final = ((">", Format.FASTA), ("LOCUS", Format.GENBANK), ("ID ", Format.EMBL))
_RDF: Final = ("<", "{", "[", "@prefix", "@base", "PREFIX", "BASE", "_:", "#")
_ENDINGS: Final = {
    ".gb": Format.GENBANK, ".gbk": Format.GENBANK, ".gbff": Format.GENBANK, ".genbank": Format.GENBANK,
    ".ape": Format.GENBANK, ".gp": Format.GENBANK, ".embl": Format.EMBL, ".emb": Format.EMBL,
    ".fa": Format.FASTA, ".fasta": Format.FASTA, ".fna": Format.FASTA, ".faa": Format.FASTA,
    ".ffn": Format.FASTA, ".fas": Format.FASTA, ".fq": Format.FASTQ, ".fastq": Format.FASTQ,
    ".nt": Format.SBOL3, ".sbol": Format.SBOL3, ".sbol3": Format.SBOL3, ".ttl": Format.SBOL3,
    ".dna": Format.SNAPGENE,
}  # fmt: skip
_SAMPLE: Final = 1 << 20


def format_of(text: str, name: str) -> Format:
    """The format of a text file. Raises FormatRefusal for what is no sequence file."""
    start = text[:_SAMPLE].lstrip()
    for begin, format_ in _BEGINNINGS:
        if start.startswith(begin):
            return format_
    if start.startswith(_RDF) and (found := _sbol(text, start)):
        return found
    if start.startswith("@") and not start.startswith(_RDF):
        return Format.FASTQ
    raise _unknown(start, name)


def _sbol(text: str, start: str) -> Format | None:
    """SBOL of either version, by the words it uses; both may stand in a file that was converted."""
    for sample in (start, text):
        found = [
            format_ for words, format_ in ((SBOL3, Format.SBOL3), (SBOL2, Format.SBOL2)) if words in sample
        ]
        if found:
            return found[0]
    return None


def _unknown(start: str, name: str) -> FormatRefusal:
    if not start:
        return FormatRefusal("{file} is no sequence file: it is empty", file=name)
    if start.startswith(("<", "{")):
        return FormatRefusal(
            "{file} is no sequence file: neither SBOL 2 nor SBOL 3 is in its markup", file=name
        )
    if "\0" in start or sum(not (sign.isprintable() or sign.isspace()) for sign in start[:512]) > 10:
        return FormatRefusal("{file} is no sequence file: its bytes are no text", file=name)
    meant = format_of_name(name)
    return FormatRefusal(
        "{file} is no sequence file: it begins neither with > (FASTA), @ (FASTQ), LOCUS (GenBank), "
        "ID (EMBL), nor as SBOL or SnapGene; its name says {meant}",
        file=name,
        meant=meant.value if meant else Sentence("nothing"),
    )


def format_of_name(name: str) -> Format | None:
    """The format that a file's name promises, .gz aside; None where it promises none."""
    plain = name.lower().removesuffix(".gz")
    return next((format_ for ending, format_ in _ENDINGS.items() if plain.endswith(ending)), None)
