"""Which column means which field: remembered for a source, or guessed from the words of its heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from rapidfuzz import fuzz

from xiandao.zone.registry.rules.kinds import Field

ALIKE_FROM = 84  # of 100: 营业总收入 and 营业收入 are alike (89), 授权公告日 and 授权公告号 are not (80)
LONG_ENOUGH = 4  # characters; two short headings are alike by accident
DAY_FIELD = "happened_on"  # the day of which a row speaks; no field of a kind
KEY_FIELD = "record_key"  # the registry's own key, in a file taken from here
OWN_HEADINGS = {
    DAY_FIELD: (DAY_FIELD, "数据日期", "截至日期", "截止日期", "统计日期", "填报日期", "as of", "as of day"),
    KEY_FIELD: (KEY_FIELD, "登记编号", "记录编号", "registry key"),
}
FACTORS = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
}
_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")
_UNIT = re.compile(r"[(\[【/／:：]\s*(?:单位[:：]?)?(万亿|千万|百万|亿|万|千)(?:元|人民币|人|份|件)*")


@cache
def normal_heading(heading: str) -> str:
    """A heading's letters and digits only: width, case, brackets with units and stars do not matter."""
    plain = _BRACKETED.sub("", unicodedata.normalize("NFKC", heading).casefold())
    plain = "".join(c for c in plain if c.isalnum())
    return plain or "".join(c for c in unicodedata.normalize("NFKC", heading).casefold() if c.isalnum())


def known_headings(fields: Sequence[Field]) -> dict[str, str]:
    """Normal heading -> field; where two fields share a word, the first keeps it."""
    known: dict[str, str] = {}
    for key, words in OWN_HEADINGS.items():
        known.update({normal_heading(word): key for word in words})
    for choose in (_own_words, _other_words):
        for field in fields:
            for word in choose(field):
                known.setdefault(normal_heading(word), field.key)
    return known


def guess(headings: Sequence[str], fields: Sequence[Field], remembered: Mapping[str, str]) -> dict[str, str]:
    """Heading -> field for every column that is understood; each field once, "" for a column left out.

    What a person settled for this source comes first, then the same words, then words much alike.
    """
    keys = {field.key for field in fields} | set(OWN_HEADINGS)
    columns = {h: remembered[h] for h in headings if remembered.get(h, "-") in keys | {""}}
    known = known_headings(fields)
    for heading in headings:
        field = known.get(normal_heading(heading))
        if heading not in columns and field and field not in columns.values():
            columns[heading] = field
    unknown = [h for h in headings if h not in columns and len(normal_heading(h)) >= LONG_ENOUGH]
    alike = sorted(
        (
            (-fuzz.ratio(normal_heading(heading), word), heading, field)
            for heading in unknown
            for word, field in known.items()
            if len(word) >= LONG_ENOUGH
        ),
    )
    for score, heading, field in alike:
        if -score >= ALIKE_FROM and heading not in columns and field not in columns.values():
            columns[heading] = field
    return {heading: columns.get(heading, "") for heading in headings}


@cache
def factor_of(heading: str) -> Decimal:
    """By what a column's figures are multiplied: its heading says 万元, 亿元."""
    found = _UNIT.search(unicodedata.normalize("NFKC", heading))
    return FACTORS[found[1]] if found else Decimal(1)


def _own_words(field: Field) -> tuple[str, ...]:
    return (field.key, field.zh, field.en)


def _other_words(field: Field) -> tuple[str, ...]:
    return field.headings
