"""Every warning the reader can give, with its sentence in Chinese and English."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What the reader will not decide alone."""

    NUMBERING_GAP = "numbering_gap"
    NUMBERING_REPEATED = "numbering_repeated"
    NUMBER_MISSING = "number_missing"
    UNCLOSED_BRACKET = "unclosed_bracket"
    GLUED_HEADING = "glued_heading"
    MEASURE_WITHOUT_UNIT = "measure_without_unit"
    UNIT_NOT_SEEN_ELSEWHERE = "unit_not_seen_elsewhere"
    COLLECTIVE_UNIT = "collective_unit"
    ALIAS_ASSUMED = "alias_assumed"
    QUANTITY_WITHOUT_OBJECT = "quantity_without_object"
    DUE_WITHOUT_YEAR = "due_without_year"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    BODY_AND_ANNEX_DIFFER = "body_and_annex_differ"
    SITE_COUNT_DIFFERS = "site_count_differs"
    NO_PERIOD = "no_period"
    NO_MEASURES = "no_measures"
    NOT_A_PLAN = "not_a_plan"
