"""From the words of a paragraph to its targets: scan, cut, compose, judge, name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from xiandao.planreader.dates import DateMention, Role
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.model import Comparator, Doubt, Span, Target
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import SENTENCE_ENDS, Clause, Piece, clauses, pieces
from xiandao.planreader.quantities.comparators import Cue
from xiandao.planreader.quantities.context import Context, Sentence
from xiandao.planreader.quantities.objects import Earlier, Place, Statement, state
from xiandao.planreader.quantities.phrases import MONEY_SCALE, NOT_MONEY_SCALE, PROGRESS
from xiandao.planreader.quantities.scan import Kind, Mark, Scanner
from xiandao.planreader.quantities.sharing import alike, own_words, shared_days, shared_names
from xiandao.planreader.quantities.sides import without_fillers
from xiandao.planreader.quantities.signals import Signals
from xiandao.planreader.quantities.units import Sort
from xiandao.planreader.quantities.verbs import verbs_in
from xiandao.planreader.quantities.verdicts import Case, is_history, is_target

LONGEST_TOPIC: Final = 24  # characters: a longer clause is no subject of the next one
_NO_TOPIC: Final = ("指标", "目标", "如下", "其中", "方面", "同时")
_WHERE: Final = (
    "在",
    "以",
    "从",
    "对",
    "围绕",
    "聚焦",
    "通过",
    "依托",
    "按照",
    "坚持",
    "根据",
    "经过",
    "针对",
)
_COMPARED: Final = re.compile(r"(?:增速|增幅)?(?:高于|快于|优于|不低于|领先)")
_LEVELLED: Final = re.compile(
    r"(?:国家|省|市|区|县|国际|省部|州|镇|村|世界|盟|旗|[0-9一二两三四五六七八九十百千万亿]+元?)级(.*)$"
)
MOST_CANDIDATES: Final = 8  # amounts of one phrase that are tried as its main one


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """What a paragraph or section aims at.

    `targets` are specific; `general` holds vague statements of a broad object (建设一批平台) in a row of
    slogans, apart so that the caller can leave them out.
    """

    targets: tuple[Target, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    general: tuple[Target, ...] = ()


def read_quantities(
    text: str,
    span: Span,
    *,
    default_due: date | None = None,
    group: str | None = None,
    issued_year: int | None = None,
) -> QuantityReading:
    """Every quantified or vague aim in text[span.start:span.end], in order; spans are absolute in `text`.

    `default_due` holds until the text names a day. `issued_year` is the year of issue (or the plan's first
    year): an earlier year tells history. Ids are left empty for the caller.
    """
    reader = _Reader(text, group, Context(default_due, issued_year))
    year = issued_year if default_due is None or default_due.year == issued_year else None
    marks = Scanner(text, issued_year=issued_year, year=year).marks(span.start, span.end)
    for sentence in _sentences(text, clauses(text, span.start, span.end, marks)):
        reader.read(sentence)
    return reader.reading()


def _sentences(text: str, found: Iterable[Clause]) -> Iterator[Sentence]:
    """Clauses gathered up to a stop or a semicolon."""
    held: list[Clause] = []
    for clause in found:
        held.append(clause)
        if clause.ended_by in SENTENCE_ENDS or clause.ended_by is Kind.SEMICOLON:
            yield _sentence(text, held)
            held = []
    if held:
        yield _sentence(text, held)


def _sentence(text: str, held: list[Clause]) -> Sentence:
    return Sentence(tuple(held), Signals(text, [(clause.start, clause.end) for clause in held]))


@dataclass(frozen=True, slots=True)
class _Found:
    """A target, and whether it is one of the vague kind (一批, 若干) that slogans are made of."""

    target: Target
    is_slogan: bool


@dataclass(slots=True)
class _Reader:
    text: str
    group: str | None
    context: Context
    targets: list[Target] = field(default_factory=list)
    general: list[Target] = field(default_factory=list)
    doubts: dict[Span, Doubt] = field(default_factory=dict)
    topic: str = ""
    distant: str = ""
    whole: str = ""  # what a bracket divides
    ended_by: Kind | None = None  # what ended the paragraph's last words; None while it has none
    verb: str = ""

    def reading(self) -> QuantityReading:
        """What has been read so far, in order of place."""
        return QuantityReading(
            tuple(sorted(self.targets, key=lambda target: target.span)),
            tuple(doubt for _, doubt in sorted(self.doubts.items())),
            tuple(sorted(self.general, key=lambda target: target.span)),
        )

    def read(self, sentence: Sentence) -> None:
        """Judge every amount of one sentence."""
        self.context.observe(sentence)
        found: list[_Found] = []
        self.verb = ""
        for clause in sentence.clauses:
            found.extend(self._clause(sentence, clause, self.context))
        self._settle(sentence, found)
        self.topic, self.distant = "", self.topic
        for clause in sentence.clauses:
            if self.text[clause.start : clause.end].strip():
                self.ended_by = clause.ended_by
        if sentence.clauses[-1].ended_by is Kind.PARAGRAPH and self.ended_by is not None:
            self.context.end_paragraph(introduces_list=self.ended_by is Kind.COLON)
            self.distant, self.ended_by = "", None

    def _clause(self, sentence: Sentence, clause: Clause, context: Context) -> Iterator[_Found]:
        found = list(pieces(self.text, clause))
        shares = len(found) > 1 and "分别" in self.text[clause.start : clause.end]
        days = shared_days(sentence, clause, len(found), context) if shares else []
        earlier = Earlier(self.topic, self.distant, self.topic, self.verb)
        accepted: list[Case] = []
        for index, piece in enumerate(found):
            statement = self._statement(piece, earlier)
            if index and not statement.right and not own_words(self.text, piece, statement.amount):
                statement = alike(statement, earlier)
            case = Case(self.text, clause, sentence, context, statement, piece.marks)
            accepts = is_target(case)
            if (accepts or is_history(case)) and not _is_aside(self.text, piece):
                self.topic = statement.noun or self.topic
            if accepts:
                accepted.append(replace(case, day=days[index] if days else None))
            earlier = Earlier(self.topic, self.distant, statement.name, statement.verb, statement.amount)
            self.verb = statement.verb
            yield from self._brackets(piece.marks, sentence, context)
        if not found:
            self._remember_topic(clause)
            yield from self._brackets(clause.marks, sentence, context)
        yield from self._targets(shared_names(accepted) if shares and accepted else accepted)

    def _targets(self, accepted: list[Case]) -> Iterator[_Found]:
        """1个国家级、3个省级、10个市级创新平台: the noun stands only after the last of them."""
        head = self.whole if accepted and accepted[0].clause.inner else ""
        for case in reversed(accepted):
            noun = case.statement.noun
            if (found := _LEVELLED.match(noun)) is not None:
                if head and not found[1]:
                    case = replace(case, statement=replace(case.statement, name=case.statement.name + head))
                head = found[1] or head
            slogan = case.amount.comparator is Comparator.QUALITATIVE and case.amount.sort is Sort.COUNT
            yield _Found(self._target(case), slogan)

    def _statement(self, piece: Piece, earlier: Earlier) -> Statement:
        """What the piece states; its other amounts only describe the object."""
        amounts = piece.amounts
        if len(amounts) == 1:
            return state(self.text, piece, amounts[0], earlier)
        things = [amount for amount in amounts if amount.sort is Sort.COUNT and not amount.is_level]
        last = amounts[-1]
        shares = last.sort is Sort.RATIO and last.is_reached
        for amount in things[:MOST_CANDIDATES]:
            if shares and Cue.AT_LEAST in amount.cues:  # 20户以上自然村通路比例达到90% states a share
                continue
            statement = state(self.text, piece, amount, earlier)
            if statement.place is Place.AFTER and statement.verb:
                return statement
        return state(self.text, piece, _last_or_first(self.text, piece, things), earlier)

    def _brackets(self, marks: tuple[Mark, ...], sentence: Sentence, context: Context) -> Iterator[_Found]:
        """Amounts in a bracket, about the object outside it: 企业500家（2024年400家）."""
        topic = self.topic
        for mark in marks:
            if mark.kind is not Kind.GROUP or not any(inner.kind is Kind.NUMBER for inner in mark.inner):
                continue
            self.whole = topic
            inside = tuple(clauses(self.text, mark.start + 1, mark.end - 1, mark.inner, inner=True))
            scope = context.inside(Sentence(inside, sentence.signals))
            for clause in inside:
                yield from self._clause(sentence, clause, scope)
            self.topic = topic

    def _remember_topic(self, clause: Clause) -> None:
        """A clause without an amount may name the subject of the next one: 规上企业，到2025年达到50家."""
        bases = [mark.start for mark in clause.marks if mark.date is not None and mark.date.role is Role.BASE]
        words = self.text[clause.start : min([clause.end, *bases])].strip()
        dated = any(mark.kind is Kind.DATE for mark in clause.marks if mark.start not in bases)
        words = without_fillers(_COMPARED.split(words)[0])
        plain = not dated and not words.startswith(_WHERE) and not words.endswith(_NO_TOPIC)
        if 2 <= len(words) <= LONGEST_TOPIC and plain and not _says_what_is_done(words):
            self.topic = words
        elif clause.ended_by is Kind.COLON:
            self.topic = ""

    def _target(self, case: Case) -> Target:
        statement, amount = case.statement, case.amount
        span = _trimmed(self.text, statement.span)
        words = self.text[span.start : span.end]
        if statement.place is Place.MISSING:
            self.doubts[span] = doubt(Code.QUANTITY_WITHOUT_OBJECT, span, words=words)
        due, assumed = case.context.due(amount.core)
        if assumed is not None and case.day is None:
            self._doubt_year(assumed)
        return Target(
            id="",
            group=self.group,
            name=statement.name or words,
            low=amount.low,
            high=amount.high,
            comparator=amount.comparator,
            unit=_unit(amount, statement),
            due=case.day or _day_beside(case) or due,
            text=words,
            span=span,
            strength=case.context.strength(case.sentence, case.clause, case.marks, amount, self.text),
            counted=amount.counted,
            spans=(span,),
        )

    def _doubt_year(self, mention: DateMention) -> None:
        words = self.text[mention.span.start : mention.span.end]
        self.doubts[mention.span] = doubt(Code.DUE_WITHOUT_YEAR, mention.span, words=words)

    def _settle(self, sentence: Sentence, found: list[_Found]) -> None:
        """Vague statements in a row of slogans, or beside talk of progress, are general."""
        targets = [one.target for one in found]
        if found and all(one.is_slogan for one in found):
            start, end = sentence.clauses[0].start, sentence.clauses[-1].end
            if len(found) > 1 or any(word in self.text[start:end] for word in PROGRESS):
                self.general.extend(targets)
                return
        self.targets.extend(targets)


def _says_what_is_done(words: str) -> bool:
    return any(verb.strong for verb in verbs_in(words, 0, len(words)))


def _is_aside(text: str, piece: Piece) -> bool:
    """其中规上企业10家: a part of what was named; what follows is about the whole again."""
    return text[piece.start : piece.start + 8].lstrip("，、 ").startswith(("其中", "含", "包括"))


def _last_or_first(text: str, piece: Piece, things: list[Amount]) -> Amount:
    """10家企业营收超百亿元 counts firms; 自然村通硬化路比例达到90% states a share."""
    last = piece.amounts[-1]
    closes = not text[last.end : piece.end].strip() or last.is_reached
    if not closes:
        return things[0] if things else last
    if things and things[0] is not last and last.sort in (Sort.MONEY, Sort.SCALE):
        return things[0]
    return last


def _day_beside(case: Case) -> date | None:
    """新增50家（2024年底前）, 80%的项目在2024年底前开工: the day stands after the value."""
    for mark in case.marks:
        if mark.date is not None and mark.start >= case.amount.end and mark.date.role is Role.DUE:
            return mark.date.day
        if mark.kind is Kind.GROUP and mark.start >= case.amount.end:
            days = [inner.date.day for inner in mark.inner if inner.date is not None]
            alone = not any(inner.kind is Kind.NUMBER for inner in mark.inner)
            return days[0] if days and alone else None
    return None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _unit(amount: Amount, statement: Statement) -> str | None:
    """A bare 亿 is money unless people or data are counted."""
    if amount.sort is not Sort.SCALE or amount.unit not in ("亿", "万亿"):
        return amount.unit
    words = statement.name + statement.left + statement.right
    if any(word in words for word in NOT_MONEY_SCALE) and not any(word in words for word in MONEY_SCALE):
        return amount.unit
    return f"{amount.unit}元"
