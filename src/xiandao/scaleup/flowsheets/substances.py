"""What flows through a plant: each substance by its elements, so that carbon closes, and by its heats.

Heats of formation and of vaporisation of pure substances come from `chemicals`; those of biomass,
protein, polymers and plant matter from their electrons: 115 kJ set free a mol of electrons passed to
oxygen, which is the 460 kJ a mol of oxygen of Cooney, Wang & Mateles (1969).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from xiandao.kernel.refusals import Refusal

ATOM: Final = {
    "C": 12.011, "H": 1.008, "O": 15.999, "N": 14.007, "S": 32.06, "P": 30.974, "Na": 22.990, "Cl": 35.45,
}  # fmt: skip
HEAT_AN_ELECTRON: Final = 115.0  # kJ a mol of electrons
CARBON_DIOXIDE_KJ: Final = -393.51  # a mol, from its elements at 25 degrees C (CODATA)
WATER_KJ: Final = -285.83  # a mol, liquid (CODATA)
SUGARS_KJ: Final = {"glucose": -1273.3, "sucrose": -2226.1, "xylose": -1057.8}  # a mol, crystals (NIST)


class FlowsheetRefused(Refusal):
    """A stream, a block or a plant that cannot be."""


@dataclass(frozen=True, slots=True)
class Substance:
    """Heats in kJ/kg at 25 degrees C; `atoms` a mol; `vaporisation` 0 for what does not boil here."""

    name: str
    atoms: tuple[tuple[str, float], ...]
    formation: float
    heat_capacity: float  # kJ/(kg K), in the state of use
    density: float  # kg/m3
    vaporisation: float
    gas: bool
    source: str

    @property
    def grams_per_mol(self) -> float:
        """Molar mass."""
        return sum(ATOM[atom] * many for atom, many in self.atoms)

    def share(self, atom: str) -> float:
        """kg of an element in a kg."""
        return ATOM[atom] * dict(self.atoms).get(atom, 0.0) / self.grams_per_mol

    @property
    def electrons(self) -> float:
        """mol of electrons that a kg gives to oxygen, nitrogen left as ammonia."""
        of = dict(self.atoms)
        if set(of) == {"N"}:
            return 0.0
        each = 4 * of.get("C", 0) + of.get("H", 0) - 2 * of.get("O", 0) - 3 * of.get("N", 0)
        return 1000.0 * each / self.grams_per_mol


# name: atoms, CAS number (none: a mean composition), heat capacity kJ/(kg K), density kg/m3, a gas?
_KNOWN: Final[dict[str, tuple[dict[str, float], str, float, float, bool]]] = {
    "water": ({"H": 2, "O": 1}, "7732-18-5", 4.18, 1000.0, False),
    "oxygen": ({"O": 2}, "7782-44-7", 0.92, 1.3, True),
    "nitrogen": ({"N": 2}, "7727-37-9", 1.04, 1.15, True),
    "carbon dioxide": ({"C": 1, "O": 2}, "124-38-9", 0.84, 1.8, True),
    "ammonia": ({"N": 1, "H": 3}, "7664-41-7", 4.7, 610.0, False),
    "glucose": ({"C": 6, "H": 12, "O": 6}, "", 1.25, 1540.0, False),
    "sucrose": ({"C": 12, "H": 22, "O": 11}, "", 1.25, 1590.0, False),
    "xylose": ({"C": 5, "H": 10, "O": 5}, "", 1.25, 1520.0, False),
    "glycerol": ({"C": 3, "H": 8, "O": 3}, "56-81-5", 2.4, 1260.0, False),
    "ethanol": ({"C": 2, "H": 6, "O": 1}, "64-17-5", 2.44, 789.0, False),
    "ethyl acetate": ({"C": 4, "H": 8, "O": 2}, "141-78-6", 1.94, 900.0, False),
    "acetic acid": ({"C": 2, "H": 4, "O": 2}, "64-19-7", 2.05, 1050.0, False),
    "succinic acid": ({"C": 4, "H": 6, "O": 4}, "110-15-6", 1.3, 1570.0, False),
    "lactic acid": ({"C": 3, "H": 6, "O": 3}, "", 2.3, 1210.0, False),
    "furfural": ({"C": 5, "H": 4, "O": 2}, "98-01-1", 1.7, 1160.0, False),
    "phb": ({"C": 4, "H": 6, "O": 2}, "", 1.4, 1250.0, False),
    "biomass": ({"C": 1, "H": 1.8, "O": 0.5, "N": 0.2}, "", 1.6, 1100.0, False),  # Roels 1983
    "protein": ({"C": 1, "H": 1.58, "O": 0.31, "N": 0.27}, "", 1.6, 1350.0, False),
    "protein lost": ({"C": 1, "H": 1.58, "O": 0.31, "N": 0.27}, "", 1.6, 1350.0, False),
    "rna": ({"C": 9.5, "H": 10.75, "O": 7.0, "N": 3.75, "P": 1.0}, "", 1.3, 1700.0, False),
    "nucleotides": ({"C": 9.5, "H": 14.75, "O": 14.0, "N": 3.75, "P": 3.0}, "", 1.3, 1700.0, False),
    "pyrophosphate": ({"H": 4, "P": 2, "O": 7}, "", 1.3, 2000.0, False),
    "amino acids": ({"C": 1, "H": 1.97, "O": 0.5, "N": 0.27}, "", 1.4, 1400.0, False),
    "glucan": ({"C": 6, "H": 10, "O": 5}, "", 1.3, 1500.0, False),
    "xylan": ({"C": 5, "H": 8, "O": 4}, "", 1.3, 1500.0, False),
    "lignin": ({"C": 8, "H": 8, "O": 3}, "", 1.3, 1300.0, False),
    "extractives": ({"C": 6, "H": 10, "O": 5}, "", 1.3, 1400.0, False),
    "ash": ({"Na": 1, "Cl": 1}, "", 0.9, 2200.0, False),  # stands for all that holds no carbon
    "salts": ({"Na": 1, "Cl": 1}, "", 0.9, 2200.0, False),
}  # fmt: skip


@cache
def substance(name: str) -> Substance:
    """A substance by name. Raises FlowsheetRefused for one that is not known."""
    if name not in _KNOWN:
        raise FlowsheetRefused("no substance is called {name}", name=name)
    atoms, cas, heat_capacity, density, gas = _KNOWN[name]
    found = _heats(cas) if cas else None
    formation, vaporisation, source = found or (_by_electrons(atoms), 0.0, "115 kJ a mol of electrons")
    if name in SUGARS_KJ:
        formation, source = SUGARS_KJ[name], "NIST Chemistry WebBook"
    if gas:
        vaporisation = 0.0
    grams = sum(ATOM[atom] * many for atom, many in atoms.items())
    return Substance(
        name, tuple(sorted(atoms.items())), 1000.0 * formation / grams, heat_capacity, density,
        1000.0 * vaporisation / grams, gas, source,
    )  # fmt: skip


def _heats(cas: str) -> tuple[float, float, str] | None:
    """kJ/mol of formation in the state at 25 degrees C and of vaporisation, from `chemicals`."""
    from chemicals import Hfg, Hfl, Hfs

    gas, liquid, solid = Hfg(cas), Hfl(cas), Hfs(cas)
    state = next((one for one in (liquid, solid, gas) if one is not None), None)
    if state is None:
        return None
    boils = (gas - liquid) / 1000.0 if gas is not None and liquid is not None else 0.0
    return state / 1000.0, max(boils, 0.0), "the tables of the package chemicals"


def _by_electrons(atoms: dict[str, float]) -> float:
    """kJ/mol of formation such that burning to carbon dioxide, water and nitrogen frees 115 kJ an
    electron.
    """
    carbon, hydrogen = atoms.get("C", 0.0), atoms.get("H", 0.0)
    if carbon == 0:
        return 0.0
    electrons = 4 * carbon + hydrogen - 2 * atoms.get("O", 0.0)
    return carbon * CARBON_DIOXIDE_KJ + hydrogen / 2 * WATER_KJ + electrons * HEAT_AN_ELECTRON
