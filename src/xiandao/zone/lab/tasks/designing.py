"""From proteins to a design: genes joined into an operon, or one mRNA from cap to tail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.lab.models import Wish
from xiandao.zone.lab.operations.designs import keep_design
from xiandao.zone.lab.rules.genes import gene_of
from xiandao.zone.lab.rules.records import record_from, written
from xiandao.zone.lab.rules.vocabulary import DesignWay
from xiandao.zone.runs.api import Done, Work, runs_numbered


class ComputedDesignRefused(Refusal):
    """Nothing can be designed from these inputs."""


def design_gene(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Optimise a gene for each protein, and join them with their ribosome binding sites and a backbone.

    Inputs: proteins [{name, sequence}], host, avoid, longest_run, gc [least, most] or null, binding_site,
    backbone (letters; the design is a circle then).
    """
    site = str(inputs.get("binding_site", "")).upper()
    rules = {
        "host": inputs["host"],
        "avoid": list(inputs.get("avoid", ())),
        "longest_run": inputs.get("longest_run", 0),
        "gc": inputs.get("gc"),
        "site": site,
        "seed": work.seed,
    }
    work.say(0.02, gettext_noop("Optimising {many} genes"), many=len(inputs["proteins"]))
    genes = work.spread(
        gene_of,
        [{**rules, **protein} for protein in inputs["proteins"]],
        gettext_noop("Optimised gene {at} of {all}"),
        keep_as="gene",
    )
    record = _operon(genes, site, str(inputs.get("backbone", "")))
    return {
        "way": DesignWay.GENE.value,
        "record": written(record),
        "about": {
            "host": inputs["host"],
            "genes": [{key: gene[key] for key in ("name", "cai", "gap", "turns")} for gene in genes],
        },
    }


def _operon(genes: list[dict[str, Any]], site: str, backbone: str) -> Record:
    letters, features = "", []
    for gene in genes:
        if site:
            features.append(
                _feature("regulatory", letters, site, (("regulatory_class", "ribosome_binding_site"),))
            )
            letters += site
        named = (("gene", gene["name"]), ("product", gene["name"]), ("transl_table", "11"))
        features.append(_feature("CDS", letters, gene["sequence"], named))
        letters += gene["sequence"]
    backbone = "".join(backbone.split()).upper()
    if set(backbone) - set("ACGT"):
        raise ComputedDesignRefused(gettext_noop("The backbone has letters other than A, C, G and T."))
    if backbone:
        features.append(_feature("misc_feature", letters, backbone, (("label", "backbone"),)))
    name = "_".join(gene["name"] for gene in genes)[:60]
    return Record(name, letters + backbone, circular=bool(backbone), features=tuple(features))


def design_mrna(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """The coding RNA of least energy, traded against codons, between its untranslated regions.

    Inputs: proteins (one), host, cai_weight, avoid, open_start, five_utr, three_utr, tail.
    """
    from xiandao.foundry.synthesis.mrna import MrnaConstruct, design, report

    protein = inputs["proteins"][0]
    avoid = tuple(inputs.get("avoid", ()))
    work.say(0.05, gettext_noop("Folding {length} residues"), length=len(protein["sequence"]))

    def computed() -> dict[str, Any]:
        found = design(
            protein["sequence"] + "*",
            host=inputs["host"],
            cai_weight=float(inputs.get("cai_weight", 0.0)),
            avoid=avoid,
            open_start=int(inputs.get("open_start", 0)),
        )
        return {"sequence": found.sequence, "energy": found.energy, "adaptation": found.adaptation}

    coding = work.step("coding", computed)
    work.say(0.8, gettext_noop("Looking at the whole construct"))
    construct = MrnaConstruct(
        five_utr=str(inputs.get("five_utr", "")),
        coding=coding["sequence"],
        three_utr=str(inputs.get("three_utr", "")),
        tail=int(inputs.get("tail", 0)),
    )
    judged = report(construct, host=inputs["host"], avoid=avoid)
    return {
        "way": DesignWay.MRNA.value,
        "record": written(_mrna(protein["name"], construct, judged.sequence)),
        "about": {
            "host": inputs["host"],
            "coding_energy_kcal_per_mol": round(coding["energy"], 2),
            "energy_kcal_per_mol": round(judged.energy, 2),
            "cai": round(judged.adaptation, 4),
            "uridine_fraction": round(judged.uridine_fraction, 4),
            "start_openness": round(judged.start_openness, 4),
            "warnings": [kept(one) for one in judged.warnings],
        },
    }


def _mrna(name: str, construct: Any, sequence: str) -> Record:
    lead = len("".join(construct.five_utr.split()))
    ends = lead + len(construct.coding)
    behind = len(sequence) - construct.tail
    parts = (
        ("5'UTR", 0, lead, ()),
        ("CDS", lead, ends, (("gene", name), ("product", name))),
        ("3'UTR", ends, behind, ()),
        ("polyA_site", behind, len(sequence), (("label", f"A{construct.tail}"),)),
    )
    features = tuple(
        Feature(kind, (Place(start, end),), said) for kind, start, end, said in parts if end > start
    )
    return Record(f"{name}_mrna"[:60], sequence, Molecule.RNA, features=features)


def keep_computed_design(done: Done) -> None:
    """The result becomes the wish's next version, in the name of who started it."""
    by = runs_numbered([done.number])[done.number].by
    wish = Wish.objects.select_related("organisation").get(pk=done.inputs["wish"])
    keep_design(
        wish=wish,
        record=record_from(done.result["record"]),
        way=DesignWay(done.result["way"]),
        reason=str(done.inputs.get("reason", "")),
        run=done.number,
        about=done.result["about"],
        by=by,
        at=timezone.now(),
    )


def _feature(kind: str, before: str, own: str, said: tuple[tuple[str, str], ...]) -> Feature:
    return Feature(kind, (Place(len(before), len(before) + len(own)),), said)
