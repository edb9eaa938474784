"""The registry's words: kinds of record, of name, of relation, and the states of what is being decided."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a record can be."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PROJECT = "project"
    ACHIEVEMENT = "achievement"
    TRANSFER = "transfer"
    PATENT = "patent"
    PAPER = "paper"
    GRANT = "grant"
    PRODUCT = "product"
    PLATFORM = "platform"
    SCENARIO = "scenario"


class NameKind(StrEnum):
    """What a name is to its record."""

    FULL = "full"
    SHORT = "short"
    FORMER = "former"
    ENGLISH = "english"
    ALIAS = "alias"


class RelationKind(StrEnum):
    """How one record has to do with another, read from left to right."""

    EMPLOYED_BY = "employed_by"  # person -> organisation
    LED_BY = "led_by"  # project, grant -> person or organisation
    CARRIED_BY = "carried_by"  # project, platform, scenario, product, grant -> organisation
    APPLICANT = "applicant"  # patent -> organisation
    INVENTOR = "inventor"  # patent -> person
    AUTHOR = "author"  # paper -> person
    FROM = "from"  # achievement, product, patent, paper -> project; transfer -> achievement
    RECEIVED_BY = "received_by"  # transfer -> organisation
    PART_OF = "part_of"  # organisation -> organisation (branch, subsidiary)


class Confidence(StrEnum):
    """Whether somebody else confirmed it."""

    CLAIMED = "claimed"
    VERIFIED = "verified"


class FieldClass(StrEnum):
    """Who may see a field; the rule is in permissions."""

    PUBLIC = "public"
    ZONE = "zone"
    RESTRICTED = "restricted"


class ImportState(StrEnum):
    """Where an import stands."""

    DRAFT = "draft"  # read, columns not yet settled
    CHECKED = "checked"  # every row has its faults and its proposal
    APPLIED = "applied"
    UNDONE = "undone"


class RowState(StrEnum):
    """What a row would do, or did."""

    NEW = "new"
    CHANGES = "changes"  # a record that is known says something new
    KNOWN = "known"  # nothing new
    DOUBTFUL = "doubtful"  # may be a record that is known: becomes new, and a pair for review
    FAULTY = "faulty"
    LEFT_OUT = "left_out"


class PairState(StrEnum):
    """What was decided of two records."""

    OPEN = "open"
    MERGED = "merged"
    DIFFERENT = "different"
