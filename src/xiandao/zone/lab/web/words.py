"""The lab's words as a reader reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.rules.vocabulary import (
    ContainerKind,
    DesignWay,
    Reads,
    RunKind,
    SampleKind,
    SampleState,
    WishKind,
    WishState,
)

Words = str | Promise
WISH_KINDS: Final[Mapping[str, Words]] = {
    WishKind.GENE: _("Gene"),
    WishKind.OPERON: _("Operon"),
    WishKind.MRNA: _("mRNA"),
    WishKind.VECTOR: _("Vector"),
    WishKind.STRAIN: _("Strain"),
    WishKind.OTHER: pgettext_lazy("a kind", "Other"),
}
WISH_STATES: Final[Mapping[str, Words]] = {
    WishState.OPEN: pgettext_lazy("a wish", "being worked on"),
    WishState.REACHED: pgettext_lazy("a wish", "reached"),
    WishState.GIVEN_UP: pgettext_lazy("a wish", "given up"),
}
WAYS: Final[Mapping[str, Words]] = {
    DesignWay.BY_HAND: _("brought by hand"),
    DesignWay.GENE: _("computed: genes"),
    DesignWay.MRNA: _("computed: mRNA"),
}
SAMPLE_KINDS: Final[Mapping[str, Words]] = {
    SampleKind.PLASMID: _("Plasmid"),
    SampleKind.FRAGMENT: _("DNA fragment"),
    SampleKind.OLIGO: _("Oligonucleotide"),
    SampleKind.RNA: _("RNA"),
    SampleKind.STRAIN: _("Strain"),
    SampleKind.CULTURE: _("Culture"),
    SampleKind.OTHER: pgettext_lazy("a kind", "Other"),
}
SAMPLE_STATES: Final[Mapping[str, Words]] = {
    SampleState.HERE: pgettext_lazy("a sample", "here"),
    SampleState.USED_UP: pgettext_lazy("a sample", "used up"),
    SampleState.DISCARDED: pgettext_lazy("a sample", "discarded"),
}
CONTAINER_KINDS: Final[Mapping[str, Words]] = {
    ContainerKind.PLATE_96: _("Plate of 96 wells"),
    ContainerKind.PLATE_384: _("Plate of 384 wells"),
    ContainerKind.BOX_81: _("Box, 9 × 9"),
    ContainerKind.BOX_100: _("Box, 10 × 10"),
}
READS: Final[Mapping[str, Words]] = {
    Reads.NANOPORE: _("Nanopore (FASTQ)"),
    Reads.ILLUMINA: _("Illumina (FASTQ)"),
    Reads.SANGER: _("Sanger (ab1 traces)"),
}
WELLS: Final[Mapping[str, Words]] = {
    "pass": pgettext_lazy("reads", "passed"),
    "fail": pgettext_lazy("reads", "failed"),
    "look": pgettext_lazy("reads", "have a look"),
    "fault": pgettext_lazy("reads", "not judged"),
    "waiting": pgettext_lazy("reads", "being judged"),
}
RUN_KINDS: Final[Mapping[str, Words]] = {
    RunKind.GENE: _("Genes of proteins"),
    RunKind.MRNA: _("mRNA of a protein"),
    RunKind.GUIDES: _("Guides and their off-targets"),
    RunKind.PLAN: _("Assembly plan"),
    RunKind.VERIFICATION: _("Verification of reads"),
    RunKind.SCREENING: _("Screening of an order"),
}
ABOUT: Final[Mapping[str, Words]] = {
    "host": _("Host"),
    "coding_energy_kcal_per_mol": _("Energy of the coding RNA (kcal/mol)"),
    "energy_kcal_per_mol": _("Energy of the whole RNA (kcal/mol)"),
    "cai": _("Codon adaptation index"),
    "uridine_fraction": _("Share of U"),
    "start_openness": _("Openness of the start"),
}
ORDER_FORMS: Final[Mapping[str, Words]] = {
    "oligo-tubes": _("Oligonucleotides in tubes"),
    "oligo-plate-96": _("Oligonucleotides in plates of 96 wells"),
    "oligo-plate-384": _("Oligonucleotides in plates of 384 wells"),
    "gene-fragments": _("Gene fragments"),
    "cloned-genes": _("Cloned genes"),
    "primers-zh": _("Primers, a form in Chinese"),
}
NUCLEASES: Final[Mapping[str, Words]] = {"SpCas9 with NAG": _("SpCas9, NAG as well")}
# for what cells the published scores of guides were made, as foundry.editing says it
TRAINED_ON: Final = (
    gettext_noop("human cells (HEK293FT), SpCas9"),
    gettext_noop("human cells (A375, CD33), SpCas9"),
    gettext_noop("human and mouse cells (nine cell-surface genes), SpCas9"),
)
STEPS: Final[Mapping[Step, Words]] = {
    Step.NONE: _("Nothing is waiting"),
    Step.DESIGN: _("Design it: bring a sequence, or let it be computed"),
    Step.COMPUTING: _("It is being computed"),
    Step.ORDER: _("Order it: the biosecurity gate screens the order"),
    Step.RECORD_CUSTOMER: _("The order is held: record who orders and what for"),
    Step.REVIEW: _("The order is held: it waits for a database, a verified customer or a review"),
    Step.TAKE_SHEET: _("The order is cleared: take the order sheet out"),
    Step.REGISTER_SAMPLE: _("When it arrives, register the sample"),
    Step.UPLOAD_READS: _("Sequence the sample and bring the reads"),
    Step.LOOK: _("The verdict asks for a look: see the findings, or bring more reads"),
    Step.DESIGN_AGAIN: _("It failed: see why, and make the next version"),
    Step.LINK_PROJECT: _("It is verified: link the wish to a project of the registry"),
    Step.RECORD_EVIDENCE: _("It is verified: record it as evidence for the project"),
    Step.LEARN: _("Note what was learned, and close the wish"),
}


def choices(words: Mapping[str, Words]) -> list[tuple[str, Words]]:
    """The words as a form offers them."""
    return [(str(value), said) for value, said in words.items()]
