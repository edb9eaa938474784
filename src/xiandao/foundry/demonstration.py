"""One wish through the whole foundry: a PHA operon and a reporter's mRNA, to order sheets and a verdict.

Everything simulated says so: reads are simulated, prices are an example, and the hazard database is invented
letters made on the spot. Nothing here is an order.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from Bio.Seq import Seq

from xiandao.foundry.assembly import Prices
from xiandao.foundry.building import (
    BuildPlan,
    Supply,
    as_text,
    intermediates,
    order_of,
    plan_build,
    protocol,
)
from xiandao.foundry.catalogues import Catalogue, starter
from xiandao.foundry.ordering import Item, Order, Sheet, template_named
from xiandao.foundry.screening import Customer, HazardDatabase, Screening, screen
from xiandao.foundry.screening.building import build_database
from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import Format, write
from xiandao.foundry.synthesis.codons import GcRange, GeneWish, optimise
from xiandao.foundry.synthesis.mrna import MrnaConstruct, design, report
from xiandao.foundry.verification import NANOPORE, Verdict, simulated_reads, verify

HOST: Final = "e_coli_316407"
READER: Final = "h_sapiens_9606"
AVOID: Final = ("BsaI", "BbsI")
OPERON: Final = (("phaC", "PhaC_CUPNH"), ("phaA", "PhaA_CUPNH"), ("phaB", "PhaB_CUPNH"))
EXAMPLE_PRICES: Final = Prices(0.6, 90.0, 0.9, 35.0, 80.0, "CNY (example)", "2026-01-01")
CUSTOMER: Final = Customer(
    "demonstration", "Xiandao", "demonstration, nothing is ordered", "nobody", date(2026, 1, 1)
)
LEADER: Final = (
    "GGGAGA" + "CAACAACAA" * 3 + "GCCACC"
)  # ours: T7's first letters, CAA without structure, Kozak
TRAILER: Final = "CUAAUGACCAACCAUCAACACUUCCAACUAC"  # ours: unstructured letters
STRETCH: Final = 80  # residues whose mRNA is folded as one, exactly; the whole at once takes minutes


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made: sentences for a person, every file by name, and the values behind them."""

    told: tuple[str, ...]
    files: Mapping[str, bytes]
    plan: BuildPlan
    screening: Screening
    verdicts: tuple[Verdict, Verdict]  # of the right construct, and of one with a changed base


def demonstrate(
    *, seed: int, on: date, proteins: Mapping[str, str] | None = None, reporter: str = "", depth: float = 30.0
) -> Demonstration:
    """From the wish to the verdict. Deterministic for a seed.

    `proteins`: residues of phaC, phaA, phaB to take instead of those of Cupriavidus necator H16 in the
    starter catalogue. `reporter`: residues for the mRNA, superfolder GFP unless told.
    """
    library = starter()
    told: list[str] = []
    wish = _operon(library, dict(proteins or {}), seed, told)
    message, template = _message(library, reporter, told)
    vector = library.part("pSB1C3").record()
    plan = plan_build(wish, Supply(EXAMPLE_PRICES), stock=[vector], seed=seed)
    made = protocol(plan)
    told.append(
        f"{plan.chosen.method.value} {plan.chosen.enzyme}".strip()
        + f", {plan.chosen.parts} parts ({plan.chosen.copied} copied from stock), {plan.chosen.cost:.0f} "
        f"{plan.currency}; simulated, it gives the wish to the base. {len(plan.options)} ways were weighed. "
        f"Chance of a right colony {plan.chosen.chance:.2f}: pick {plan.colonies}."
    )
    primers, pieces = order_of(plan, "demonstration")
    pieces = replace(pieces, items=(*pieces.items, Item(template, note="template of the mRNA")))
    screening, sheets = _ordered(primers, pieces, on, seed, told)
    verdicts = _verdicts(wish, depth, seed, told)
    files = {
        "operon.gb": write([wish], Format.GENBANK),
        "intermediates.gb": write(intermediates(plan), Format.GENBANK),
        "intermediates.nt": write(intermediates(plan), Format.SBOL3),
        "mrna.fasta": write([message], Format.FASTA),
        "protocol.md": as_text(plan, made).encode(),
        "screening.json": json.dumps(asdict(screening), default=str, indent=1).encode(),
        "verdicts.json": json.dumps([asdict(one) for one in verdicts], indent=1).encode(),
        **sheets,
    }
    files["README.md"] = (
        "# Demonstration: nothing here is an order\n\n- " + "\n- ".join(told) + "\n"
    ).encode()
    return Demonstration(tuple(told), files, plan, screening, verdicts)


def harmless_database(folder: Path, on: date, seed: int) -> HazardDatabase:
    """A hazard database of invented letters, for demonstrations: it knows nothing that is dangerous."""
    chance = random.Random(f"harmless {seed}")  # noqa: S311
    source = folder / "source"
    source.mkdir()
    (source / "entries.csv").write_text(
        "id,name,control_list,kind,on_hit\nD1,invented letters,none (demonstration),nucleotide,hold\n"
        "D2,invented residues,none (demonstration),protein,hold\n"
    )
    (source / "nucleotides.fasta").write_text(">D1\n" + "".join(chance.choices("ACGT", k=3000)) + "\n")
    (source / "proteins.fasta").write_text(
        ">D2\n" + "".join(chance.choices("ADEFGHIKLNPQRSTVWY", k=400)) + "\n"
    )
    return build_database(
        source, folder / "built", name="harmless demonstration database", version="1", dated=on
    )


