"""`xiandao foundry guides`: where guides bind, and which to take."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiandao.foundry.commands.asking import EXISTING, records_of, refusing

if TYPE_CHECKING:
    from xiandao.foundry.editing import Nuclease, RankedGuide, Region
    from xiandao.foundry.editing.designing import Library
    from xiandao.foundry.editing.variants import VariantSite

NUCLEASE = click.option(
    "--nuclease",
    default="SpCas9",
    show_default=True,
    help="A name, or your own as NAME:PAM:SIDE:LENGTH:CUT, such as mine:NGG:3:20:3.",
)


@click.command("guides")
@click.argument("genome", type=EXISTING)
@click.argument("guides", nargs=-1)
@NUCLEASE
@click.option("--gene", default="", help="Design guides for this gene (name, locus tag or label).")
@click.option("--region", default="", help="Design guides for CHROMOSOME:START-END, counted from 1.")
@click.option("--purpose", type=click.Choice(["knockout", "interference", "activation"]))
@click.option(
    "--host", type=click.Choice(["bacterium", "mammal", "other"]), default="bacterium", show_default=True
)
@click.option("--start-site", type=int, help="First base that is transcribed, counted from 1, if known.")
@click.option("--table", default=11, show_default=True, help="Genetic code (NCBI number).")
@click.option("--mismatches", default=4, show_default=True)
@click.option("--bulges", default=0, show_default=True)
@click.option("--vcf", type=EXISTING, help="Variants (VCF, plain or gz): sites that they make or break.")
@click.option("--sample", default="", help="The sample of the VCF whose two haplotypes are meant.")
@click.option("--most", default=10, show_default=True, help="How many designed guides to show.")
@click.option("--sites", is_flag=True, help="List every target site, unranked, instead of designing.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each site or guide.")
@refusing
def guides(
    genome: Path, guides: tuple[str, ...], nuclease: str, gene: str, region: str, purpose: str | None,
    host: str, start_site: int | None, table: int, mismatches: int, bulges: int, vcf: Path | None,
    sample: str, most: int, sites: bool, as_json: bool,
) -> None:  # fmt: skip
    """Every place in GENOME (FASTA or GenBank) that the GUIDES could bind, with where it would be cut.

    Without GUIDES they are designed: for a gene, a region or the whole genome, best first, with reasons.
    """
    from xiandao.foundry.editing import GuideWish, Host, Purpose, design, library_of

    library = library_of(records_of(genome), nuclease_of(nuclease))
    if guides:
        _list_sites(library, guides, mismatches, bulges, as_json=as_json)
        if vcf:
            _list_variant_sites(library, guides, vcf, sample, mismatches, bulges, as_json=as_json)
        return
    if sites:
        _list_targets(library, gene, region, as_json=as_json)
        return
    wish = GuideWish(
        gene,
        _region(region) if region else None,
        Purpose(purpose) if purpose else None,
        Host(host),
        mismatches,
        bulges,
        None if start_site is None else _start(library, gene, start_site),
        table,
    )
    found = design(library, wish)
    for said in found.said:
        click.echo(f"# {said}", err=as_json)
    shown = found.guides[:most]
    for number, one in enumerate(shown, 1):
        click.echo(json.dumps(asdict(one)) if as_json else "\n".join(_lines(number, one)))
    if vcf:
        words = [one.target.guide for one in shown]
        _list_variant_sites(library, words, vcf, sample, mismatches, bulges, as_json=as_json)


def _list_sites(
    library: Library, guides: Sequence[str], mismatches: int, bulges: int, *, as_json: bool
) -> None:
    from xiandao.foundry.editing import find_sites

    found = find_sites(library.index, guides, mismatches=mismatches, bulges=bulges)
    if not as_json:
        click.echo("guide\tchromosome\tstart\tend\tstrand\tcut after\tmismatches\tbulge\twhere")
    for site in found:
        where = library.annotation.locate(site.chromosome, site.cut)
        if as_json:
            click.echo(json.dumps({**asdict(site), "where": where.words}))
            continue
        click.echo(
            f"{guides[site.guide]}\t{site.chromosome}\t{site.start + 1}\t{site.end}\t{site.strand:+d}\t"
            f"{site.cut}\t{site.mismatches}\t{site.bulge}\t{where.words}"
        )


def _list_targets(library: Library, gene: str, region: str, *, as_json: bool) -> None:
    from xiandao.foundry.editing import region_of, targets_in

    within = region_of(library.annotation.gene(gene)) if gene else _region(region) if region else None
    if not as_json:
        click.echo("guide\tPAM\tchromosome\tstart\tend\tstrand\tcut after\twhere")
    for one in targets_in(library.genome, library.index, within):
        where = library.annotation.locate(one.chromosome, one.cut).words
        if as_json:
            click.echo(json.dumps({**asdict(one), "where": where}))
            continue
        click.echo(
            f"{one.guide}\t{one.pam}\t{one.chromosome}\t{one.start + 1}\t{one.end}\t{one.strand:+d}\t"
            f"{one.cut}\t{where}"
        )


def _list_variant_sites(
    library: Library, guides: Sequence[str], vcf: Path, sample: str, mismatches: int, bulges: int,
    *, as_json: bool,
) -> None:  # fmt: skip
    from xiandao.foundry.editing.variants import read_variants, variant_sites

    read = read_variants(vcf, library.records, sample=sample)
    for fault in read.faults:
        click.echo(f"xiandao foundry: {fault.sentence}", err=True)
    found = variant_sites(
        library.records, library.index, read.variants, guides, mismatches=mismatches, bulges=bulges
    )
    if not as_json:
        click.echo(
            f"# {len(read.variants)} variants of {read.file}: {len(found)} sites made, changed or gone"
        )
    for one in found:
        click.echo(json.dumps(asdict(one)) if as_json else _variant_line(guides, one))


def _variant_line(guides: Sequence[str], one: VariantSite) -> str:
    site = one.site
    carried = f", haplotype {' and '.join(map(str, one.haplotypes))}" if one.haplotypes else ""
    return (
        f"{guides[site.guide]}\t{site.chromosome}\t{site.start + 1}\t{site.end}\t{site.strand:+d}\t"
        f"{site.cut}\t{site.mismatches}\t{site.bulge}\t{one.change.value}: {', '.join(one.variants)}{carried}"
    )


def _lines(number: int, one: RankedGuide) -> list[str]:
    target = one.target
    suits = "" if one.fit is None or one.fit.suits else "  (does not suit the purpose)"
    place = f"{target.chromosome}:{target.start + 1}..{target.end} {target.strand:+d}"
    lines = [
        f"{number}. {target.guide} {target.pam}  {place}  cut after {target.cut}  {one.where.words}{suits}",
        f"   off-targets by mismatches: {' '.join(map(str, one.counts))}; with a bulge: {one.bulged}",
    ]
    lines += [f"   - {reason}" for reason in one.reasons]
    lines += [f"   {one.name} {one.value:.2f} (trained on {one.trained_on})" for one in one.scores]
    return lines


def nuclease_of(name: str) -> Nuclease:
    from xiandao.foundry.editing import NUCLEASES, EditingRefused, Nuclease, Side

    if name in NUCLEASES:
        return NUCLEASES[name]
    parts = name.split(":")
    if len(parts) != 5 or parts[2] not in ("3", "5") or not (parts[3] + parts[4]).isdecimal():
        raise EditingRefused(
            "there is no nuclease {name}; there are {known}, or write your own as NAME:PAM:SIDE:LENGTH:CUT",
            name=name,
            known=", ".join(NUCLEASES),
        )
    return Nuclease(parts[0], parts[1].upper(), Side(parts[2]), int(parts[3]), int(parts[4]), "given by hand")


def _region(text: str) -> Region:
    from xiandao.foundry.editing import EditingRefused, Region

    chromosome, _, ends = text.rpartition(":")
    start, _, end = ends.partition("-")
    if not (chromosome and start.isdecimal() and end.isdecimal()):
        raise EditingRefused("“{text}” is no region; write it like chromosome:100-900", text=text)
    return Region(chromosome, int(start) - 1, int(end))


def _start(library: Library, gene: str, first: int) -> int:
    """From the first base transcribed, counted from 1, to the bases left of the start on the upper strand."""
    return first if library.annotation.gene(gene).strand == -1 else first - 1
