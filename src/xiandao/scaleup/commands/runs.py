"""`xiandao scaleup runs`: a run read from what controllers wrote, cleaned, and tested by the elements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiandao.kernel.terminal import refusing
from xiandao.scaleup.commands.opening import IN_FILE, finite

if TYPE_CHECKING:
    from xiandao.scaleup.runs import Mapped, Proposal, Run, Table


@click.command("runs")
@click.argument("files", type=IN_FILE, nargs=-1, required=True)
@click.option("--volume", type=float, help="Litres at first; needed for tables.")
@click.option("--column", "columns", multiple=True, metavar="HEADER=QUANTITY", help="Correct a column.")
@click.option("--columns-from", type=IN_FILE, help="Columns as confirmed before.")
@click.option("--columns-to", type=click.Path(dir_okay=False, path_type=Path), help="Keep the columns.")
@click.option("--feed", default=0.0, show_default=True, help="Carbon source in the feed, g/L.")
@click.option("--gaps-known", is_flag=True, help="Read on over gaps in on-line data.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep the run, cleaned.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@refusing("xiandao scaleup")
def runs(
    files: tuple[Path, ...],
    volume: float | None,
    columns: tuple[str, ...],
    columns_from: Path | None,
    columns_to: Path | None,
    feed: float,
    gaps_known: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Read one run from FILES (CSV or Excel, on-line data, samples, events; or a run kept before).

    What each column was taken for is said, then what was taken out, what looks wrong, rates and balances.
    """
    from xiandao.scaleup.runs import to_text

    run, proposals, mapped = _read(files, volume, columns, columns_from, gaps_known=gaps_known)
    run, told = examined(run, feed)
    told["columns"] = [
        {"header": one.header, "quantity": one.quantity, "unit": one.unit, "why": one.why}
        for one in proposals
    ]
    if columns_to and mapped:
        columns_to.write_text(mapped.to_text(), "utf-8")
    if out:
        out.write_text(to_text(run), "utf-8")
    click.echo(json.dumps(finite(told), indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(told)))


def _read(
    files: tuple[Path, ...],
    volume: float | None,
    columns: tuple[str, ...],
    columns_from: Path | None,
    *,
    gaps_known: bool,
) -> tuple[Run, list[Proposal], Mapped | None]:
    from xiandao.scaleup.runs import RunRefused, columns_from_text, from_text, import_run, propose, tables

    if files[0].suffix == ".json":
        return from_text(files[0].read_text("utf-8"), files[0].name), [], None
    if volume is None:
        raise RunRefused("say with --volume how many litres were in the vessel at first")
    known = columns_from_text(columns_from.read_text("utf-8")) if columns_from else None
    found = [table for path in files for table in tables(path.name, path.read_bytes())]
    wanted = dict(_correction(one, found) for one in columns)
    proposals: list[Proposal] = []
    parts: list[tuple[Table, Mapped]] = []
    together: dict[str, tuple[str, str]] = {}
    for table in found:
        proposed = propose(table)
        mapped = known or _confirmed(table, proposed, wanted)
        proposals += proposed
        together.update(mapped.columns)
        parts.append((table, mapped))
    run = import_run(files[0].stem, parts, volume_l=volume, gaps_known=gaps_known)
    return run, proposals, type(parts[0][1])(together)


def _confirmed(table: Table, proposed: tuple[Proposal, ...], wanted: dict[str, str]) -> Mapped:
    from xiandao.scaleup.runs import confirm

    here = {one.header for one in table.columns}
    return confirm(table, proposed, corrections={key: value for key, value in wanted.items() if key in here})


def _correction(text: str, found: list[Table]) -> tuple[str, str]:
    from xiandao.scaleup.runs import RunRefused

    header, _, quantity = text.rpartition("=")
    known = [one.header for table in found for one in table.columns]
    if header not in known:
        raise RunRefused("--column {text}: there is no such column; there are {known}", text=text,
                         known=", ".join(known))  # fmt: skip
    return header, quantity


def examined(run: Run, feed: float) -> tuple[Run, dict[str, Any]]:
    """The run cleaned, and all that can be said of it, as plain values."""
    from xiandao.scaleup.runs import RunRefused, balance, clean, specific

    run, flags = clean(run)
    told: dict[str, Any] = {
        "name": run.name,
        "until_h": run.until_h,
        "online": list(run.online),
        "offline": list(run.offline),
        "events": len(run.events),
        "taken_out": [
            {"quantity": one.quantity, "hour": one.hour, "value": one.before, "reason": one.reason}
            for one in run.alterations
        ],
        "flags": [{"quantity": one.quantity, "kind": one.kind, "said": one.said} for one in flags],
        "said": [],
    }
    try:
        told["growth_per_h"] = float(specific(run, "biomass", width_h=run.until_h / 6).rate.max())
    except RunRefused as refusal:
        told["said"].append(f"no growth rate: {refusal.sentence}")
    try:
        hours = [one.known().hours for one in run.offline.values()]
        begin, end = max(float(one[0]) for one in hours), min(float(one[-1]) for one in hours)
        found = balance(run, from_h=begin, to_h=end, feed_g_per_l=feed).verdict
        told["balance"] = {
            "from_h": begin, "to_h": end, "carbon_recovery": found.carbon_recovery,
            "electron_recovery": found.electron_recovery, "statistic": found.statistic,
            "limit": found.limit, "agrees": found.agrees, "suspect": found.suspect,
            "alike": list(found.alike),
        }  # fmt: skip
    except (RunRefused, ValueError) as fault:
        sentence = fault.sentence if isinstance(fault, RunRefused) else "no samples"
        told["said"].append(f"no balance: {sentence}")
    return run, told


def _lines(told: dict[str, Any]) -> list[str]:
    online, samples = ", ".join(told["online"]) or "nothing", ", ".join(told["offline"]) or "none"
    lines = [f"{told['name']}: {told['until_h']:.2f} h; {told['events']} events"]
    lines += [f"  on-line: {online}", f"  samples: {samples}"]
    for one in told["columns"]:
        lines.append(
            f"  {one['header']:<28} {one['quantity'] or 'left out':<18} {one['unit']:<8} {one['why']}"
        )
    for one in told["taken_out"]:
        lines.append(
            f"  taken out: {one['quantity']} {one['value']:g} at {one['hour']:.2f} h, {one['reason']}"
        )
    lines += [f"  look at: {one['quantity']}: {one['said']}" for one in told["flags"]]
    if "growth_per_h" in told:
        lines.append(f"  fastest growth {told['growth_per_h']:.3f} 1/h")
    if "balance" in told:
        one = told["balance"]
        shares = [f"{name} {100 * one[f'{name}_recovery']:.1f} %" for name in ("carbon", "electron")]
        lines.append(f"  recovered from {one['from_h']:g} to {one['to_h']:g} h: {', '.join(shares)}")
        lines.append(f"  chi-square {one['statistic']:.1f}, of {one['limit']:.1f} that chance allows")
        suspect = f"suspect: {one['suspect']}" if one["suspect"] else "no single measurement explains it"
        alike = f" (or {', '.join(one['alike'])})" if one["alike"] else ""
        lines.append(
            "  the elements agree" if one["agrees"] else f"  the elements do not agree; {suspect}{alike}"
        )
    return lines + [f"  {one}" for one in told["said"]]
