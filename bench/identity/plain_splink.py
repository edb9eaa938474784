"""Plain Splink on the same fields: its stock comparisons, its own training, the threshold that suits it best.

Splink gets an advantage that ours does not have: the threshold is chosen on the very truth it is scored by.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from typing import Any, Final

from xiandao.identity import Record

TRAINED_ON: Final = 1_000_000  # random pairs, for what agrees by chance
PEOPLE: Final = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "suburb", "address")
FIRMS: Final = ("name", "uscc", "phone", "address", "legal_person")
PEOPLE_BLOCKS: Final = (("date_of_birth",), ("surname",), ("given_name",), ("soc_sec_id",), ("postcode",))
FIRM_BLOCKS: Final = (
    ("uscc",),
    ("substr(name, 1, 4)",),
    ("substr(name, 3, 3)",),
    ("legal_person",),
    ("phone",),
    ("address",),
)
Pairs = set[tuple[str, str]]
Scored = list[tuple[float, str, str]]


def people(left: Sequence[Record], right: Sequence[Record]) -> Scored:
    """Two lists of people, each person once on each side."""
    import splink.comparison_library as compare

    comparisons = [
        compare.NameComparison("given_name"),
        compare.NameComparison("surname"),
        compare.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        compare.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        compare.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        compare.JaroWinklerAtThresholds("suburb", [0.9]),
        compare.JaroWinklerAtThresholds("address", [0.9, 0.7]),
    ]
    scored = _linked([left, right], comparisons=comparisons, blocks=PEOPLE_BLOCKS, fields=PEOPLE)
    return _each_once(scored)


def firms(records: Sequence[Record]) -> Scored:
    """One list of organisations."""
    import splink.comparison_library as compare

    comparisons = [
        compare.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8, 0.7]),
        compare.DamerauLevenshteinAtThresholds("uscc", [1, 2]),
        compare.ExactMatch("phone"),
        compare.JaroWinklerAtThresholds("address", [0.95, 0.88]),
        compare.JaroWinklerAtThresholds("legal_person", [0.88]),
    ]
    return _linked([records], comparisons=comparisons, blocks=FIRM_BLOCKS, fields=FIRMS)


def _linked(
    sides: Sequence[Sequence[Record]],
    *,
    comparisons: Sequence[Any],
    blocks: Sequence[Sequence[str]],
    fields: Sequence[str],
) -> Scored:
    """Every pair that Splink scored, likeliest first."""
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    rules: list[Any] = [block_on(*block) for block in blocks]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(sides) == 1 else "link_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = [api.register(_frame(side, fields)) for side in sides]
        linker = Linker(tables if len(tables) > 1 else tables[0], settings, log_level=None)
        train = linker.training
        train.estimate_probability_two_random_records_match(rules, recall=0.9)
        train.estimate_u_using_random_sampling(max_pairs=TRAINED_ON, seed=1)
        for rule in rules[:2]:  # together they leave no field untrained
            train.estimate_parameters_using_expectation_maximisation(rule)
        predicted: Any = linker.inference.predict(threshold_match_probability=0.01)
        scored = predicted.as_pandas_dataframe()
    pairs = zip(scored["match_weight"], scored["unique_id_l"], scored["unique_id_r"], strict=True)
    return sorted(((weight, min(one, other), max(one, other)) for weight, one, other in pairs), reverse=True)


def best(scored: Scored, truth: Pairs) -> Pairs:
    """The pairs above the threshold that gives the highest F1 of all thresholds."""
    right, top, cut = 0, 0.0, 0
    for place, (_, one, other) in enumerate(scored, start=1):
        right += (one, other) in truth
        f1 = 2 * right / (place + len(truth))
        if f1 > top:
            top, cut = f1, place
    return {(one, other) for _, one, other in scored[:cut]}


def _each_once(scored: Scored) -> Scored:
    seen: set[str] = set()
    kept = []
    for pair in scored:
        if seen.isdisjoint(pair[1:]):
            kept.append(pair)
            seen.update(pair[1:])
    return kept


def _frame(records: Sequence[Record], fields: Sequence[str]) -> Any:
    import pandas

    rows = [
        {"unique_id": r.key, **{field: next(iter(r.values(field)), None) for field in fields}}
        for r in records
    ]
    return pandas.DataFrame(rows).astype(object)
