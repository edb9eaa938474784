"""A harmless database made of random letters by a seed, and variants of its entries."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Final

from xiandao.foundry.screening import Customer, HazardDatabase
from xiandao.foundry.screening.building import build_database
from xiandao.foundry.screening.texts import CODE

DAY: Final = date(2026, 3, 1)
CUSTOMER: Final = Customer("Li", "Lab One", "enzymes for plastics", "Wang", date(2026, 1, 5))
RESIDUES: Final = "ACDEFGHIKLMNPQRSTVWY"
CODONS: Final = {
    residue: [codon for codon, made in CODE.items() if made == residue] for residue in (*RESIDUES, "*")
}


def letters(chance: random.Random, length: int) -> str:
    return "".join(chance.choices("ACGT", k=length))


def protein(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(RESIDUES, k=length))


def coded(residues: str, chance: random.Random) -> str:
    """A gene of random codons."""
    return "".join(chance.choice(CODONS[residue]) for residue in residues)


def mutated(text: str, share: float, chance: random.Random, alphabet: str = "ACGT") -> str:
    return "".join(
        chance.choice(alphabet.replace(letter, "")) if chance.random() < share else letter for letter in text
    )


HAZARD: Final = letters(random.Random(1), 600)
TOXIN: Final = protein(random.Random(2), 200)
FAMILY: Final = protein(random.Random(3), 120)
COUSIN: Final = mutated(HAZARD[100:300], 0.05, random.Random(4))  # harmless, like a part of the hazard


def source(folder: Path) -> Path:
    """What an operator would prepare."""
    chance = random.Random(5)
    (folder / "alignments").mkdir(parents=True)
    (folder / "entries.csv").write_text(
        "id,name,control_list,kind,on_hit\n"
        "N1,invented genome,test list 1,nucleotide,hold\n"
        "P1,invented toxin,test list 2,protein,refuse\n"
        "F1,invented family,test list 2,profile,hold\n"
    )
    (folder / "benign.csv").write_text("id,reason,kind\nB1,a harmless cousin,nucleotide\n")
    (folder / "nucleotides.fasta").write_text(f">N1\n{HAZARD}\n")
    (folder / "proteins.fasta").write_text(f">P1\n{TOXIN}\n")
    (folder / "benign.fasta").write_text(f">B1\n{COUSIN}\n")
    rows = "".join(f">m{number}\n{mutated(FAMILY, 0.3, chance, RESIDUES)}\n" for number in range(12))
    (folder / "alignments" / "F1.afa").write_text(rows)
    return folder


def database(folder: Path) -> HazardDatabase:
    return build_database(
        source(folder / "source"), folder / "built", name="invented", version="1", dated=date(2026, 1, 1)
    )
