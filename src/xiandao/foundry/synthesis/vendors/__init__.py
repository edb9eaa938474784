"""What suppliers make and ask for it: limits, prices and days as data, with the source and date of each."""

from __future__ import annotations

from xiandao.foundry.synthesis.vendors.limits import GcLimit, Limits, Product, VendorRefused
from xiandao.foundry.synthesis.vendors.network import Assembly, Network, Overlap
from xiandao.foundry.synthesis.vendors.reading import FORMAT, illustrative, product_named, read_network

__all__ = [
    "FORMAT",
    "Assembly",
    "GcLimit",
    "Limits",
    "Network",
    "Overlap",
    "Product",
    "VendorRefused",
    "illustrative",
    "product_named",
    "read_network",
]
