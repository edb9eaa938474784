"""What a stretch is for: feature keys of the INSDC table and terms of the Sequence Ontology, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its term in the Sequence Ontology and the feature key that says the same."""

    term: str  # "SO:0000167"
    name: str  # the ontology's name
    kind: str  # the INSDC feature key; "promoter" and its like are of the older table, and widely used


# Sequence Ontology (Eilbeck et al. 2005), identifiers as published at sequenceontology.org.
ROLES: Final = (
    Role("SO:0000167", "promoter", "promoter"),
    Role("SO:0000139", "ribosome_entry_site", "RBS"),
    Role("SO:0000316", "CDS", "CDS"),
    Role("SO:0000141", "terminator", "terminator"),
    Role("SO:0000057", "operator", "protein_bind"),
    Role("SO:0000296", "origin_of_replication", "rep_origin"),
    Role("SO:0000724", "origin_of_transfer", "oriT"),
    Role("SO:0005850", "primer_binding_site", "primer_bind"),
    Role("SO:0000704", "gene", "gene"),
    Role("SO:0000234", "mRNA", "mRNA"),
    Role("SO:0000252", "rRNA", "rRNA"),
    Role("SO:0000253", "tRNA", "tRNA"),
    Role("SO:0000655", "ncRNA", "ncRNA"),
    Role("SO:0000147", "exon", "exon"),
    Role("SO:0000188", "intron", "intron"),
    Role("SO:0000204", "five_prime_UTR", "5'UTR"),
    Role("SO:0000205", "three_prime_UTR", "3'UTR"),
    Role("SO:0000165", "enhancer", "enhancer"),
    Role("SO:0000551", "polyA_signal_sequence", "polyA_signal"),
    Role("SO:0000418", "signal_peptide", "sig_peptide"),
    Role("SO:0000657", "repeat_region", "repeat_region"),
    Role("SO:0000110", "sequence_feature", "misc_feature"),
)
_OF_KIND: Final = {role.kind: role for role in ROLES}
_OF_TERM: Final = {role.term: role for role in ROLES}


def role_of_kind(kind: str) -> Role:
    """The role of a feature key; a key that is not in the list is a sequence feature."""
    return _OF_KIND.get(kind, _OF_KIND["misc_feature"])


def role_of_term(term: str) -> Role | None:
    """The role of a Sequence Ontology term, where it is in the list."""
    return _OF_TERM.get(term)
