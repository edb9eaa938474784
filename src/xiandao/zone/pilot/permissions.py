"""Who operates the plant, who sees a campaign, who signs: `check_` raises the sentence, `can_` answers."""

from __future__ import annotations

from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, parties_of

OPERATORS: Final = "operator:pilot"  # the party for which the plant's operators speak


class PilotAccessRefused(Refusal):
    """Somebody asked of the pilot plant what is not theirs."""

    http_status = 403


def operates(by: Account) -> bool:
    """Whether this account operates the plant."""
    return by.is_active and OPERATORS in parties_of(by)


def check_operates(by: Account) -> None:
    """Only operators keep the equipment book and the plan."""
    if not operates(by):
        raise PilotAccessRefused("This is done by the operators of the pilot plant.")


def check_appoints(by: Account | None) -> None:
    """Administrators say who operates the plant; nobody is the system."""
    if by is None:
        return
    if not by.is_active or by.role != Role.ADMINISTRATOR:
        raise PilotAccessRefused("An administrator says who operates the pilot plant.")


def tenant_parties(by: Account) -> frozenset[str]:
    """The organisations for which this account may ask for campaigns."""
    return frozenset(party for party in parties_of(by) if party.startswith("organisation:"))


def can_see(by: Account, party: str) -> bool:
    """A campaign, its record and its transfer are the tenant's and the operators'."""
    return by.is_active and (party in parties_of(by) or operates(by))


def check_sees(by: Account, party: str) -> None:
    """Refuse what belongs to another tenant, without saying what it is."""
    if not can_see(by, party):
        raise PilotAccessRefused("This belongs to another tenant of the pilot plant.")


def check_asks_for(by: Account, party: str) -> None:
    """A tenant asks for itself; operators may ask for any."""
    if party not in tenant_parties(by) and not operates(by):
        raise PilotAccessRefused("You can ask for campaigns of your own organisation only.")


def can_use_template(by: Account, party: str) -> bool:
    """A recipe with an owner is used by its owner and the operators."""
    return not party or can_see(by, party)


def check_uses_template(by: Account, party: str) -> None:
    """Refuse another tenant's recipe."""
    if not can_use_template(by, party):
        raise PilotAccessRefused("This recipe belongs to another tenant.")


def owns(by: Account, party: str) -> bool:
    """What a plant would cost is its organisation's alone: operators do not see it either."""
    return by.is_active and party in tenant_parties(by)


def check_computes_for(by: Account, party: str) -> None:
    """An organisation's people compute for it."""
    if not owns(by, party):
        raise PilotAccessRefused("You can compute for your own organisation only.")
