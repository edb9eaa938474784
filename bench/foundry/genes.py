"""`python -m bench.foundry.genes`: codon optimisation beside DNA Chisel, and sets of overhangs.

The same rules for both: BsaI, BsmBI and EcoRI kept out, no run of more than five, 30 to 70 % GC in every 50
bases, no 14 bases twice. Both are judged by one measure, the sum of ln w over the codons (w after Sharp & Li
1987), and by our own check of every rule. `--write` keeps the page.
"""

from __future__ import annotations

import math
import time
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from bench.foundry.mrna import proteins
from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.foundry.assembly import choose_overhangs
from xiandao.foundry.synthesis.codons import GcRange, GeneWish, breaches, optimise
from xiandao.foundry.synthesis.hosts import weights_of

MORE: Final = Path(__file__).with_name("more_proteins.fasta")
PAGE: Final = MEASUREMENTS / "foundry-genes.md"
HOST: Final = "e_coli_316407"
AVOID: Final = ("BsaI", "BsmBI", "EcoRI")
HEADING: Final = """# Genes and overhangs

Written by `python -m bench.foundry.genes --write`; do not edit. Rules: BsaI, BsmBI and EcoRI kept out, no run
of more than five, 30 to 70 % GC in every 50 bases, no 14 bases twice; codons of E. coli. "Score" is the sum
of ln w over the codons (0 is the best there could be), "bound" what no gene that keeps the local and GC rules
can exceed, "gap" the difference: how much better any gene could be at most. "Breaches" is what our own check
of every rule finds. DNA Chisel maximises codon adaptation under the same rules and gives no bound. Proteins
by UniProt accession.

"""


def wish(protein: str) -> GeneWish:
    """The rules of this bench for a protein."""
    return GeneWish(protein, HOST, avoid=AVOID, longest_run=5, windows=(GcRange(0.3, 0.7, 50),), unique=14)


def score(protein: str, sequence: str) -> float:
    """The sum of ln w."""
    weights = weights_of(HOST)
    codons = (sequence[at : at + 3] for at in range(0, len(sequence), 3))
    return sum(math.log(weights[residue][codon]) for residue, codon in zip(protein, codons, strict=True))


def chisel(protein: str) -> str | None:
    """DNA Chisel's answer; nothing where it finds none."""
    import dnachisel as dc

    text = dc.reverse_translate(protein, table="Standard")
    rules: list[Any] = [dc.EnforceTranslation(translation=protein)]
    rules += [dc.AvoidPattern(f"{name}_site") for name in AVOID]
    rules += [dc.AvoidPattern("6x1mer"), dc.EnforceGCContent(mini=0.3, maxi=0.7, window=50)]
    rules += [dc.UniquifyAllKmers(14, include_reverse_complement=False)]
    problem = dc.DnaOptimizationProblem(
        text, constraints=rules, objectives=[dc.CodonOptimize(species="e_coli")], logger=None
    )
    try:
        problem.resolve_constraints()
        problem.optimize()
    except dc.NoSolutionError:
        return None
    return str(problem.sequence)


def row(name: str, protein: str, sums: dict[str, float]) -> str:
    """One line of the table; what it holds is added to the sums."""
    asked = wish(protein)
    began = time.perf_counter()
    found = optimise(asked)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    other = chisel(protein)
    theirs = time.perf_counter() - began
    cells = [name, f"{len(protein):,}", f"{ours:.2f}", f"{found.score:.2f}", f"{found.bound:.2f}"]
    cells += [f"{found.gap:.2f}", str(len(breaches(asked, found.sequence))), f"{theirs:.2f}"]
    told = {"residues": len(protein), "ours": ours, "score": found.score, "bound": found.bound}
    for key, value in {**told, "theirs": theirs, "none": other is None}.items():
        sums[key] += value
    if other is None:
        cells += ["none found", ""]
    else:
        sums["their score"] += score(protein, other)
        sums["our score there"] += found.score
        cells += [f"{score(protein, other):.2f}", str(len(breaches(asked, other)))]
    return f"| {' | '.join(cells)} |\n"


def total(count: int, sums: dict[str, float]) -> str:
    """The last line of the table, and the two compared where both found a gene."""
    cells = [f"all {count}", f"{sums['residues']:,.0f}", f"{sums['ours']:.2f}", f"{sums['score']:.2f}"]
    cells += [f"{sums['bound']:.2f}", f"{sums['bound'] - sums['score']:.2f}", "", f"{sums['theirs']:.2f}"]
    line = f"| {' | '.join([*cells, '', ''])} |\n\n"
    return line + (
        f"DNA Chisel found no gene for {sums['none']:.0f} of {count}. Over the others its genes score "
        f"{sums['their score']:.2f}, ours {sums['our score there']:.2f}. Ours in all: {sums['ours']:.2f} s, "
        f"at most {sums['bound'] - sums['score']:.2f} from the best; DNA Chisel: {sums['theirs']:.2f} s.\n"
    )


def overhangs() -> str:
    """Sets of growing size."""
    lines = ["\n## Overhangs of BsaI that ligate faithfully together\n\n"]
    lines.append("| junctions | fidelity | searches that agree | s |\n| ---: | ---: | ---: | ---: |\n")
    for junctions in (6, 10, 20, 25, 30, 35):
        began = time.perf_counter()
        found = choose_overhangs(junctions, "BsaI", seed=1)
        seconds = time.perf_counter() - began
        lines.append(
            f"| {junctions} | {found.fidelity:.4f} | {found.agreeing} of {found.starts} | {seconds:.1f} |\n"
        )
    return "".join(lines)


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    warnings.simplefilter("ignore")
    optimise(wish("MKVLAAG"))
    choose_overhangs(4, "BsaI")  # the first calls compile
    lines = [HEADING, f"{machine()}.\n\n"]
    lines.append(
        "| protein | residues | s | score | bound | gap | breaches | DNA Chisel: s | score | breaches |\n"
        "|---|" + " ---: |" * 9 + "\n"
    )
    sums: dict[str, float] = defaultdict(float)
    known = proteins(MORE)
    for name, protein in known.items():
        lines.append(row(name, protein, sums))
        print(lines[-1], flush=True)
    lines.append(total(len(known), sums))
    lines.append(overhangs())
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
