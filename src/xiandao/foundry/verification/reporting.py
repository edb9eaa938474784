"""A plate's verdicts as files: a table, JSON, one drawing a well and a page that shows all of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Final

from xiandao.foundry.verification.plates import WELL, Plate, Well

FORMAT: Final = 1
_HEADS: Final = (
    "well", "construct", "result", "reads", "mean depth", "least depth", "covered", "foreign", "mixed",
    "findings", "fault",
)  # fmt: skip
_COLOURS: Final = {"pass": "#d7efdd", "look": "#fdeccd", "fail": "#f8d7d4", "fault": "#e3e5e8"}
_STYLE: Final = """body{font-family:sans-serif;color:#202124;margin:2rem;max-width:62rem}
table.plate{border-collapse:collapse;margin:1rem 0}
table.plate td,table.plate th{border:1px solid #c4c7cc;width:4.2rem;height:2.2rem;text-align:center}
table.plate td a{color:inherit;text-decoration:none;display:block}
section{margin:2rem 0;border-top:1px solid #c4c7cc;padding-top:1rem}
svg{max-width:100%;height:auto}
"""


def write_plate(plate: Plate, folder: Path) -> None:
    """results.csv, results.json, index.html and drawings/WELL.svg in a folder."""
    (folder / "drawings").mkdir(parents=True, exist_ok=True)
    for well in plate.wells:
        if well.picture:
            (folder / "drawings" / f"{well.well}.svg").write_text(well.picture, "utf-8")
    (folder / "results.csv").write_text(table(plate), "utf-8")
    (folder / "results.json").write_text(as_json(plate), "utf-8")
    (folder / "index.html").write_text(page(plate), "utf-8")


def table(plate: Plate) -> str:
    """A line for each well."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADS)
    for well in plate.wells:
        writer.writerow([_plain(str(cell)) for cell in _cells(well)])
    return out.getvalue()


def _cells(well: Well) -> list[object]:
    found = well.verdict
    if found is None:
        return [well.well, well.construct, "fault", "", "", "", "", "", "", "", well.fault]
    return [
        well.well, well.construct, found.result.value, found.reads, f"{found.mean_depth:.1f}",
        found.least_depth, f"{found.covered:.4f}", f"{found.foreign:.4f}",
        "" if found.mixed is None else f"{found.mixed:.3f}",
        "; ".join(one.words for one in found.findings), "",
    ]  # fmt: skip


def _plain(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def as_json(plate: Plate) -> str:
    """Everything but the drawings."""
    wells = [
        {
            "well": well.well,
            "construct": well.construct,
            "result": well.result,
            "fault": well.fault,
            "verdict": asdict(well.verdict) if well.verdict else None,
        }
        for well in plate.wells
    ]
    whole = {"format": FORMAT, "plate": plate.name, "counts": dict(plate.counts()), "wells": wells}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def page(plate: Plate) -> str:
    """The plate as a grid of its wells, then every well with its drawing. It needs no other file."""
    counts = ", ".join(f"{many} {name}" for name, many in sorted(plate.counts().items()))
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f"<title>{escape(plate.name)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(plate.name)}</h1><p>{len(plate.wells)} wells: {counts}</p>",
            *_grid(plate),
            *(_section(well) for well in plate.wells),
            "</body></html>\n",
        ]
    )


def _grid(plate: Plate) -> Iterator[str]:
    wells = {well.well: well for well in plate.wells if WELL.fullmatch(well.well)}
    rows = sorted({name[:1] for name in wells} | set("ABCDEFGH"))
    last = max([12, *(int(name[1:]) for name in wells)])
    yield '<table class="plate"><tr><th></th>'
    yield "".join(f"<th>{number}</th>" for number in range(1, last + 1)) + "</tr>"
    for row in rows:
        cells = [_cell(wells.get(f"{row}{number:02d}")) for number in range(1, last + 1)]
        yield f"<tr><th>{escape(row)}</th>{''.join(cells)}</tr>"
    yield "</table>"


def _cell(well: Well | None) -> str:
    if well is None:
        return "<td></td>"
    return (
        f'<td style="background:{_COLOURS[well.result]}" title="{escape(well.construct)}">'
        f'<a href="#{escape(well.well)}">{well.result}</a></td>'
    )


def _section(well: Well) -> str:
    inside = well.picture or f"<p>{escape(well.fault)}</p>"
    name = escape(f"{well.well} {well.construct}".strip())
    return f'<section id="{escape(well.well)}"><h2>{name}: {well.result}</h2>{inside}</section>'
