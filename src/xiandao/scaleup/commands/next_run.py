"""`xiandao scaleup next-run`: which bench run would settle what the runs so far leave open."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from xiandao.kernel.terminal import refusing
from xiandao.scaleup.commands.opening import IN_FILE, INVENTED, finite, opened


@click.command("next-run")
@click.argument("study", type=IN_FILE, required=False)
@click.option("--criterion", type=click.Choice(["D", "A"]), default="D", show_default=True)
@click.option("--want", "wanted", multiple=True, metavar="PARAMETER", help="What the A criterion counts.")
@click.option("--truth", "truths", multiple=True, metavar="NAME=VALUE", help="Of --prove; else the estimate.")
@click.option("--prove", "proving", is_flag=True, help="Simulate the best and fit everything again.")
@click.option("--starts", default=4, show_default=True, help="Searches, from different places.")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@refusing("xiandao scaleup")
def next_run(
    study: Path | None,
    criterion: str,
    wanted: tuple[str, ...],
    truths: tuple[str, ...],
    proving: bool,
    starts: int,
    seed: int,
    as_json: bool,
) -> None:
    """Rank the candidates of STUDY by the information each is expected to add, a unit of its cost."""
    told = ranked(study, criterion, wanted, truths, proving=proving, starts=starts, seed=seed)
    if as_json:
        click.echo(json.dumps(finite(told), indent=1))
        return
    if study is None:
        click.echo(INVENTED)
    click.echo(f"Not told so far: {', '.join(told['unknown']) or 'nothing that was asked'}")
    for place, one in enumerate(told["promises"], 1):
        click.echo(f"{place}. {one['name']} (cost {one['cost']:g}; gain D {one['d_gain']:.2f}, "
                   f"A {one['a_gain']:.3g} a unit of cost)")  # fmt: skip
        for name, spread in one["spreads"].items():
            click.echo(f"     {name:<18} {_percent(one['before'][name])} -> {_percent(spread)}")
    for one in told["proof"]:
        low, high = (f"{side:.4g}" if side else "open" for side in (one["low"], one["high"]))
        click.echo(f"simulated and fitted again: {one['name']} {low} to {high}, {one['verdict']}")


def _percent(spread: float) -> str:
    return "not told" if spread > 1 else f"+- {100 * spread:.1f} %"


def ranked(
    study: Path | None,
    criterion: str,
    wanted: tuple[str, ...],
    truths: tuple[str, ...],
    *,
    proving: bool,
    starts: int,
    seed: int,
) -> dict[str, Any]:
    """What is not told, the promises in order, and the proof of the first where asked."""
    from xiandao.scaleup.estimation import experiment_of, fit, intervals
    from xiandao.scaleup.experiments import prove, rank
    from xiandao.scaleup.studies import StudyRefused, candidate_of

    told = opened(study)
    if not told.candidates:
        raise StudyRefused("the study has no candidates: write under `candidates` what could be run next")
    found = fit(told.strain, told.free, told.runs, starts=starts, seed=seed).estimate
    truth = {**found.parameters, **dict(_given(one, found.names) for one in truths)}
    experiments = [experiment_of(told.strain, one) for one in told.runs]
    candidates = [candidate_of(told.strain, one, cost, told.errors) for one, cost in told.candidates]
    promises = rank(found, candidates, criterion=criterion, wanted=wanted, seed=seed)
    proof = []
    if proving:
        best = next(one for one in candidates if one.name == promises[0].name)
        again, together = prove(found, experiments, best, seed=seed, truth=truth)
        proof = [{**asdict(one), "verdict": one.verdict} for one in intervals(again, together)]
    return {
        "unknown": list(found.unknown),
        "promises": [asdict(one) for one in promises],
        "proof": proof,
    }


def _given(text: str, names: tuple[str, ...]) -> tuple[str, float]:
    from xiandao.scaleup.studies import StudyRefused

    name, _, value = text.partition("=")
    try:
        told = float(value)
    except ValueError:
        told = float("nan")
    if name not in names or not told > 0:
        raise StudyRefused("--truth {text}: write NAME=VALUE, above 0, of {names}", text=text,
                           names=", ".join(names))  # fmt: skip
    return name, told
