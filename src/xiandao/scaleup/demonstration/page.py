"""The page that a finance officer reads, a section a step; each says what in it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

import numpy as np

from xiandao.scaleup.carrying import MISSED, Ability
from xiandao.scaleup.demonstration.bench import FREE, GUESSED
from xiandao.scaleup.demonstration.campaign import BATCHES, moment
from xiandao.scaleup.demonstration.joined import Demonstration
from xiandao.scaleup.economics.report import tenths
from xiandao.scaleup.flowsheets import worst_first

WIDE: Final = 110  # columns


def page(found: Demonstration) -> Iterator[str]:
    """The page, line by line; one seed gives one page."""
    for section in (_decision, _bench, _vessels, _unevenness, _campaign, _plant, _unsure, _next):
        for line in section(found):
            yield from wrap(line, WIDE, subsequent_indent="     ") if len(line) > WIDE else (line,)
        yield ""
    yield f"Seed {found.seed}. Every figure with its source: --json; files to open elsewhere: -o FOLDER."


def _decision(found: Demonstration) -> Iterator[str]:
    report = found.report
    risk, money = report.risk, report.case.currency
    many, market = len(risk.plant.price), float(np.median(risk.plant.market))
    low, middle, high = tenths(risk.plant.price)
    yield "PHA from an invented strain: from 5 L by 500 L to 100 m3"
    yield "INVENTED: strain, runs, vessels, other tenants, prices. It shows how the parts are joined."
    decided = "build" if report.worth.now > 0 else "do not build"
    run = (
        "make one more pilot run first"
        if net_worth(found) > 0
        else "one more pilot run does not pay for itself"
    )
    yield f"Today: {decided}; {run}."
    yield (
        f"A kilogram costs {low:.1f} / {middle:.1f} / {high:.1f} {money} (10, 50, 90 % of {many:,} draws); "
        f"the market pays {market:.0f}."
    )
    yield f"Chance that it pays: {100 * risk.chance:.0f} %."


def _bench(found: Demonstration) -> Iterator[str]:
    known = found.bench
    fit, interval = known.fit, known.interval
    yield f"1. The strain, from {len(known.runs)} runs of 5 L ({fit.points} measurements). Invented: both."
    for name, value in fit.parameters.items():
        yield f"   {name:<18}{value:9.4f}  +- {100 * fit.spread[name]:.1f} %"
    low, high = (("no limit" if one is None else f"{one:.3g}") for one in (interval.low, interval.high))
    yield (
        f"   misfit {fit.misfit:.0f} for {fit.points} points; "
        f"least known: {interval.name}, {low} to {high} (95 %)"
    )
    least, most = known.allowed
    yield (
        f"   not told by these runs: {GUESSED}; {least:g} g/L fits as well as {most:g}. "
        f"Held: all but the {len(FREE)} above."
    )
    best = known.next_runs[0]
    yield (
        f"   the bench run that would tell most of it: {best.name} "
        f"(spread of the logarithm {best.before:.1f} -> {best.after:.1f})"
    )


def _vessels(found: Demonstration) -> Iterator[str]:
    crossing, made = found.crossing, found.fermenting
    yield "2. What the vessels can do. Invented: the vessels; the laws are published and differ."
    yield "   vessel          oxygen mmol/(L h)    kLa 1/h     W/L   tip m/s  mixed in s  kept back by"
    for one in crossing.abilities:
        yield _ability(one)
    yield f"   the recipe asks {crossing.asked:.0f} mmol/(L h) where oxygen is never short"
    for name, limit in crossing.broken.items():
        yield f"   {name}: " + (f"{limit.name} breaks first, {limit.said}" if limit else "every limit holds")
    kept = [f"{criterion}: {said.split(' (')[0]}" for criterion, said in crossing.held.items()]
    yield "   holding a figure of the bench breaks at 100 m3, by " + "; ".join(kept)
    p = made.process.parameters
    yield (
        f"   so in 100 m3: {p['titre'].value:.0f} g/L ({p['titre'].least:.0f} to {p['titre'].most:.0f}) "
        f"after {made.harvest_h:.0f} h, {p['yield_product'].value:.2f} g/g; "
        f"carbon closes to {made.large.carbon_gap:.0e}"
    )


def _ability(one: Ability) -> str:
    found = one.engineering
    low, middle, high = one.otr
    return (
        f"   {one.reactor.name:<14}{low:5.0f} / {middle:.0f} / {high:.0f}".ljust(36)
        + f"{3600 * found.kla.low:5.0f} to {3600 * found.kla.high:<5.0f}{found.per_volume / 1000:5.1f}"
        + f"{found.tip_speed:9.1f}{found.mixing.middle:11.0f}    {one.set_by}"
    )


def _unevenness(found: Demonstration) -> Iterator[str]:
    crossing, large = found.crossing, found.crossing.gradients
    yield "3. How uneven 100 m3 is, and what feels like it on the bench. Invented: the vessel."
    if large is None or crossing.twin is None:
        yield f"   {crossing.remark}"
        return
    yield (
        f"   glucose {large.substrate.min():.2f} to {large.substrate.max():.2f} g/L, dissolved oxygen "
        f"{1000 * large.oxygen.min():.0f} to {1000 * large.oxygen.max():.0f} umol/L, from zone to zone; "
        f"at {100 * crossing.level:.0f} % of the most oxygen"
    )
    twin = crossing.twin
    yield (
        f"   its twin: {twin.vessel_l:.1f} L stirred, a loop of {twin.loop_l:.2f} L, "
        f"{twin.loop_stay_s:.0f} s in it, {twin.pump_l_per_min:.1f} L/min"
    )
    for remark in twin.remarks:
        yield f"   but {remark}"


def _campaign(found: Demonstration) -> Iterator[str]:
    booked, pilot = found.campaign, found.pilot
    at = int(np.searchsorted(pilot.hours, found.fermenting.harvest_h))
    kilos = BATCHES * float(pilot.product[at] * pilot.volume[at]) / 1000.0
    yield "4. A campaign of 500 L. Invented: the pilot plant, its other tenants, the days."
    yield (
        f"   {BATCHES} batches, {booked.start:%Y-%m-%d %H:%M} to {booked.end:%Y-%m-%d %H:%M}, "
        f"around {len(booked.before)} bookings of others that do not move"
    )
    for number in range(1, BATCHES + 1):
        mine = [one for one in booked.ours if one.campaign.endswith(f" {number}")]
        kept = next(one for one in mine if one.step == "fermentation")
        yield (
            f"   batch {number}: seed {moment(mine[0].start_h):%m-%d %H:%M}; {kept.machine} "
            f"{moment(kept.start_h):%m-%d %H:%M} to {moment(kept.end_h):%m-%d %H:%M}; "
            f"told on {moment(max(one.end_h for one in mine)):%m-%d %H:%M}"
        )
    plan = booked.plan
    yield (
        f"   all is done at hour {plan.makespan_h}; proved: not before {plan.bound_h} "
        f"(gap {100 * plan.gap:.1f} %); "
        f"one after the other {plan.asap_h}"
    )
    yield f"   bottleneck: {booked.bottleneck.cause}. A day sooner: {booked.sooner.message}"
    yield f"   {pilot.product[at]:.0f} g/L expected, {kilos:.0f} kg PHA in the broth of all batches"


def _plant(found: Demonstration) -> Iterator[str]:
    case, risk = found.report.case, found.report.risk
    money, tonnes = case.currency, float(case.tonnes[0])
    low, high = case.books.here.bands[int(case.family.money["estimate_class"])]
    yield "5. The plant, the first of its kind. Invented: prices and market (nobody's offers)."
    vessel = case.family.parameters["vessel_m3"].value
    yield (
        f"   {tonnes:,.0f} t a year from {case.vessels[0]:.0f} fermenters of {vessel:.0f} m3, "
        f"{case.batches[0]:,.0f} batches a year; {case.books.here.place}, {money} of {case.books.here.year}"
    )
    capital = tenths(risk.plant.fixed_capital / 1000.0)
    yield (
        f"   fixed capital {' / '.join(f'{one:,.0f}' for one in capital)} million {money} (10, 50, 90 %; "
        f"class {case.family.money['estimate_class']}, {100 * low:+.0f} to {100 * high:+.0f} %)"
    )
    rate = float(np.ravel(case.returns()[0])[0])
    worth = f"{case.npv[0] / 1000:,.0f} million {money} at {100 * case.finance.discount:.0f} %"
    yield f"   likely case: {case.price[0]:.2f} {money}/kg, NPV {worth}, IRR {100 * rate:.1f} %"
    carbon = " / ".join(f"{one:.2f}" for one in tenths(risk.plant.carbon))
    yield f"   carbon {carbon} kg CO2-eq/kg, cradle to gate, the same draws (10, 50, 90 %)"
    largest = sorted(case.lines, key=lambda one: -abs(float(np.ravel(one.money)[0])))[:5]
    parts = [f"{one.name} {float(np.ravel(one.money)[0]) / tonnes:.2f}" for one in largest]
    yield f"   of a kilogram, {money}: {', '.join(parts)}; the rest is smaller, or pays for capital"


def _unsure(found: Demonstration) -> Iterator[str]:
    report = found.report
    missed = ", ".join(f"{name} {100 * share:.0f} %" for name, share in MISSED.items() if share)
    yield f"6. What is not known. Invented: what a model of 5 L misses at 100 m3 ({missed})."
    if report.risk.infeasible:
        worst = worst_first(report.risk.plant.reasons)[0]
        many = f"{report.risk.infeasible:,} of {len(report.risk.plant.price):,}"
        yield f"   {many} draws cannot be: {worst[0]} ({worst[1]:,})"
    else:
        yield f"   all of {len(report.risk.plant.price):,} draws are feasible"
    yield f"   what moves the price, {report.case.currency}/kg, from its 10 % to its 90 % value alone:"
    for swing in report.swings[:4]:
        yield f"     {swing.name:<18}{swing.at_least:7.2f} to {swing.at_most:.2f}"
    yield "   what flips the decision alone (likely -> turns at; chance to lie past it):"
    for flip in report.flips:
        unit = flip.unit.split(" ")[0]
        past = f"{100 * flip.chance:3.0f} %"
        yield f"     {flip.name:<18}{flip.likely:9.4g} -> {flip.flips_at:<9.4g}{unit:<8}{past}"
    if not report.flips:
        yield "     nothing within its range"


def _next(found: Demonstration) -> Iterator[str]:
    report = found.report
    told = report.case.family.money["pilot"]
    measured = ", ".join(f"{name} to {100 * share:.0f} %" for name, share in told["noise"].items())
    yield f"7. One more pilot run, telling {measured}. Invented: its cost. Thousand {report.case.currency}:"
    yield (
        f"   worth {report.worth.sample:,.0f} (+- {report.worth.error:,.0f}), "
        f"less {report.pilot_cost:,.0f} of cost "
        f"and {report.delayed:,.0f} for {told['months']} months of waiting: {net_worth(found):+,.0f}"
    )
    yield f"   to know everything would be worth {report.worth.perfect:,.0f}"


def net_worth(found: Demonstration) -> float:
    """What one more pilot run is worth beyond what it costs and delays, thousands."""
    return found.report.worth.sample - found.report.pilot_cost - found.report.delayed
