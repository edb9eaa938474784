"""A record knows what lies where, on both strands and across the origin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Place, Record, SequenceRefusal, reverse_complement


def test_a_feature_across_the_origin_is_read_in_its_own_order() -> None:
    record = Record("ring", "AAACCCGGGT", circular=True)
    across = Feature("CDS", (Place(8, 10), Place(0, 3)))

    assert across.of(record.sequence) == "GTAAA"


def test_a_feature_beyond_the_end_is_refused_by_name() -> None:
    with pytest.raises(SequenceRefusal, match=r"gfp lies at 3\.\.9"):
        Record("r", "ACGT", features=(Feature("CDS", (Place(2, 9),), (("label", "gfp"),)),))


def test_rna_complements_to_rna() -> None:
    assert reverse_complement("AUGc") == "gCAU"


@given(st.text("ACGTRYSWKMBDHVNacgtn", min_size=1), st.data())
def test_turning_twice_gives_the_same_record_and_features_keep_their_letters(
    letters: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(letters)))
    end = data.draw(st.integers(start, len(letters)))
    feature = Feature("CDS", (Place(start, end, data.draw(st.sampled_from((1, -1)))),))
    record = Record("r", letters, features=(feature,))

    turned = record.reverse_complement()

    assert turned.reverse_complement() == record
    assert turned.features[0].of(turned.sequence) == feature.of(letters)
