"""What a block leaves behind: streams, utilities, machines to buy, and what would break the plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.flowsheets.streams import Amount, Mask, Stream, summed


@dataclass(frozen=True, slots=True, eq=False)
class Duties:
    """kW, averaged over the hours of operation. Each is 0 or more.

    `work`: the part of the electricity that ends as heat in the streams; `lost`: heat to the surroundings.
    """

    electricity: Amount = 0.0
    work: Amount = 0.0
    steam: Amount = 0.0
    cooling: Amount = 0.0
    chilled: Amount = 0.0
    lost: Amount = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """One kind of machine by its name in the equipment book: the size of each, and how many."""

    kind: str
    size: Amount
    number: Amount = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """An invariant with the samples that break it, and the figure at which they do.

    `template`: an English sentence; {figure} in it is the figure, other {names} are filled from `values`.
    """

    template: str
    mask: Mask
    figure: Amount = 0.0
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, figure: float) -> Sentence:
        """The sentence, with the figure to four digits."""
        return Sentence(self.template, figure=f"{figure:.4g}", **self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A block that ran. `consumed`: units an hour of what wears out (resin, membranes), by their price's
    name.
    """

    name: str
    area: str
    inlets: tuple[Stream, ...]
    outlets: tuple[Stream, ...]
    duties: Duties = Duties()
    machines: tuple[Machine, ...] = ()
    broken: tuple[Broken, ...] = ()
    consumed: tuple[tuple[str, Amount], ...] = ()

    @property
    def gaps(self) -> tuple[Amount, Amount, Amount]:
        """Mass, carbon and energy that went in and did not come out, as a share of what went in."""
        mass_in = summed(one.total for one in self.inlets)
        mass_out = summed(one.total for one in self.outlets)
        carbon_in = summed(one.element("C") for one in self.inlets)
        carbon_out = summed(one.element("C") for one in self.outlets)
        told = self.duties
        heat_in = summed(one.heat for one in self.inlets) + told.steam + told.work
        heat_out = summed(one.heat for one in self.outlets) + told.cooling + told.chilled + told.lost
        scale = summed(abs(one.heat) for one in self.inlets) + told.steam
        return (
            abs(mass_in - mass_out) / _some(mass_in),
            abs(carbon_in - carbon_out) / _some(mass_in),
            abs(heat_in - heat_out) / _some(scale),
        )


def _some(value: Amount) -> Amount:
    """The value, kept away from 0 so that nothing is divided by it."""
    return abs(value) + 1e-12
