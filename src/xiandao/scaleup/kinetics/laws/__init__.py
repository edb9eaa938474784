"""Rate laws, one a file, each with its source; all take and give floats or arrays."""

from __future__ import annotations

from xiandao.scaleup.kinetics.laws.cardinal import cardinal_temperature
from xiandao.scaleup.kinetics.laws.cardinal_ph import cardinal_ph
from xiandao.scaleup.kinetics.laws.contact import contact
from xiandao.scaleup.kinetics.laws.contois import contois
from xiandao.scaleup.kinetics.laws.haldane import haldane
from xiandao.scaleup.kinetics.laws.hindrance import hindrance
from xiandao.scaleup.kinetics.laws.luedeking_piret import luedeking_piret
from xiandao.scaleup.kinetics.laws.luong import luong
from xiandao.scaleup.kinetics.laws.monod import monod
from xiandao.scaleup.kinetics.laws.overflow import overflow
from xiandao.scaleup.kinetics.laws.respiration import respiration
from xiandao.scaleup.kinetics.laws.shortage import shortage

__all__ = [
    "cardinal_ph",
    "cardinal_temperature",
    "contact",
    "contois",
    "haldane",
    "hindrance",
    "luedeking_piret",
    "luong",
    "monod",
    "overflow",
    "respiration",
    "shortage",
]
