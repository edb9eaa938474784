"""Batches lose nothing, keep the order, and read no further than they must."""

from __future__ import annotations

from itertools import chain, count

from hypothesis import given
from hypothesis import strategies as st

from xiandao.kernel.batching import batched


@given(st.lists(st.integers()), st.integers(1, 7))
def test_all_of_it_comes_in_its_order_and_only_the_last_batch_is_small(many: list[int], size: int) -> None:
    batches = list(batched(many, size))

    assert list(chain.from_iterable(batches)) == many
    assert all(len(batch) == size for batch in batches[:-1])
    assert all(batches)


def test_what_has_no_end_is_read_batch_by_batch() -> None:
    numbers = count()

    assert next(batched(numbers, 3)) == [0, 1, 2]
    assert next(numbers) == 3
