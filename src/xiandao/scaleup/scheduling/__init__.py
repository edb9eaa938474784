"""The pilot plant's schedule: campaigns on machines, people and utilities, with a proved bound."""

from xiandao.scaleup.scheduling.admitting import Admission, Waiting, admit
from xiandao.scaleup.scheduling.bookings import Booking, Schedule, violations
from xiandao.scaleup.scheduling.bounds import Bottleneck, bottleneck, bottleneck_bound_h
from xiandao.scaleup.scheduling.calendar_text import icalendar
from xiandao.scaleup.scheduling.checking import check_campaigns, check_plant
from xiandao.scaleup.scheduling.people import Person, Shift, away_of_week, pools_of
from xiandao.scaleup.scheduling.planning import ScheduleRefused, checked, schedule
from xiandao.scaleup.scheduling.problem import (
    Campaign,
    CampaignRefused,
    CampaignTemplate,
    Cargo,
    Lag,
    Machine,
    Plant,
    PlantRefused,
    Pool,
    Step,
    Use,
    Window,
    machines_for,
)
from xiandao.scaleup.scheduling.reasons import Way, WhyNot, why_not
from xiandao.scaleup.scheduling.replanning import Contamination, Delay, MachineDown, Move, moves, replan
from xiandao.scaleup.scheduling.wording import HOUR

__all__ = [
    "HOUR",
    "Admission",
    "Booking",
    "Bottleneck",
    "Campaign",
    "CampaignRefused",
    "CampaignTemplate",
    "Cargo",
    "Contamination",
    "Delay",
    "Lag",
    "Machine",
    "MachineDown",
    "Move",
    "Person",
    "Plant",
    "PlantRefused",
    "Pool",
    "Schedule",
    "ScheduleRefused",
    "Shift",
    "Step",
    "Use",
    "Waiting",
    "Way",
    "WhyNot",
    "Window",
    "admit",
    "away_of_week",
    "bottleneck",
    "bottleneck_bound_h",
    "check_campaigns",
    "check_plant",
    "checked",
    "icalendar",
    "machines_for",
    "moves",
    "pools_of",
    "replan",
    "schedule",
    "violations",
    "why_not",
]