def _operon(library: Catalogue, given: dict[str, str], seed: int, told: list[str]) -> Record:
    """Promoter, three genes with their ribosome binding sites, terminator, vector."""
    pieces = [library.part("BBa_J23100").record()]
    for name, identity in OPERON:
        known = library.part(identity)
        residues = given.get(name) or known.sequence
        source = "given" if name in given else f"{known.provenance.source} {known.provenance.reference}"
        gene = optimise(
            GeneWish(residues.rstrip("*") + "*", HOST, AVOID, longest_run=7, gc=GcRange(0.35, 0.65)),
            seed=seed,
        )
        told.append(
            f"{name} ({source}): {len(residues)} residues, gene of CAI {gene.cai:.3f} without "
            f"{' and '.join(AVOID)}, {gene.gap:.3f} from the best at most."
        )
        pieces.append(library.part("BBa_B0034").record())
        pieces.append(_spaced(Record(name, gene.sequence, features=(_coding(name, len(gene.sequence)),))))
    pieces += [library.part("BBa_B0015").record(), library.part("pSB1C3").record()]
    wish = _joined("pPHA", pieces)
    told.append(f"{wish.name}: a circle of {len(wish)} bases with {len(wish.features)} features.")
    return wish


def _message(library: Catalogue, reporter: str, told: list[str]) -> tuple[Record, Record]:
    """The mRNA of the reporter, and the DNA that it is transcribed from."""
    residues = reporter or str(Seq(library.part("sfGFP").sequence).translate(to_stop=True))  # type: ignore[no-untyped-call]
    cuts = [*range(0, max(len(residues) - STRETCH // 2, 1), STRETCH), len(residues)]
    stretches = [residues[start:end] for start, end in pairwise(cuts)]
    stretches[-1] += "*"
    coding = "".join(design(one, host=READER, cai_weight=3.0, avoid=("BsaI",)).sequence for one in stretches)
    found = report(MrnaConstruct(LEADER, coding, TRAILER, 100), host=READER, m1psi=False, avoid=AVOID)
    told.append(
        f"mRNA of the reporter: {len(residues)} residues in {len(stretches)} stretches, each of least energy "
        f"at its weight, {found.length} bases with leader, trailer and tail; CAI {found.adaptation:.3f}, "
        f"{found.energy:.1f} kcal/mol; to look at: {'; '.join(found.warnings) or 'nothing'}."
    )
    promoter = library.part("BBa_I719005").sequence.upper()
    start = promoter.removesuffix("GGGAGA")
    body = (LEADER + coding + TRAILER).replace("U", "T")
    template = Record("mrna_template", start + body)
    message = Record("reporter_mrna", found.sequence, Molecule.RNA, description="A tail of 100 A is added")
    return message, template


def _ordered(
    primers: Order, pieces: Order, on: date, seed: int, told: list[str]
) -> tuple[Screening, dict[str, bytes]]:
    """Both orders through the gate, and their sheets."""
    everything = [*primers.sequences, *pieces.sequences]
    with tempfile.TemporaryDirectory() as folder:
        database = harmless_database(Path(folder), on, seed)
        whole = screen(everything, database, CUSTOMER, on=on)
        sheets: dict[str, bytes] = {}
        for order, form in ((primers, "oligo-tubes"), (pieces, "gene-fragments")):
            if order.items:
                passed = screen(order.sequences, database, CUSTOMER, on=on)
                sheet = Sheet(order, passed, template_named(form), on)
                name = order.reference.replace(" ", "-")
                sheets |= {f"{name}.csv": sheet.csv(), f"{name}.xlsx": sheet.xlsx()}
        hazard = "".join(random.Random(f"harmless {seed}").choices("ACGT", k=3000))[500:700]  # noqa: S311
        held = screen([Record("test", hazard)], database, CUSTOMER, on=on)
    told.append(
        f"Screened against the {database.name} (it knows nothing dangerous): {whole.verdict.value}; "
        f"{len(primers.items)} primers and {len(pieces.items)} pieces in order sheets. A piece of its own "
        f"letters: {held.verdict.value}."
    )
    return whole, sheets


def _verdicts(wish: Record, depth: float, seed: int, told: list[str]) -> tuple[Verdict, Verdict]:
    """What reads say of the right construct, and of one with a base of phaC changed."""
    place = next(one.places[0].start for one in wish.features if one.label == "phaC") + 300
    other = "A" if wish.sequence[place].upper() != "A" else "C"
    wrong = replace(wish, sequence=wish.sequence[:place] + other + wish.sequence[place + 1 :])
    found = [
        verify(wish, simulated_reads(held, NANOPORE, depth=depth, seed=seed + number), NANOPORE)
        for number, held in enumerate((wish, wrong))
    ]
    effects = "; ".join(f"{one.kind.value} at {one.start + 1}, {one.effect}" for one in found[1].findings)
    told.append(
        f"Simulated nanopore-like reads at depth {depth:.0f}: of the wish {found[0].result.value}; with one "
        f"base of phaC changed {found[1].result.value} ({effects})."
    )
    return found[0], found[1]


def _coding(name: str, length: int) -> Feature:
    return Feature("CDS", (Place(0, length),), (("label", name), ("gene", name)))


def _spaced(gene: Record) -> Record:
    """A gene with the letters that keep its start from the ribosome binding site."""
    return _joined(gene.name, [Record("spacer", "TACTAG"), gene], circular=False)


def _joined(name: str, pieces: Sequence[Record], *, circular: bool = True) -> Record:
    text, features = "", list[Feature]()
    for piece in pieces:
        shift = len(text)
        text += piece.sequence.upper()
        features += [
            replace(
                one,
                places=tuple(replace(at, start=at.start + shift, end=at.end + shift) for at in one.places),
            )
            for one in piece.features
        ]
    return Record(name, text, circular=circular, features=tuple(features))
