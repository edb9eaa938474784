"""From the words of a paragraph to its targets: scan, cut, compose, judge, name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from xiandao.planreader.doubts import Code
from xiandao.planreader.model import Comparator, Doubt, Span, Target
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import SENTENCE_ENDS, Clause, Piece, clauses, pieces
from xiandao.planreader.quantities.context import Context, Sentence, read_signals
from xiandao.planreader.quantities.objects import Place, Statement, state
from xiandao.planreader.quantities.phrases import MONEY_SCALE, NOT_MONEY_SCALE, PROGRESS
from xiandao.planreader.quantities.scan import Kind, Scanner
from xiandao.planreader.quantities.units import Sort
from xiandao.planreader.quantities.verdicts import Case, is_target


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
    scanner = Scanner(text, issued_year=issued_year, year=year)
    marks = scanner.marks(span.start, span.end)
    for sentence in _sentences(text, clauses(text, span.start, span.end, marks)):
        reader.read(sentence)
    return QuantityReading(tuple(reader.targets), tuple(reader.doubts), tuple(reader.general))


def _sentences(text: str, found: Iterator[Clause]) -> Iterator[Sentence]:
    """Clauses gathered up to a stop or a semicolon."""
    held: list[Clause] = []
    for clause in found:
        held.append(clause)
        if clause.ended_by in SENTENCE_ENDS or clause.ended_by is Kind.SEMICOLON:
            yield Sentence(held, read_signals(text, held))
            held = []
    if held:
        yield Sentence(held, read_signals(text, held))


@dataclass(slots=True)
class _Found:
    """An accepted statement on its way to becoming a target."""

    target: Target
    vague: bool


@dataclass(slots=True)
class _Reader:
    text: str
    group: str | None
    context: Context
    targets: list[Target] = field(default_factory=list)
    general: list[Target] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    inherited: str = ""

    def read(self, sentence: Sentence) -> None:
        """Judge every amount of one sentence."""
        self.context.observe(sentence)
        found: list[_Found] = []
        for clause in sentence.clauses:
            found.extend(self._clause(sentence, clause))
        self._settle(sentence, found)
        last = sentence.clauses[-1]
        if last.ended_by is Kind.PARAGRAPH:
            before = self.text[last.start : last.end].rstrip()
            self.context.end_paragraph(introduces_list=before.endswith(("：", ":")) or not before)
            self.inherited = ""

    def _clause(self, sentence: Sentence, clause: Clause) -> Iterator[_Found]:
        any_amount = False
        for piece in pieces(self.text, clause):
            main = _main(self.text, piece)
            statement = state(self.text, piece, main, inherited=self.inherited)
            any_amount = True
            case = Case(self.text, clause, sentence, self.context, statement)
            if is_target(case):
                yield self._found(case)
                self.inherited = statement.noun or self.inherited
        if not any_amount:
            self._remember_topic(clause)

    def _remember_topic(self, clause: Clause) -> None:
        """A clause without an amount may name the subject of the next one: 规上企业，到2025年达到50家."""
        words = self.text[clause.start : clause.end].strip()
        if 2 <= len(words) <= 24 and not any(mark.kind is Kind.DATE for mark in clause.marks):
            self.inherited = words
        elif clause.ended_by is Kind.COLON:
            self.inherited = ""

    def _found(self, case: Case) -> _Found:
        statement, amount = case.statement, case.amount
        span = _trimmed(self.text, statement.span)
        words = self.text[span.start : span.end]
        if not statement.name:
            self.doubts.append(_without_object(words, span))
        due, assumed = self.context.due(amount.core)
        if assumed is not None:
            self._doubt_year(assumed.span)
        target = Target(
            id="",
            group=self.group,
            name=statement.name or words,
            low=amount.low,
            high=amount.high,
            comparator=amount.comparator,
            unit=_unit(amount, statement),
            due=due,
            text=words,
            span=span,
            strength=self.context.strength(case.sentence, case.clause, amount, self.text),
            counted=amount.counted,
            spans=(span,),
        )
        return _Found(target, vague=amount.comparator is Comparator.QUALITATIVE)

    def _doubt_year(self, span: Span) -> None:
        if any(doubt.span == span for doubt in self.doubts):
            return
        words = self.text[span.start : span.end]
        self.doubts.append(Doubt(Code.DUE_WITHOUT_YEAR, f"“{words}”没有写明年份", span))

    def _settle(self, sentence: Sentence, found: list[_Found]) -> None:
        """Vague statements in a row of slogans, or beside talk of progress, are general."""
        slogans = sum(one.vague for one in found) >= 2 and all(one.vague for one in found)
        start, end = sentence.clauses[0].start, sentence.clauses[-1].end
        progress = all(one.vague for one in found) and any(word in self.text[start:end] for word in PROGRESS)
        for one in found:
            if one.vague and (slogans or progress):
                self.general.append(one.target)
            else:
                self.targets.append(one.target)


def _main(text: str, piece: Piece) -> Amount:
    """The amount that the piece states; the others only describe its object."""
    amounts = piece.amounts
    if len(amounts) == 1:
        return amounts[0]
    things = [amount for amount in amounts if amount.sort is Sort.COUNT and not amount.is_level]
    for amount in things:
        statement = state(text, piece, amount)
        if statement.place is Place.AFTER and statement.verb:
            return amount
    last = amounts[-1]
    if not text[last.end : piece.end].strip() or last.is_reached:
        if things and things[0] is not last and last.sort in (Sort.MONEY, Sort.SCALE):
            return things[0]
        return last
    return things[0] if things else last


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


def _without_object(words: str, span: Span) -> Doubt:
    return Doubt(Code.QUANTITY_WITHOUT_OBJECT, f"“{words}”没有写明数的是什么", span)
