"""`xiandao scaleup transfer`: what the next vessel does, where it breaks, and how the bench can feel it."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiandao.kernel.terminal import refusing

if TYPE_CHECKING:
    from xiandao.scaleup.transfer import Step

CRITERIA = ("power per volume", "kLa", "tip speed", "mixing time", "oxygen")
GASES = ("vvm", "superficial velocity")


@click.command("transfer")
@click.argument("vessels", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--criterion", type=click.Choice(CRITERIA), default="oxygen", show_default=True)
@click.option("--gas", type=click.Choice(GASES), default="vvm", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@refusing("xiandao scaleup")
def transfer(vessels: Path | None, criterion: str, gas: str, as_json: bool) -> None:
    """What scaling up does to every figure, and the first limit that breaks, for the VESSELS of a YAML file.

    Without a file, three invented vessels are shown; write yours like them.
    """
    from xiandao.scaleup.transfer import Criterion, Gas, scale_up
    from xiandao.scaleup.transfer.describing import read_study

    example = resources.files("xiandao.scaleup.transfer") / "vessels-example.yaml"
    text = vessels.read_text("utf-8") if vessels else example.read_text("utf-8")
    study = read_study(text)
    steps = scale_up(
        (study.first, study.operation),
        study.others,
        study.broth,
        study.demand,
        criterion=Criterion(criterion),
        gas=Gas(gas),
    )
    if as_json:
        click.echo(json.dumps([asdict(step) for step in steps]))
        return
    if vessels is None:
        click.echo("Invented vessels; give a file of your own.")
    click.echo(f"Held: {criterion}; gas by {gas}; asked: {study.demand.our:g} mmol O2/(L h)")
    for step in steps:
        _tell(step)


def _tell(step: Step) -> None:
    found = step.engineering
    lines = (
        ("speed", f"{found.operation.rpm:.0f} rpm, tip {found.tip_speed:.2f} m/s"),
        ("power", f"{found.gassed.low / 1000:.3g} to {found.gassed.high / 1000:.3g} kW under gas"),
        ("", f"{found.per_volume:.0f} W/m3"),
        ("kLa", f"{found.kla.low * 3600:.0f} to {found.kla.high * 3600:.0f} 1/h, by the law believed"),
        ("oxygen", f"{found.otr[0]:.0f} to {found.otr[2]:.0f} mmol/(L h), likeliest {found.otr[1]:.0f}"),
        ("mixing", f"{found.mixing.low:.0f} to {found.mixing.high:.0f} s"),
        ("around", f"{found.circulation_s:.0f} s"),
        ("heat", f"up to {found.heat_removed_kw:.3g} kW can be removed"),
    )  # fmt: skip
    click.echo(f"\n{found.reactor.name} ({found.reactor.volume_m3:.3g} m3)")
    for name, said in lines:
        click.echo(f"  {name:<8} {said}")
    broken = step.first_broken
    for limit in step.limits:
        mark = "ok  " if limit.holds else "BREAKS"
        allowed = "" if limit.our is None else f"; allows {limit.our:.0f} mmol/(L h)"
        click.echo(f"  {mark:<7}{limit.name}: {limit.said}{allowed}")
    click.echo(f"  first: {broken.name}" if broken else "  every limit holds")
    for flag in found.flags:
        click.echo(f"  stretched: {flag}")
