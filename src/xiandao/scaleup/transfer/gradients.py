"""How uneven a large vessel is: zones on top of each other that exchange broth, fed in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xiandao.scaleup.transfer.judging import Engineering
from xiandao.scaleup.transfer.oxygen import AIR, HENRY_O2, solubility
from xiandao.scaleup.transfer.reactors import GRAVITY, TransferRefused

Values = NDArray[np.float64]
UNEVEN: Final = 0.05  # what is left of the unevenness when a vessel counts as mixed
SMALL: Final = 1e-12
# Where a zone is said to be rich, starving or short of oxygen, over the organism's own figures.
RICH: Final = 0.9  # of the greatest uptake
STARVING: Final = 0.1
SHORT: Final = 0.5  # of the uptake that the substrate would allow


@dataclass(frozen=True, slots=True)
class Organism:
    """How it takes up: g/(g h), g/L, mol O2/g of substrate, mmol/L; the last two are half-saturations."""

    most_uptake: float
    half_substrate: float
    oxygen_per_substrate: float = 0.0166  # mol/g: half of a glucose's carbon burnt, an assumption to replace
    half_oxygen: float = 0.002


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """What each zone sees, from the bottom up, and how long a cell stays in it."""

    substrate: Values  # g/L
    oxygen: Values  # mmol/L
    uptake: Values  # share of the greatest
    oxygen_short: Values  # 1 - what oxygen allows of what the substrate would
    exchange_m3_per_s: float
    stay_s: float  # in an inner zone
    volume_m3: float
    feed_zone: int
    gap: float  # |fed - taken up| over fed

    @property
    def rich(self) -> float:
        """Share of the volume where nearly the greatest uptake is possible: overflow is to be feared."""
        return float(np.mean(self.uptake >= RICH))

    @property
    def starving(self) -> float:
        """Share of the volume where next to nothing is taken up."""
        return float(np.mean(self.uptake <= STARVING))

    @property
    def short(self) -> float:
        """Share of the volume where oxygen, not substrate, decides."""
        return float(np.mean(self.oxygen_short >= SHORT))

    @property
    def spread(self) -> float:
        """The highest over the mean substrate."""
        return float(self.substrate.max() / self.substrate.mean())


def exchange(volume_m3: float, mixing_s: float, zones: int) -> float:
    """m3/s between neighbours so that a stack of equal zones is mixed in that time; closed form.

    The slowest mode of a chain with exchange Q fades at 4 Q n / V sin^2(pi / 2n); poured into one end, it
    begins there at 2 cos^2(pi / 2n).
    """
    angle = pi / (2 * zones)
    fading = log(2 * cos(angle) ** 2 / UNEVEN) / mixing_s
    return fading * volume_m3 / (4 * zones * sin(angle) ** 2)


def gradients(
    found: Engineering,
    organism: Organism,
    *,
    biomass: float,
    uptake: float,
    zones: int = 6,
    feed_zone: int | None = None,
) -> Gradients:
    """The steady profile of a vessel fed as fast as its cells take up on average.

    biomass in g/L; uptake as a share of the greatest, below 1; the feed comes into the top zone unless told.
    Raises TransferRefused for a number of zones outside 2 to 10, and where the profile is not found.
    """
    if not 2 <= zones <= 10:
        raise TransferRefused("A vessel is cut into 2 to 10 zones; {zones} were asked for.", zones=zones)
    if not 0 < uptake < 1:
        raise TransferRefused("The mean uptake is a share between 0 and 1, and is {uptake}.", uptake=uptake)
    fed_in = zones - 1 if feed_zone is None else feed_zone
    if not 0 <= fed_in < zones:
        raise TransferRefused("There is no zone {zone} among {zones}.", zone=fed_in, zones=zones)
    model = _Stack(found, organism, biomass, uptake, zones, fed_in)
    return model.profile()


class _Stack:
    """The balances of one stack at steady state."""

    def __init__(
        self, found: Engineering, organism: Organism, biomass: float, uptake: float, zones: int, fed_in: int
    ) -> None:
        self.zones, self.fed_in, self.organism, self.biomass = zones, fed_in, organism, biomass
        self.volume = found.reactor.volume_m3
        self.flow = exchange(self.volume, found.mixing.middle, zones)
        self.kla = found.kla.middle
        depth = found.reactor.height_m * (zones - 0.5 - np.arange(zones)) / zones
        pressure = found.operation.head_bar + 1000 * GRAVITY * depth / 1e5
        gas = (AIR + found.oxygen[1].oxygen_out) / 2
        self.saturation = solubility(HENRY_O2, found.operation.celsius) * pressure * gas  # mol/m3
        self.most = organism.most_uptake / 3600 * biomass  # kg/(m3 s)
        self.fed = uptake * self.most * self.volume  # kg/s
        chain: Any = (
            np.diag(np.full(zones, -2.0)) + np.diag(np.ones(zones - 1), 1) + np.diag(np.ones(zones - 1), -1)
        )
        chain[0, 0] = chain[-1, -1] = -1.0
        self.chain = self.flow * zones / self.volume * chain  # 1/s

    def rates(self, substrate: Values, oxygen: Values) -> tuple[Values, Values]:
        """Uptake that the substrate allows, and the part of it that oxygen allows."""
        allowed = substrate / (self.organism.half_substrate + substrate)
        breathing = oxygen / (self.organism.half_oxygen + oxygen)
        return allowed, breathing

    def residual(self, logs: Values) -> Values:
        """What does not balance, over the mean turnover; unknowns are logarithms: nothing turns negative."""
        substrate, oxygen = np.exp(logs[: self.zones]), np.exp(logs[self.zones :])
        allowed, breathing = self.rates(substrate, oxygen)
        taken = self.most * allowed * breathing
        feed = np.zeros(self.zones)
        feed[self.fed_in] = self.fed * self.zones / self.volume
        sugar = self.chain @ substrate + feed - taken
        breathed = 1000 * self.organism.oxygen_per_substrate * taken  # mol/(m3 s)
        air = self.chain @ oxygen + self.kla * (self.saturation - oxygen) - breathed
        turnover = self.fed / self.volume
        scale = 1000 * self.organism.oxygen_per_substrate * turnover
        return np.concatenate([sugar / turnover, air / scale])

    def profile(self) -> Gradients:
        """Solve from the even vessel, turning unevenness up in steps where one leap fails."""
        from scipy.optimize import root

        share = self.fed / (self.most * self.volume)
        even = self.organism.half_substrate * share / (1 - share)
        guess = np.log(np.concatenate([np.full(self.zones, even), np.maximum(0.3 * self.saturation, SMALL)]))
        whole = self.chain.copy()
        for faster in (1000.0, 100.0, 30.0, 10.0, 5.0, 2.5, 1.5, 1.0):
            self.chain = whole * faster
            solved = root(self.residual, guess, method="hybr", options={"xtol": 1e-12})
            if not solved.success and np.abs(solved.fun).max() > 1e-6:
                raise TransferRefused(
                    "No steady profile was found: at {share:.0%} of the greatest uptake the broth cannot get "
                    "enough oxygen. Lower the uptake or the biomass, or transfer more.",
                    share=share,
                )
            guess = solved.x
        substrate, oxygen = np.exp(guess[: self.zones]), np.exp(guess[self.zones :])
        allowed, breathing = self.rates(substrate, oxygen)
        taken = float((self.most * allowed * breathing).sum() * self.volume / self.zones)
        return Gradients(
            substrate,
            oxygen,
            allowed * breathing,
            1 - breathing,
            self.flow,
            self.volume / self.zones / (2 * self.flow),
            self.volume,
            self.fed_in,
            abs(taken - self.fed) / self.fed,
        )
