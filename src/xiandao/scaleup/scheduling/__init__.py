"""The pilot plant's schedule: campaigns on machines, people and utilities, with a proved bound."""

from xiandao.scaleup.scheduling.bookings import Booking, Schedule, violations
from xiandao.scaleup.scheduling.bounds import bottleneck_bound_h
from xiandao.scaleup.scheduling.calendar_text import icalendar
from xiandao.scaleup.scheduling.planning import (
    Contamination,
    MachineDown,
    ScheduleRefused,
    WhyNot,
    replan,
    schedule,
    why_not,
)
from xiandao.scaleup.scheduling.problem import (
    Campaign,
    CampaignRefused,
    CampaignTemplate,
    Lag,
    Machine,
    Plant,
    PlantRefused,
    Pool,
    Step,
    Use,
    Window,
)

__all__ = [
    "Booking",
    "Campaign",
    "CampaignRefused",
    "CampaignTemplate",
    "Contamination",
    "Lag",
    "Machine",
    "MachineDown",
    "Plant",
    "PlantRefused",
    "Pool",
    "Schedule",
    "ScheduleRefused",
    "Step",
    "Use",
    "WhyNot",
    "Window",
    "bottleneck_bound_h",
    "icalendar",
    "replan",
    "schedule",
    "violations",
    "why_not",
]
