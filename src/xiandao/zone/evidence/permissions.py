"""Who may read, claim, verify: `check_` raises the sentence, `can_` answers yes or no."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import ZONE_ROLES, Account, Role, parties_of
from xiandao.zone.evidence.models import Claim

VERIFIERS: Final = (Role.ADMINISTRATOR, Role.PLAN_OFFICE, Role.UNIT_OFFICER, Role.REGISTRAR)
OFFICE: Final = (Role.ADMINISTRATOR, Role.PLAN_OFFICE)
KEEPERS: Final = (Role.ADMINISTRATOR, Role.PLAN_OFFICE, Role.REGISTRAR)


class EvidenceAccessRefused(Refusal):
    """Somebody asked of the ledger what is not theirs."""

    http_status = 403


def can_read_claim(by: Account, claim: Claim, parties: frozenset[str]) -> bool:
    """Whoever works for the zone reads every claim; a member those of its own organisation."""
    return by.is_active and (by.role in ZONE_ROLES or (claim.party != "" and claim.party in parties))


def check_reads_claim(by: Account, claim: Claim) -> None:
    """Refuse a claim that is not this account's to read, without saying what it is."""
    if not can_read_claim(by, claim, parties_of(by)):
        raise EvidenceAccessRefused(
            gettext_noop("Entry {number} belongs to another organisation."), number=claim.pk
        )


def why_not_verify(by: Account, claim: Claim, parties: frozenset[str]) -> EvidenceAccessRefused | None:
    """The sentence why this account cannot judge a claim, or None where it can."""
    if not by.is_active or by.role not in VERIFIERS:
        return EvidenceAccessRefused(
            gettext_noop("Claims are verified by the plan office, registrars and unit officers.")
        )
    if claim.claimed_by_id == by.pk:
        return EvidenceAccessRefused(
            gettext_noop("Entry {number} is your own claim; somebody else verifies it."), number=claim.pk
        )
    if claim.party and claim.party in parties:
        return EvidenceAccessRefused(
            gettext_noop("You speak for {party}, which made this claim; somebody else verifies it."),
            party=claim.party.partition(":")[2] if claim.party.startswith("unit:") else claim.label,
        )
    return None


def can_verify(by: Account, claim: Claim, parties: frozenset[str]) -> bool:
    """Whether this account may verify or reject the claim."""
    return why_not_verify(by, claim, parties) is None


def check_verifies(by: Account, claim: Claim, parties: frozenset[str]) -> None:
    """Nobody verifies their own claim, nor one of the unit or organisation that they speak for."""
    refusal = why_not_verify(by, claim, parties)
    if refusal is not None:
        raise refusal


def check_claims_by_hand(by: Account) -> None:
    """Claims are recorded by hand by those who also verify others'."""
    if not by.is_active or by.role not in VERIFIERS:
        raise EvidenceAccessRefused(
            gettext_noop("Claims are recorded by the plan office, registrars and unit officers.")
        )


def unit_of(by: Account) -> str:
    """The unit in whose name somebody claims by hand; nothing where they speak for none."""
    return min((party for party in parties_of(by) if party.startswith("unit:")), default="")


def can_withdraw(by: Account, claim: Claim, parties: frozenset[str]) -> bool:
    """Who claimed may take it back; so may the party's people and the office."""
    own = claim.claimed_by_id == by.pk or (claim.party != "" and claim.party in parties)
    return by.is_active and (own or by.role in KEEPERS)


def check_changes_indicators(by: Account) -> None:
    """What counts is decided by the plan office."""
    if not by.is_active or by.role not in OFFICE:
        raise EvidenceAccessRefused(gettext_noop("Only the plan office decides what an indicator counts."))
