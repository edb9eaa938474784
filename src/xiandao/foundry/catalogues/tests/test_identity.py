"""Equal molecules have equal identities, whatever their first letter, strand or case."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xiandao.foundry.catalogues import canonical, identity_of, least_rotation, starter
from xiandao.foundry.sequences import Molecule, Record, reverse_complement

FEW = st.text("AB", min_size=1, max_size=14)
LETTERS = st.text("ACGTN", min_size=1, max_size=60)


@given(FEW | st.builds(lambda unit, times, tail: unit * times + tail, FEW, st.integers(1, 80), FEW))
def test_the_least_rotation_is_the_least_of_all(text: str) -> None:
    begin = least_rotation(text)

    assert text[begin:] + text[:begin] == min(text[at:] + text[:at] for at in range(len(text)))


@given(LETTERS, st.integers(0, 59), st.booleans(), st.booleans())
def test_a_turned_circle_is_the_same_molecule(letters: str, turn: int, flip: bool, lower: bool) -> None:
    record = Record("a", letters, circular=True)
    turned = letters[turn % len(letters) :] + letters[: turn % len(letters)]
    turned = reverse_complement(turned) if flip else turned
    other = Record("b", turned.lower() if lower else turned, circular=True)

    assert identity_of(record) == identity_of(other)


@given(LETTERS, LETTERS)
def test_other_letters_are_another_molecule(first: str, second: str) -> None:
    one, other = (Record("x", letters) for letters in (first, second))

    assert (identity_of(one) == identity_of(other)) == (second in {first, reverse_complement(first)})


def test_shape_and_kind_are_part_of_the_identity() -> None:
    linear = Record("x", "ACGGA")
    kinds = (linear, replace(linear, circular=True), replace(linear, molecule=Molecule.PROTEIN))

    assert len({identity_of(one) for one in kinds}) == 3
    assert canonical(kinds[2]) == "ACGGA"


def test_a_plasmid_is_found_again_from_any_letter() -> None:
    plasmid = starter().part("pUC19").record()
    turned = replace(plasmid, name="mine", sequence=plasmid.sequence[900:] + plasmid.sequence[:900])

    found = starter().same_as(turned.reverse_complement())

    assert [part.identity for part in found] == ["pUC19"]
