"""`python -m bench.scaleup.schedule`: campaigns of a pilot plant, beside the serial schedule and both bounds.

Twenty and forty campaigns of two templates and five organisms on nine machines; then a contamination in the
fortieth hour and a new schedule of all that has not begun. `--write` keeps the page.
"""

from __future__ import annotations

import time
from typing import Final

from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.scaleup.scheduling import (
    Campaign,
    CampaignTemplate,
    Contamination,
    Lag,
    Machine,
    Plant,
    Pool,
    Step,
    Use,
    moves,
    replan,
    schedule,
    violations,
    why_not,
)

PAGE: Final = MEASUREMENTS / "scaleup-schedule.md"
LIMIT_S: Final = 1.5
REPLAN_S: Final = 0.1
HEADING: Final = """# Campaigns of a pilot plant

Written by `python -m bench.scaleup.schedule --write`; do not edit. Two templates (seed, fermentation,
harvest, purification, analytics; cleaning after each; hold times), five organisms with changeovers, nine
machines, operators and one cleaning skid. "Serial" is as soon as possible, campaign by campaign. The
solver has {limit:g} counted seconds on one core, each of which takes many of the clock. Schedules are
checked by rules written apart from it.

"""
PLANT: Final = Plant(
    machines=(
        Machine("S1", "seed", 0.05),
        Machine("S2", "seed", 0.05),
        Machine("F1", "ferment", 0.5, changeover_h=24),
        Machine("F2", "ferment", 0.5, changeover_h=24),
        Machine("F3", "ferment", 5.0, changeover_h=36),
        Machine("H1", "harvest", 1.0, changeover_h=8),
        Machine("P1", "purify", changeover_h=12),
        Machine("P2", "purify", changeover_h=12),
        Machine("A1", "analyse"),
    ),
    pools=(Pool("operators", 5), Pool("cleaning skid", 2)),
)


def template(name: str, hours: tuple[int, ...], volume: float) -> CampaignTemplate:
    """Five steps in a row, with cleaning and hold times."""
    one, skid = (Use("operators", 1),), (Use("cleaning skid", 1),)
    kinds = ("seed", "ferment", "harvest", "purify", "analyse")
    steps = tuple(
        Step(
            kind,
            kind,
            length,
            4 if kind != "analyse" else 0,
            volume if kind == "ferment" else 0.0,
            uses=one,
            cleaning_uses=skid if kind != "analyse" else (),
        )
        for kind, length in zip(kinds, hours, strict=True)
    )
    lags = (
        Lag("seed", "ferment", 0, 2), Lag("ferment", "harvest", 0, 8), Lag("harvest", "purify", 0, 24),
        Lag("purify", "analyse"),
    )  # fmt: skip
    return CampaignTemplate(name, steps, lags)


TEMPLATES: Final = (
    template("protein", (24, 60, 8, 36, 12), 0.5),
    template("acid", (20, 40, 6, 20, 8), 0.5),
)


def campaigns(many: int) -> tuple[Campaign, ...]:
    """The campaigns of this bench."""
    return tuple(Campaign(f"C{n:02d}", TEMPLATES[n % 2], f"organism {n % 5}") for n in range(many))


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    lines = [HEADING.format(limit=LIMIT_S)]
    lines.append(f"{machine()}.\n\n")
    lines.append("| campaigns | serial: h | ours: h | our bound: h | gap | s |\n")
    lines.append("| ---: | ---: | ---: | ---: | ---: | ---: |\n")
    for many in (20, 40):
        began = time.perf_counter()
        plan = schedule(campaigns(many), PLANT, seed=1, limit_s=LIMIT_S)
        seconds = time.perf_counter() - began
        if violations(plan.bookings, plan.campaigns, plan.plant):
            raise AssertionError("a schedule breaks a rule")
        lines.append(
            f"| {many} | {plan.asap_h} | {plan.makespan_h} | {plan.own_bound_h} "
            f"| {100 * plan.gap:.1f} % | {seconds:.1f} |\n"
        )
        print(lines[-1], flush=True)
    spoiled = next(one for one in plan.bookings if one.step == "ferment" and one.start_h < 40)
    began, cpu = time.perf_counter(), time.process_time()
    event = Contamination(spoiled.campaign, "ferment", 40, 24)
    after = replan(plan, event, now_h=41, seed=1, limit_s=REPLAN_S)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    if violations(after.bookings, after.campaigns, after.plant):
        raise AssertionError("a new schedule breaks a rule")
    moved = {move.campaign for move in moves(plan, after)}
    lines.append(
        f"\nNew schedule of forty campaigns after a contamination: {seconds:.1f} s, {used:.1f} s of them on "
        f"a core (goal: below 10), {after.makespan_h} h against {plan.makespan_h} h before; what had begun "
        f"stayed, {len(moved)} campaigns moved.\n"
    )
    began = time.perf_counter()
    last = max(plan.bookings, key=lambda one: one.end_h)
    found = why_not(plan, last.campaign, last.end_h - 100)
    lines.append(
        f"\nWhy {last.campaign} does not end 100 h earlier: {time.perf_counter() - began:.1f} s; "
        f"{found.message}.\n"
    )
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
