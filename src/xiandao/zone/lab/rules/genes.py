"""One gene of a design, as a process or a cluster's worker computes it: plain data in and out, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def gene_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The optimised gene of `name`, `sequence` (residues) for `host`, between binding sites `site`.

    Also takes avoid, longest_run, gc [least, most] or None, seed. Raises GeneRefused.
    """
    from xiandao.foundry.synthesis.codons import GcRange, GeneWish, optimise

    gc = asked["gc"]
    found = optimise(
        GeneWish(
            protein=asked["sequence"] + "*",
            host=asked["host"],
            avoid=tuple(asked["avoid"]),
            longest_run=int(asked["longest_run"]),
            gc=GcRange(float(gc[0]), float(gc[1])) if gc else None,
            left=asked["site"],
            right=asked["site"],
        ),
        seed=asked["seed"],
    )
    return {
        "name": asked["name"],
        "sequence": found.sequence,
        "cai": round(found.cai, 4),
        "gap": round(found.gap, 4),
        "turns": found.turns,
    }
