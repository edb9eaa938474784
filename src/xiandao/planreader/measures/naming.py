"""The names of a plan's units: one for each, spelled as the document first prints it, with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xiandao.planreader.folding import fold, squeeze
from xiandao.planreader.model import Measure, Unit
from xiandao.planreader.units import Part, Register, UnitRole


class Names:
    """Turns the parts of blocks into names."""

    def __init__(self, text: str, register: Register) -> None:
        self.text = text
        self.register = register
        self._printed: dict[str, str] = {}

    def of(self, part: Part) -> str:
        """The register's name for a unit, spelled as the document first prints it."""
        self._printed.setdefault(part.name, self._as_printed(part))
        main = self.register.name(part.name)
        return self._printed.get(main, main)

    def by_role(self, parts: Iterable[Part]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Leads, supporters and all units of one measure, each once, in the order of the text."""
        lead: list[str] = []
        support: list[str] = []
        units: list[str] = []
        for part in parts:
            name = self.of(part)
            if name in units:
                continue
            units.append(name)
            if part.role is UnitRole.LEAD:
                lead.append(name)
            elif part.role is UnitRole.SUPPORT:
                support.append(name)
        return tuple(lead), tuple(support), tuple(units)

    def units(self, measures: Sequence[Measure]) -> tuple[Unit, ...]:
        """The units in the order in which they first appear: measures they lead, other measures."""
        lead: Counter[str] = Counter()
        other: Counter[str] = Counter()
        order: dict[str, None] = {}
        for measure in measures:
            for name in measure.units:
                order.setdefault(name)
                (lead if name in measure.lead else other)[name] += 1
        by_printed = {printed: name for name, printed in self._printed.items()}
        return tuple(
            Unit(name, self._aliases(by_printed.get(name, name)), lead[name], other[name]) for name in order
        )

    def _aliases(self, name: str) -> tuple[str, ...]:
        return tuple(self._printed.get(alias, alias) for alias in self.register.aliases.get(name, ()))

    def _as_printed(self, part: Part) -> str:
        """The name in the document's own brackets; stray blanks, stars and notes are not part of it."""
        printed = squeeze(self.text[part.span.start : part.span.end])
        return printed if fold(printed) == part.name else part.name.replace("(", "（").replace(")", "）")
