"""Are these two records one organisation, person, paper or patent? Explained field by field."""

from __future__ import annotations

from xiandao.identity.comparing import METHOD, REVIEW_FROM, SAME_FROM, SENTENCES, compare
from xiandao.identity.names import OrganisationName, organisation_name
from xiandao.identity.pairing import clusters, find_pairs
from xiandao.identity.records import Kind, Likeness, Pair, Part, Record, Verdict

__all__ = [
    "METHOD",
    "REVIEW_FROM",
    "SAME_FROM",
    "SENTENCES",
    "Kind",
    "Likeness",
    "OrganisationName",
    "Pair",
    "Part",
    "Record",
    "Verdict",
    "clusters",
    "compare",
    "find_pairs",
    "organisation_name",
]
