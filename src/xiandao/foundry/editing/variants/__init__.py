"""Variants of a genome, and what they do to the sites of guides."""

from __future__ import annotations

from xiandao.foundry.editing.variants.effects import Change, VariantSite, variant_sites
from xiandao.foundry.editing.variants.reading import (
    Variant,
    VariantFault,
    Variants,
    VariantsRefused,
    read_variants,
    variants_in,
)

__all__ = [
    "Change",
    "Variant",
    "VariantFault",
    "VariantSite",
    "Variants",
    "VariantsRefused",
    "read_variants",
    "variant_sites",
    "variants_in",
]
