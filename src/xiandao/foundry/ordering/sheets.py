"""An order sheet: there is none without a screening that cleared exactly its sequences."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xiandao.foundry.ordering.orders import Item, Order, OrderRefused
from xiandao.foundry.ordering.templates import Column, Template, well
from xiandao.foundry.screening import VERDICTS, Screening, digest_of
from xiandao.kernel.sentences import Sentence, joined

MOST_DAYS: Final = 30  # between a screening and its order sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cleared order in a template, on the day it leaves. Making one is the check (OrderRefused)."""

    order: Order
    screening: Screening
    template: Template
    on: date

    def __post_init__(self) -> None:
        """Refuse what was not cleared, was changed since, is too old or does not fit the template."""
        _check(self.order, self.screening, self.on)
        for item in self.order.items:
            size = len(item.sequence)
            if not self.template.least <= size <= self.template.most:
                raise OrderRefused(
                    "{name} has {size} bases; {form} takes {least} to {most}",
                    name=item.sequence.name,
                    size=size,
                    form=self.template.id,
                    least=self.template.least,
                    most=self.template.most,
                )

    @property
    def headings(self) -> tuple[str, ...]:
        """The first row."""
        return tuple(column.heading for column in self.template.columns)

    @property
    def rows(self) -> Iterator[tuple[str | int, ...]]:
        """One row for each item."""
        for number, item in enumerate(self.order.items):
            yield tuple(self._cell(column, item, number) for column in self.template.columns)

    def csv(self) -> bytes:
        """The sheet as CSV in UTF-8; with a byte order mark where spreadsheets need one for its headings."""
        written = StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(self.headings)
        writer.writerows(self.rows)
        ascii_only = all(heading.isascii() for heading in self.headings)
        return written.getvalue().encode("utf-8" if ascii_only else "utf-8-sig")

    def xlsx(self) -> bytes:
        """The sheet as a workbook, with the record of its screening beside it."""
        book = Workbook()
        book.properties.creator = "Xiandao"
        book.properties.created = datetime.combine(self.on, time(), UTC).replace(tzinfo=None)
        sheet = book.worksheets[0]
        sheet.title = "order"
        record = book.create_sheet("screening")
        for page, rows in ((sheet, (self.headings, *self.rows)), (record, self.record)):
            for number, row in enumerate(rows, start=1):
                for column, said in enumerate(row, start=1):
                    _put(page.cell(number, column), said)
        written = BytesIO()
        book.save(written)
        return written.getvalue()

    @property
    def record(self) -> tuple[tuple[str, str], ...]:
        """What is kept of the screening with the order."""
        screening, customer, review = self.screening, self.screening.customer, self.screening.review
        told = [
            ("order", self.order.reference),
            ("verdict", screening.verdict.value),
            ("screened on", str(screening.on)),
            ("digest of the sequences", screening.digest),
            ("hazard database", f"{screening.database} {screening.database_version}"),
            ("method", screening.method),
            *(("hit", hit.sentence) for hit in screening.hits),
            *(("held because", concern) for concern in screening.concerns),
            *(("not seen", concern) for concern in screening.unseen),
        ]
        if customer is not None:
            told.append(("customer", f"{customer.name}, {customer.organisation}: {customer.purpose}"))
            told.append(("verified by", f"{customer.verified_by}, {customer.verified_on}"))
        if review is not None:
            told.append(("released by", f"{review.reviewer}, {review.on}: {review.reason}"))
        return tuple(told)

    def _cell(self, column: Column, item: Item, number: int) -> str | int:
        if not column.field:
            return column.text
        if column.field in ("plate", "well"):
            plate, place = well(number, self.template.wells or 96)
            return plate if column.field == "plate" else place
        if column.field == "length":
            return len(item.sequence)
        if column.field == "name":
            return item.sequence.name
        if column.field == "sequence":
            return item.sequence.sequence.upper()
        return str(getattr(item, column.field))


def _put(cell: Any, said: str | int) -> None:
    """Words stay words: none becomes a formula, and what XML cannot hold is marked."""
    if isinstance(said, int):
        cell.value = said
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", said)
    cell.data_type = "s"


def _check(order: Order, screening: Screening, on: date) -> None:
    if not order.items:
        raise OrderRefused("{order} has no items", order=order.reference)
    if screening.digest != digest_of(order.sequences):
        raise OrderRefused(
            "{order} is not what was screened; screen these sequences again", order=order.reference
        )
    if not screening.cleared:
        reasons = [hit.sentence for hit in screening.hits if hit.counts]
        reasons += screening.concerns
        raise OrderRefused(
            "{order} may not leave: {verdict} ({reasons})",
            order=order.reference,
            verdict=VERDICTS[screening.verdict],
            reasons=joined(reasons[:3]) or Sentence("no review released it"),
        )
    if not 0 <= (on - screening.on).days <= MOST_DAYS:
        raise OrderRefused(
            "{order} was screened on {screened}; an order leaves within {days} days of it",
            order=order.reference,
            screened=screening.on,
            days=MOST_DAYS,
        )
