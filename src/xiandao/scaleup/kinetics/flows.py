"""The equations of a vessel between two events: reaction, flow in, flow out, gas."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xiandao.scaleup.kinetics.compounds import KineticsRefused
from xiandao.scaleup.kinetics.model import OXYGEN_NAME, Model, Surroundings
from xiandao.scaleup.kinetics.operation import Operation, Outflow, Stream


class Slope:
    """Callable(hour, state): how amounts, volume and sums change; plain floats, which are quickest here."""

    def __init__(
        self,
        model: Model,
        surroundings: Surroundings,
        streams: Sequence[Stream],
        outflows: Sequence[Outflow],
        operation: Operation,
    ) -> None:
        self.model, self.surroundings = model, surroundings
        self.many = len(model.species)
        self.carbon = [one.carbon for one in model.species]
        self.electrons = [one.electrons for one in model.species]
        self.cells = [one.is_cell for one in model.species]
        self.streams = [(one, self._contents(one)) for one in streams]
        self.outflows = list(outflows)
        self.most_otr = operation.most_otr
        self.oxygen = model.names.index(OXYGEN_NAME) if OXYGEN_NAME in model.names else -1
        self.transfer = operation.transfer
        if self.oxygen >= 0 and self.transfer is None:
            raise KineticsRefused(
                "{model} has dissolved oxygen; say how oxygen comes in (kLa and saturation)", model=model.name
            )

    def _contents(self, stream: Stream) -> list[float]:
        contents = [0.0] * self.many
        for name, value in stream.contents.items():
            contents[self.model.place(name)] = value
        return contents

    def reaction(self, state: Sequence[float]) -> tuple[list[float], float, float]:
        """Rates a litre of each species, and OUR and CER in mol/(L h)."""
        volume = state[self.many]
        now = [float(state[place] / volume) for place in range(self.many)]
        rates = list(self.model.rate(now, self.model.parameters, self.surroundings))
        cer = our = 0.0
        for place, rate in enumerate(rates):
            cer -= self.carbon[place] * rate
            our -= self.electrons[place] * rate
        our *= 0.25
        if our > self.most_otr and self.oxygen < 0:
            share = self.most_otr / our
            rates = [rate * share for rate in rates]
            our, cer = self.most_otr, cer * share
        if self.oxygen >= 0 and self.transfer is not None:
            missing = self.transfer.saturation_mmol_per_l - now[self.oxygen]
            rates[self.oxygen] = self.transfer.kla_per_h * missing - 1000.0 * our
        return rates, our, cer

    def gas(self, state: Sequence[float]) -> tuple[float, float]:
        """OUR and CER at a state, mol/(L h)."""
        _, our, cer = self.reaction(state)
        return our, cer

    def __call__(self, hour: float, state: Sequence[float]) -> list[float]:
        """The slope of the whole state."""
        many = self.many
        volume = float(state[many])
        rates, our, cer = self.reaction(state)
        slope = [rate * volume for rate in rates]
        incoming = carbon_in = electrons_in = carbon_out = electrons_out = 0.0
        for stream, contents in self.streams:
            flow = stream.flow(hour)
            incoming += flow
            for place, content in enumerate(contents):
                if content:
                    amount = flow * content
                    slope[place] += amount
                    carbon_in += amount * self.carbon[place]
                    electrons_in += amount * self.electrons[place]
        outgoing = 0.0
        for outflow in self.outflows:
            flow = incoming if outflow.litres_per_h is None else outflow.litres_per_h
            outgoing += flow
            share = flow / volume
            for place in range(many):
                gone = share * state[place] * ((1.0 - outflow.retained) if self.cells[place] else 1.0)
                slope[place] -= gone
                carbon_out += gone * self.carbon[place]
                electrons_out += gone * self.electrons[place]
        slope += [incoming - outgoing, cer * volume, our * volume]
        slope += [carbon_in, carbon_out, electrons_in, electrons_out]
        return slope if math.isfinite(volume) else [math.nan] * len(slope)
