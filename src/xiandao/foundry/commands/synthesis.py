"""`xiandao foundry gene`: from a protein to its gene, under rules and a supplier's limits."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from xiandao.foundry.commands.asking import EXISTING, about, records_of, refusing
from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.formats import Format, write

if TYPE_CHECKING:
    from xiandao.foundry.synthesis.codons import GeneAnswer, GeneWish
    from xiandao.foundry.synthesis.vendors import Network

BACTERIUM: Final = "e_coli_316407"


@click.command("gene")
@click.argument("protein", type=EXISTING)
@click.option("--host", default=BACTERIUM, show_default=True, help="Codon table.")
@click.option("--avoid", multiple=True, help="Enzyme, IUPAC motif or pattern (9x2mer); may be repeated.")
@click.option("--longest-run", default=0, help="Longest run of one base; 0 for any.")
@click.option("--gc", nargs=2, type=float, default=None, help="Least and most share of G and C.")
@click.option("--gc-window", nargs=3, type=float, default=None, help="Bases, least and most share.")
@click.option("--unique", default=0, help="No stretch of so many bases occurs twice; 0 for any.")
@click.option("--stem", default=0, help="No stretch of so many bases returns as its complement; 0 for any.")
@click.option("--open-start", default=0.0, help="Least mean chance that the start is unpaired; 0 for any.")
@click.option("--left", default="", help="Bases before the gene.")
@click.option("--right", default="", help="Bases behind the gene.")
@click.option("--keep", multiple=True, help="RESIDUE:DNA, codons to keep from that residue on.")
@click.option("--vendor", default=None, help="Product whose limits hold, by its name in the file.")
@click.option("--vendors", type=EXISTING, default=None, help="File of suppliers; else a made-up one.")
@click.option("--alternatives", "most", default=1, show_default=True, help="So many genes.")
@click.option("--apart", default=1, show_default=True, help="Codons in which the genes differ at least.")
@click.option("--explain", is_flag=True, help="Why each codon is not the best one, as comments.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each gene.")
@click.option("--seed", default=0, show_default=True)
@refusing
def gene(
    protein: Path, vendor: str | None, vendors: Path | None, most: int, apart: int, seed: int, **told: Any
) -> None:
    """The best adapted gene of each PROTEIN in a FASTA file that keeps the rules, and how good it can be."""
    from xiandao.foundry.synthesis.codons import alternatives, optimise, under
    from xiandao.foundry.synthesis.vendors import product_named

    for record in records_of(protein):
        with about(protein, record):
            wish = _wish(record.sequence, told)
            if vendor is not None:
                product = product_named(vendor, suppliers_of(vendors))
                wish = under(wish, product)
                if product.illustrative:
                    click.echo(f"xiandao foundry: the limits of {vendor} are made up", err=True)
            found = (
                alternatives(wish, most, apart=apart, seed=seed) if most > 1 else (optimise(wish, seed=seed),)
            )
        for number, answer in enumerate(found, start=1):
            name = f"{record.name}_gene" + (f"_{number}" if most > 1 else "")
            _tell(name, wish, answer, explain=told["explain"], as_json=told["as_json"])


def suppliers_of(path: Path | None) -> Network:
    """The suppliers of a file, or those that come along."""
    from xiandao.foundry.synthesis.vendors import illustrative, read_network

    return read_network(path.read_bytes(), path.name) if path else illustrative()


def _wish(protein: str, told: dict[str, Any]) -> GeneWish:
    from xiandao.foundry.synthesis.codons import GcRange, GeneRefused, GeneWish, kept

    keep: dict[int, tuple[str, ...]] = {}
    for region in told["keep"]:
        place, colon, dna = region.partition(":")
        if not (colon and place.isdecimal() and int(place)):
            raise GeneRefused("“{region}” is not RESIDUE:DNA, such as 5:GCTCTA", region=region)
        keep |= kept(int(place) - 1, dna)
    window = told["gc_window"]
    return GeneWish(
        protein,
        told["host"],
        avoid=told["avoid"],
        longest_run=told["longest_run"],
        gc=GcRange(*told["gc"]) if told["gc"] else None,
        windows=(GcRange(window[1], window[2], int(window[0])),) if window else (),
        unique=told["unique"],
        stem=told["stem"],
        open_start=told["open_start"],
        keep=keep,
        left=told["left"],
        right=told["right"],
    )


def _tell(name: str, wish: GeneWish, answer: GeneAnswer, *, explain: bool, as_json: bool) -> None:
    from xiandao.foundry.synthesis.codons import reasons

    why = list(reasons(wish, answer.sequence)) if explain else []
    if as_json:
        click.echo(
            json.dumps(
                {"name": name, **asdict(answer), "gap": answer.gap, "reasons": [asdict(one) for one in why]}
            )
        )
        return
    about = f"CAI {answer.cai:.4f}, at most {answer.gap:.4f} from the best sum of ln w"
    click.echo(write([Record(name, answer.sequence, description=about)], Format.FASTA).decode(), nl=False)
    for one in why:
        rules = ", ".join(one.rules) or "together with the codons around it"
        click.echo(
            f"; residue {one.residue + 1}: {one.codon}, not {one.best}, costs {one.lost:.3f} "
            f"because of {rules}",
            err=True,
        )
