"""The short name of a target, put together from words of the text."""

from __future__ import annotations

import re
from typing import Final

from xiandao.planreader.quantities.lexicon import FALL_BEFORE, GROWTH_BEFORE
from xiandao.planreader.quantities.phrases import DEPENDENT_NOUNS, FINISHED, LIGHT_VERBS, TRAILING_FILLERS
from xiandao.planreader.quantities.verbs import verb_at
from xiandao.planreader.quantities.wordlists import Words, words

LONGEST_NAME: Final = 60
_EDGES: Final = "，、；。：,;:—-.．|"
_GROUPS: Final = re.compile(r"[（(\u3014\[【][^（()）]{0,120}[）)\u3015\]】]")
_DATED: Final = re.compile(
    r"(?:比|较|与|在|到|至|以|从|于|自|截至)?[“]?(?:[0-9０-９]{4}\s*年|上年|去年|十[一二三四五六]五)[”]?"
    r"(?:[0-9０-９]{1,2}月)?(?:年?底|年?末|期间|时期|期末)?(?:之前|前)?(?:的)?(?:基础上|相比|水平)?"
)
# 年营收超10亿元的企业: which firms are meant is not to be left out.
_THRESHOLD: Final = re.compile(r"[0-9０-９百千万亿](?:元|吨|平方米|人|兆瓦|家|亩)?(?:级|以上|以下)?$")
_TRAILING: Final = Words(TRAILING_FILLERS)
_PER_HEAD: Final = words("人均 户均 亩均 村均 地均")
_LIGHT: Final = frozenset(LIGHT_VERBS)
_DEPENDENT: Final = frozenset(DEPENDENT_NOUNS)
_CHANGE: Final = Words((*GROWTH_BEFORE, *FALL_BEFORE, *words("年均 每年 逐年 平均 年 同比 累计")))


def compact(raw: str) -> str:
    """The head of a noun phrase: modifiers before the last 的, brackets and blanks are dropped."""
    plain = clean(raw).removeprefix("的")
    head, mark, tail = plain.rpartition("的")
    if mark and len(tail) >= 2 and not _needs_head(tail, head) and _THRESHOLD.search(head) is None:
        plain = tail
    return plain[:LONGEST_NAME].strip(_EDGES)


def _needs_head(tail: str, head: str) -> bool:
    """比重, 村占比, 制修订: a metric or a bare verb says nothing without what stands before 的."""
    verb = verb_at(tail, 0, len(tail))
    if verb is not None and verb.end == len(tail):
        return True
    return len(without_dependent(tail)) <= 1 or is_dependent(tail) or ("占" in head and tail[0] in "比份")


def clean(raw: str) -> str:
    """Without brackets, dates of comparison, blanks and marks at the edges."""
    plain = _DATED.sub("", _GROUPS.sub("", raw))
    return re.sub(r"\s+", "", plain).strip(_EDGES)


def trimmed(raw: str) -> str:
    """Without the adverbs between an object and its value: 累计, 分别, 力争."""
    while word := _TRAILING.before(raw, 0, len(raw)):
        if word == "比重" or len(word) == len(raw) or raw.endswith(_PER_HEAD):
            break
        raw = raw[: -len(word)]
    return raw


def joined(verb: str, noun: str) -> str:
    """Verb and object; a verb that only carries the sentence is left out."""
    plain = re.sub(r"\s+", "", verb)
    return noun if noun and plain in _LIGHT else plain + noun


def is_dependent(noun: str) -> bool:
    """规模, 总投资: of what?"""
    return noun in _DEPENDENT


def without_light(phrase: str) -> str:
    """投资 of 完成投资."""
    word = next((word for word in LIGHT_VERBS if phrase.startswith(word) and len(phrase) > len(word)), "")
    return phrase.removeprefix(word)


def without_finish(noun: str) -> str:
    """中试基地建成投用: the base without what comes about."""
    for word in sorted(FINISHED, key=len, reverse=True):
        noun = noun.removesuffix(word) if len(noun) > len(word) else noun
    return noun


def without_dependent(noun: str) -> str:
    """播种面积 before 产量: the next metric takes the place of the first one."""
    for word in DEPENDENT_NOUNS:
        if noun.endswith(word) and len(noun) > len(word):
            return noun[: -len(word)]
    return noun


def change_words(between: str) -> str:
    """年均增长, 下降: what kind of change the value is, out of the words that lead up to it."""
    found: list[str] = []
    place = 0
    while place < len(between):
        word = _CHANGE.at(between, place, len(between))
        if word is not None:
            found.append(word)
        place += len(word) if word is not None else 1
    return "".join(found)
