"""Residues burnt for steam and power: air in, flue gas and ash out, the heat between them."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values, mixed
from xiandao.scaleup.flowsheets.substances import ATOM, substance

EXCESS: Final = 1.25  # air over what burns it; our assumption
STACK: Final = 150.0  # degrees C of the flue gas
RADIATED: Final = 0.03  # of the heat; our assumption
BACK_PRESSURE: Final = 0.18  # kW of power a kW of steam that goes on to the process; our assumption
CONDENSING: Final = 0.28  # kW of power a kW of steam that nobody else takes; our assumption
STEAM_KJ: Final = 2700.0  # kJ a kg of high-pressure steam raised from feed water


def burnt(name: str, *residues: Stream, taken: Amount) -> tuple[Outcome, Values, Values]:
    """Outlets: flue gas, ash. `taken`: steam, kW, that the process takes. Also steam had and power made,
    kW.

    What residues cannot raise must be bought; what is left over drives the condensing end of the turbine.
    """
    feed = mixed(*residues)
    burns = {key: flow for key, flow in feed.flows.items() if substance(key).electrons > 0}
    amount = {
        atom: sum((f * substance(k).share(atom) for k, f in burns.items()), np.zeros(())) for atom in "CHON"
    }
    ash = {"ash": feed.of("ash") + feed.of("salts")}
    other = sum(burns.values(), np.zeros(())) - sum(amount.values(), np.zeros(()))
    ash["ash"] = ash["ash"] + other
    carbon_dioxide = amount["C"] / ATOM["C"] * 44.009
    water = amount["H"] / (2 * ATOM["H"]) * 18.015
    oxygen = carbon_dioxide * 31.998 / 44.009 + water * ATOM["O"] / 18.015 - amount["O"]
    nitrogen = oxygen * EXCESS / 31.998 * (1 - 0.2095) / 0.2095 * 28.014
    spare = feed.of("carbon dioxide")
    air = Stream({"oxygen": oxygen * EXCESS, "nitrogen": nitrogen}, vapour=True)
    flue = Stream(
        {
            "carbon dioxide": carbon_dioxide + spare,
            "water": water + feed.of("water"),
            "oxygen": oxygen * (EXCESS - 1.0),
            "nitrogen": nitrogen + amount["N"],
        },
        STACK,
        vapour=True,
    )
    rest = Stream(ash, STACK)
    heat = feed.heat + air.heat - flue.heat - rest.heat
    raised = np.maximum(heat, 0.0) * (1.0 - RADIATED)
    had = np.minimum(np.asarray(taken), raised / (1.0 + BACK_PRESSURE))
    left = np.maximum(raised - had * (1.0 + BACK_PRESSURE), 0.0)
    power = had * BACK_PRESSURE + left * CONDENSING
    machines = (
        Machine("boiler for residues", raised * 3600.0 / STEAM_KJ),
        Machine("turbine", np.maximum(power, 1.0)),
    )
    duties = Duties(lost=np.maximum(heat, 0.0), steam=np.maximum(-heat, 0.0), electricity=raised * 0.01)
    return Outcome(name, "boiler", (*residues, air), (flue, rest), duties, machines), had, power
