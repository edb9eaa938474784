"""`python -m bench.foundry.front`: the whole front of energy against codons, and the 100 best, by length.

Each length runs in a process of its own on one thread; the seconds are the processor's, so that what
else runs on the machine counts less. `--write` keeps the page.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from bench.foundry.mrna import HOST, proteins
from bench.foundry.tables import head
from bench.running import MEASUREMENTS, in_own_process, machine, parser, tell

Answer = TypeVar("Answer")
PAGE: Final = MEASUREMENTS / "foundry-mrna-front.md"
PROTEIN: Final = "P15421"
LENGTHS: Final = (10, 20, 40, 78)
LONGER: Final = ("P31949",)
BEST: Final = 100
HEADING: Final = """# The whole front of an mRNA's energy against its codons

Written by `python -m bench.foundry.front --write`; do not edit. All trade-offs of least free energy against
CAI over all synonymous sequences: the first residues of {protein}, then other proteins whole. Supported ones
are those that a weighted sum finds. Seconds of one processor; one design is beside them, and the {best} best
in order.

"""


def measured(protein: str) -> dict[str, Any]:
    """A front, a design and the best in order, in this process; the first of each compiles."""
    from xiandao.foundry.synthesis.mrna import alternatives, design, pareto

    for warm in (design, pareto):
        warm("MKVLAAG", host=HOST)
    alternatives("MKVLAAG", 3, host=HOST)
    one, seconds = _timed(lambda: design(protein, host=HOST, cai_weight=1.0))
    front, front_s = _timed(lambda: pareto(protein, host=HOST))
    best, best_s = _timed(lambda: alternatives(protein, BEST, host=HOST, cai_weight=1.0))
    return {
        "states": one.states,
        "supported": sum(point.supported for point in front.points),
        "points": len(front.points),
        "open": len(front.open_gaps),
        "design_s": seconds,
        "front_s": front_s,
        "best": len(best),
        "best_s": best_s,
    }


def _timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.process_time()
    return ask(), time.process_time() - began


def page(rows: Sequence[Mapping[str, Any]]) -> str:
    """The table as Markdown."""
    heads = ["protein", "residues", "states", "supported", "all", "gaps left open", "front: s", "design: s"]
    heads += [f"{BEST} best: s"]
    lines = [HEADING.format(protein=PROTEIN, best=BEST)]
    lines.append(f"{machine()}.\n\n")
    lines.append(head(heads))
    for row in rows:
        cells = [row["name"], *(f"{row[key]:,}" for key in ("residues", "states", "supported", "points"))]
        cells += [f"{row['open']}", *(f"{row[key]:.1f}" for key in ("front_s", "design_s", "best_s"))]
        lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    options = parser(__doc__, PAGE)
    options.add_argument("--one", help="one protein's residues, in this process")
    told = options.parse_args()
    if told.one:
        print(json.dumps(measured(told.one)))
        return
    known = proteins()
    rows = []
    asked = [(PROTEIN, known[PROTEIN][:length]) for length in LENGTHS]
    for name, protein in [*asked, *((name, known[name]) for name in LONGER)]:
        found = in_own_process("bench.foundry.front", "--one", protein, NUMBA_NUM_THREADS="1")
        rows.append({"name": name, "residues": len(protein), **found})
        print(rows[-1], file=sys.stderr, flush=True)
    tell(page(rows), PAGE, write=told.write)


if __name__ == "__main__":
    main()
