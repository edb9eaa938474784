"""`python -m bench.foundry.mrna`: exact mRNA design from 78 to 1,273 residues, beside LinearDesign and DERNA.

Every design runs in a process of its own, so that its peak of memory is its own. The peers are programs that
whoever measures has built: LINEARDESIGN and DERNA name their files in the environment; without, they are
named as missing. They get a limit of memory and time. `--write` keeps the page.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.foundry.tables import head
from bench.running import MEASUREMENTS, in_own_process, machine, parser, tell

PAGE: Final = MEASUREMENTS / "foundry-mrna.md"
PROTEINS: Final = Path(__file__).with_name("proteins.fasta")
HOST: Final = "h_sapiens_9606"
MOST_BYTES: Final = 12 * 1024**3
MOST_S: Final = 300
HEADING: Final = """# The most stable mRNA of a protein

Written by `python -m bench.foundry.mrna --write`; do not edit. Coding sequences of least free energy over all
synonymous ones (weight of the codons 0), proteins by UniProt accession. "Judged" is ViennaRNA's energy of
the answer (no dangles). A peer stops at {limit_gb} GB or {limit_s} s; its energy is judged by ViennaRNA too.

"""


def proteins(*more: Path) -> dict[str, str]:
    """The sequences under their accessions, shortest first; `more`: files to read as well."""
    found: dict[str, str] = {}
    for block in "".join(path.read_text() for path in (PROTEINS, *more)).split(">")[1:]:
        name, *lines = block.split()
        found[name] = "".join(lines)
    return dict(sorted(found.items(), key=lambda one: len(one[1])))


def ours(protein: str) -> dict[str, Any]:
    """One design in this process; the first compiles."""
    from xiandao.foundry.synthesis.mrna import design

    design("MKVLAAGIVG", host=HOST)
    began = time.perf_counter()
    found = design(protein, host=HOST)
    return {
        "seconds": time.perf_counter() - began,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "energy": found.energy,
        "judged": found.judged_energy,
        "adaptation": found.adaptation,
        "states": found.states,
    }


def measured(name: str) -> dict[str, Any]:
    """The same in a process of its own."""
    found: dict[str, Any] = in_own_process("bench.foundry.mrna", "--one", name)
    return found


def peer(kind: str, program: Path, protein: str) -> dict[str, Any] | None:
    """What a peer did with the protein; nothing where it ran into its limits."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(folder) / "protein.fasta"
        name.write_text(f">protein\n{protein}\n")
        if kind == "LinearDesign":
            command, cwd = [str(program), "0", "0", "codon_usage_freq_table_human.csv"], program.parent.parent
        else:
            command, cwd = (
                [str(program), "-i", str(name), "-o", f"{folder}/out", "-m", "1", "-s", "1"],
                Path(folder),
            )
        watched = ["/usr/bin/env", "-S", "python3", "-c", WATCH, str(MOST_BYTES), *command]
        began = time.perf_counter()
        try:
            done = subprocess.run(
                watched,
                cwd=cwd,
                input=f">protein\n{protein}\n",
                capture_output=True,
                text=True,
                timeout=MOST_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        seconds = time.perf_counter() - began
        told = done.stdout + (Path(folder, "out").read_text() if Path(folder, "out").exists() else "")
        sequences = re.findall(rf"[ACGU]{{{3 * len(protein)}}}", told)
        peak = re.findall(r"peak (\d+)", done.stderr)
    if not sequences or not peak:
        return None
    return {"seconds": seconds, "gigabytes": int(peak[-1]) / 1024**2, "energy": judged(sequences[-1])}


# Runs a command under a limit of memory and tells its peak.
WATCH: Final = """
import resource, subprocess, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
code = subprocess.call(sys.argv[2:])
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def judged(sequence: str) -> float:
    """ViennaRNA's least energy of a sequence without dangles, kcal/mol."""
    from xiandao.foundry.synthesis.mrna import score

    return score(sequence, host=HOST).least_energy


def page(rows: Sequence[Mapping[str, Any]], peers: Mapping[str, Path]) -> str:
    """The table as Markdown."""
    lines = [HEADING.format(limit_gb=MOST_BYTES // 1024**3, limit_s=MOST_S)]
    lines.append(f"{machine()}.\n\n")
    heads = ["protein", "residues", "states", "s", "GB", "kcal/mol", "judged", "CAI"]
    for kind in peers:
        heads += [f"{kind}: s", "GB", "kcal/mol"]
    lines.append(head(heads))
    for row in rows:
        own = row["ours"]
        cells = [
            row["name"],
            f"{row['residues']:,}",
            f"{own['states']:,}",
            f"{own['seconds']:.1f}",
            f"{own['gigabytes']:.2f}",
        ]
        cells += [f"{own['energy']:.2f}", f"{own['judged']:.2f}", f"{own['adaptation']:.3f}"]
        for kind in peers:
            found = row[kind]
            cells += (
                [f"{found['seconds']:.1f}", f"{found['gigabytes']:.2f}", f"{found['energy']:.2f}"]
                if found
                else ["beyond its limits", "", ""]
            )
        lines.append(f"| {' | '.join(cells)} |\n")
    missing = [kind for kind in ("LinearDesign", "DERNA") if kind not in peers]
    if missing:
        lines.append(f"\nNot found on this machine: {', '.join(missing)}.\n")
    return "".join(lines)


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    options = parser(__doc__, PAGE)
    options.add_argument("--one", help="one protein, in this process")
    told = options.parse_args()
    if told.one:
        print(json.dumps(ours(proteins()[told.one])))
        return
    named = {"LinearDesign": "LINEARDESIGN", "DERNA": "DERNA"}
    peers = {kind: Path(os.environ[key]) for kind, key in named.items() if os.environ.get(key)}
    rows, given_up = [], set()
    for name, protein in proteins().items():
        row: dict[str, Any] = {"name": name, "residues": len(protein), "ours": measured(name)}
        for kind, program in peers.items():
            row[kind] = None if kind in given_up else peer(kind, program, protein)
            if row[kind] is None:
                given_up.add(kind)  # a longer protein asks for more
        print(row, file=sys.stderr, flush=True)
        rows.append(row)
    tell(page(rows, peers), PAGE, write=told.write)


if __name__ == "__main__":
    main()
