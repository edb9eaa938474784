"""The door of the pilot plant."""

from __future__ import annotations

from xiandao.zone.pilot.models import (
    Batch,
    BenchFit,
    Booking,
    Campaign,
    CostCase,
    Equipment,
    Operative,
    Plan,
    TechTransfer,
    Template,
    TemplateVersion,
    Utility,
)
from xiandao.zone.pilot.operations.batches import (
    add_material,
    attach_file,
    check_step,
    note_addition,
    note_deviation,
    open_batch,
    record_achieved,
    resolve_deviation,
    sign_step,
)
from xiandao.zone.pilot.operations.campaigns import (
    CampaignRefusal,
    ask_campaign,
    refuse_campaign,
    save_template,
    withdraw_campaign,
)
from xiandao.zone.pilot.operations.closing import close_batch
from xiandao.zone.pilot.operations.costing import ask_cost, ask_fit, keep_cost, keep_fit
from xiandao.zone.pilot.operations.equipment import (
    EquipmentRefused,
    appoint_operator,
    close_equipment,
    dismiss_operator,
    end_operative,
    record_upkeep,
    save_equipment,
    save_operative,
    save_utility,
)
from xiandao.zone.pilot.operations.planning import PlanRefused, ask_plan, keep_plan, plan_at_once
from xiandao.zone.pilot.operations.transfers import (
    add_risk,
    answer_question,
    ask_question,
    begin_transfer,
    name_receiver,
)
from xiandao.zone.pilot.permissions import OPERATORS, PilotAccessRefused, can_see, operates
from xiandao.zone.pilot.queries.batches import batch_numbered, batches, lacks_of, shown_of
from xiandao.zone.pilot.queries.campaigns import (
    campaign_numbered,
    campaigns,
    latest_version,
    taken,
    templates,
)
from xiandao.zone.pilot.queries.costing import Standing, cost_numbered, costs, fit_numbered, fits, standings
from xiandao.zone.pilot.queries.documents import batch_document, package, transfer_document
from xiandao.zone.pilot.queries.plant import PilotMissing, equipment_book
from xiandao.zone.pilot.queries.transfers import transfer_numbered, transfers
from xiandao.zone.pilot.rules.costing import PLACES, PROCESSES, Asked, CostRefused
from xiandao.zone.pilot.rules.estimating import EXAMPLE as VESSEL
from xiandao.zone.pilot.rules.fitting import StudyRefusal, starter
from xiandao.zone.pilot.rules.readiness import RULES, Judged, judged
from xiandao.zone.pilot.rules.recipes import STARTER, RecipeRefused
from xiandao.zone.pilot.rules.records import RecordRefused
from xiandao.zone.pilot.rules.states import CampaignState, PlanState, Purpose, Quantity

__all__ = [
    "OPERATORS",
    "PLACES",
    "PROCESSES",
    "RULES",
    "STARTER",
    "VESSEL",
    "Asked",
    "Batch",
    "BenchFit",
    "Booking",
    "Campaign",
    "CampaignRefusal",
    "CampaignState",
    "CostCase",
    "CostRefused",
    "Equipment",
    "EquipmentRefused",
    "Judged",
    "Operative",
    "PilotAccessRefused",
    "PilotMissing",
    "Plan",
    "PlanRefused",
    "PlanState",
    "Purpose",
    "Quantity",
    "RecipeRefused",
    "RecordRefused",
    "Standing",
    "StudyRefusal",
    "TechTransfer",
    "Template",
    "TemplateVersion",
    "Utility",
    "add_material",
    "add_risk",
    "answer_question",
    "appoint_operator",
    "ask_campaign",
    "ask_cost",
    "ask_fit",
    "ask_plan",
    "ask_question",
    "attach_file",
    "batch_document",
    "batch_numbered",
    "batches",
    "begin_transfer",
    "campaign_numbered",
    "campaigns",
    "can_see",
    "check_step",
    "close_batch",
    "close_equipment",
    "cost_numbered",
    "costs",
    "dismiss_operator",
    "end_operative",
    "equipment_book",
    "fit_numbered",
    "fits",
    "judged",
    "keep_cost",
    "keep_fit",
    "keep_plan",
    "lacks_of",
    "latest_version",
    "name_receiver",
    "note_addition",
    "note_deviation",
    "open_batch",
    "operates",
    "package",
    "plan_at_once",
    "record_achieved",
    "record_upkeep",
    "refuse_campaign",
    "resolve_deviation",
    "save_equipment",
    "save_operative",
    "save_template",
    "save_utility",
    "shown_of",
    "sign_step",
    "standings",
    "starter",
    "taken",
    "templates",
    "transfer_document",
    "transfer_numbered",
    "transfers",
    "withdraw_campaign",
]
