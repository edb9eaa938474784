"""Files of suppliers: what is read, and what is refused with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.synthesis.vendors import (
    FORMAT,
    GcLimit,
    VendorRefused,
    illustrative,
    product_named,
    read_network,
)

PRODUCT: dict[str, object] = {
    "name": "genes",
    "supplier": "A supplier",
    "source": "quotation 12",
    "dated": "2026-05-01",
    "illustrative": False,
    "days": 9,
    "price_per_base": "0.11",
    "limits": {"length": [300, 1800], "gc": [{"share": [0.3, 0.6], "bases": 50}], "avoid": ["BsaI"]},
}
STEP: dict[str, object] = {
    "name": "blocks",
    "takes": ["genes"],
    "segment": [300, 1500],
    "overlap": {"length": [20, 40], "melting": [50, 70]},
    "days": 3,
    "cost": 5,
}


def file_of(**changes: object) -> bytes:
    told = {"format": FORMAT, "products": [PRODUCT], "assemblies": [STEP], **changes}
    return yaml.safe_dump(told).encode()


def test_a_file_is_read_with_its_source_and_date() -> None:
    network = read_network(file_of(), "mine.yaml")
    product = product_named("genes", network)

    assert not product.illustrative
    assert (product.source, product.dated.isoformat()) == (
        "quotation 12",
        "2026-05-01",
    )
    assert product.price_of(1000) == Decimal(110)
    assert product.limits.gc == (GcLimit(0.3, 0.6, 50),)
    assert network.delivers == ("genes", "blocks")
    assert network.assemblies[0].overlap.melting == (50, 70)


def test_the_suppliers_that_come_along_say_that_they_are_made_up() -> None:
    assert all(product.illustrative for product in illustrative().products)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "xiandao-suppliers/2"}, "xiandao-suppliers/1"),
        ({"products": []}, "at least one product"),
        ({"products": "none"}, "a list is expected"),
        ({"products": ["genes"]}, "product 1: names with values"),
        ({"products": [{**PRODUCT, "days": -1}]}, "product 1: “days” cannot be -1"),
        ({"products": [{**PRODUCT, "days": True}]}, "“days” cannot be True"),
        ({"products": [{**PRODUCT, "price_per_base": "free"}]}, "“price_per_base” cannot be free"),
        ({"products": [{**PRODUCT, "price_per_base": "NaN"}]}, "from 0 up"),
        ({"products": [{**PRODUCT, "dated": "May"}]}, "“dated” cannot be May"),
        ({"products": [{**PRODUCT, "colour": "red"}]}, "“colour” is not known"),
        ({"products": [{**PRODUCT, "supplier": ""}]}, "words are expected"),
        ({"products": [{**PRODUCT, "illustrative": "no"}]}, "yes or no"),
        ({"products": [{key: PRODUCT[key] for key in PRODUCT if key != "source"}]}, "“source” is missing"),
        ({"products": [{**PRODUCT, "limits": {"length": [9, 3]}}]}, "the least comes first"),
        ({"products": [{**PRODUCT, "limits": {"length": [9]}}]}, "the least and the most"),
        ({"products": [{**PRODUCT, "limits": {"gc": [{"share": [0, 2]}]}}]}, "limits, gc 1: “share”"),
        ({"products": [{**PRODUCT, "limits": {"avoid": ["Nobody"]}}]}, "neither a restriction enzyme"),
        ({"products": [{**PRODUCT, "limits": {"unique": 40}}]}, "stretches of 31"),
        ({"products": [PRODUCT, {**PRODUCT, "name": "x", "currency": "EUR"}]}, "one currency"),
        ({"products": [PRODUCT, PRODUCT]}, "stands twice"),
        ({"assemblies": [{**STEP, "takes": ["oligos"]}]}, "“blocks” takes “oligos”"),
        ({"assemblies": [{**STEP, "takes": ["blocks"]}]}, "“blocks” takes “blocks”"),
        ({"assemblies": [{**STEP, "segment": [0, 9]}]}, "longer than half an overlap"),
        ({"assemblies": [{**STEP, "overlap": {"length": [1, 9]}}]}, "2 bases at least"),
        ({"assemblies": [{**STEP, "overlap": {"length": [9, 9], "rule": "guess"}}]}, "one of wallace"),
        ({"delivers": ["moon"]}, "“moon” is to deliver"),
        ({"deliver": ["genes"]}, "“deliver” is not known"),
    ],
)
def test_a_fault_is_told_with_its_place(changes: dict[str, object], words: str) -> None:
    with pytest.raises(VendorRefused, match=words) as told:
        read_network(file_of(**changes), "mine.yaml")

    assert "mine.yaml" in told.value.sentence


def test_a_product_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(VendorRefused, match="there are oligos"):
        product_named("blocks", illustrative())


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"format: {FORMAT}\n{text}".encode()))
def test_no_content_does_more_than_be_refused(content: bytes) -> None:
    with pytest.raises(VendorRefused):
        read_network(content, "any")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(VendorRefused, match="larger than"):
        read_network(b"#" * 1_000_001, "huge")
