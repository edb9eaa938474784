"""The rooms, bottom up. A room is switched on by standing in this list."""

ROOMS = (
    "xiandao.zone.face",
    "xiandao.zone.audit",
    "xiandao.zone.accounts",
    "xiandao.zone.runs",
    "xiandao.zone.evidence",
    "xiandao.zone.registry",
    "xiandao.zone.plans",
    "xiandao.zone.pilot",
    "xiandao.zone.lab",
    "xiandao.zone.home",
    "xiandao.zone.sample",
)
