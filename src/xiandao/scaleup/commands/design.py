"""`xiandao scaleup design`: which experiments first, and which next by both ways, side by side."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from xiandao.kernel.terminal import refusing
from xiandao.scaleup.commands.opening import IN_FILE, finite, text_of


@click.command("design")
@click.argument("study", type=IN_FILE, required=False)
@click.option("--runs", default=16, show_default=True, help="The runs of a first design, at most.")
@click.option("--results", type=IN_FILE, help="CSV of runs done: factors and kinds, result, perhaps cycle.")
@click.option("--batch", default=4, show_default=True, help="Runs to do next, after --results.")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@refusing("xiandao scaleup")
def design(study: Path | None, runs: int, results: Path | None, batch: int, seed: int, as_json: bool) -> None:
    """A first design of STUDY's section `space` as CSV; with --results, what they say and what to do next."""
    from xiandao.scaleup.experiments import ExperimentRefused
    from xiandao.scaleup.studies import read_space

    if batch < 1:
        raise ExperimentRefused("a batch of {batch} runs is none", batch=batch)
    space = read_space(*text_of(study))
    if results is None:
        rows = first(space, runs, seed)
        click.echo(json.dumps(rows, indent=1) if as_json else _table(rows), nl=as_json)
        return
    told = learnt(space, results, batch, seed)
    if as_json:
        click.echo(json.dumps(finite(told), indent=1))
        return
    click.echo(f"{told['runs']} runs; the best came to {told['best_seen']:g}")
    surface = told["surface"]
    if "refused" in surface:
        click.echo(f"response surface: {surface['refused']}")
    else:
        click.echo(f"response surface: R2 leaving one out {surface['explained']:.2f}, greatest at "
                   f"{_said(surface['best'])}: {surface['expected']:.4g}")  # fmt: skip
        for name, (effect, error) in surface["effects"].items():
            click.echo(f"  {name:<24} {effect:+.4g} +- {error:.2g}")
    for one in told["cycles"]:
        click.echo(f"cycle {one['cycle']}, foretold by those before: error {one['error']:.3g}, "
                   f"of their mean {one['error_of_mean']:.3g}")  # fmt: skip
    click.echo("next by Bayesian optimisation:")
    for row in told["next"]:
        click.echo(f"  {_said(row)}")


def first(space: Any, runs: int, seed: int) -> list[dict[str, float | str]]:
    """The design that fits the space and the budget."""
    from xiandao.scaleup.experiments import ExperimentRefused, first_design, settings_of, term_names

    terms = len(term_names(space))
    if runs < terms:
        raise ExperimentRefused(
            "{runs} runs cannot tell the {terms} terms of a quadratic model; allow more",
            runs=runs,
            terms=terms,
        )
    rows = settings_of(space, first_design(space, runs, seed=seed))
    return [{key: _rounded(value) for key, value in one.items()} for one in rows]


def learnt(space: Any, results: Path, batch: int, seed: int) -> dict[str, Any]:
    """The surface, the score on later cycles and the next batch, as plain values."""
    from xiandao.scaleup.experiments import ExperimentRefused, believe, fit_surface, forward, next_batch
    from xiandao.scaleup.studies import results_of

    rows, seen, cycles = results_of(space, text_of(results)[0], results.name)
    surface: dict[str, Any]
    try:
        found = fit_surface(space, rows, seen)
        best, expected = found.best(seed=seed)
        effects = zip(found.names, found.effects.tolist(), found.errors.tolist(), strict=True)
        surface = {
            "explained": found.explained,
            "unfit": found.unfit,
            "best": {key: _rounded(value) for key, value in best.items()},
            "expected": expected,
            "effects": {name: [effect, error] for name, effect, error in effects},
        }
    except ExperimentRefused as refusal:
        surface = {"refused": refusal.sentence}

    def learn(before: Any, values: Any) -> Any:
        belief = believe(space, before, values, seed=seed)
        return lambda now: belief.predict(now)[0]

    scores = forward(rows, seen, cycles, learn) if cycles and len(set(cycles)) > 1 else ()
    batch_rows = next_batch(space, rows, seen, batch, seed=seed)
    return {
        "runs": len(rows),
        "best_seen": float(seen.max()),
        "surface": surface,
        "cycles": [
            {"cycle": one.cycle, "runs": one.runs, "error": one.error, "error_of_mean": one.error_of_mean}
            for one in scores
        ],
        "next": [{key: _rounded(value) for key, value in one.items()} for one in batch_rows],
    }


def _rounded(value: float | str) -> float | str:
    return value if isinstance(value, str) else float(f"{value:.4g}")


def _said(settings: dict[str, float | str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())


def _table(rows: list[dict[str, float | str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0], "result"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
