"""The public form of a plan: the field names of plan.schema.json, as JSON and YAML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import yaml

from xiandao.planreader.doubts import Language, sentence
from xiandao.planreader.model import (
    SCHEMA_VERSION,
    Basis,
    Doubt,
    Focus,
    Measure,
    Milestone,
    Plan,
    Site,
    Span,
    Target,
    Unit,
)

Fields = dict[str, Any]


def schema() -> Fields:
    """The JSON Schema (2020-12) that every written plan keeps to."""
    found: Fields = json.loads(
        files("xiandao.planreader").joinpath("plan.schema.json").read_text(encoding="utf-8")
    )
    return found


def to_json(plan: Plan, *, language: Language = Language.CHINESE) -> str:
    """The plan as JSON, one indent of two blanks, Chinese unescaped, ending in a line break."""
    return json.dumps(plan_fields(plan, language=language), ensure_ascii=False, indent=2) + "\n"


def to_yaml(plan: Plan, *, language: Language = Language.CHINESE) -> str:
    """The same fields as YAML."""
    return yaml.safe_dump(
        plan_fields(plan, language=language), allow_unicode=True, sort_keys=False, width=1000
    )


def plan_fields(plan: Plan, *, language: Language = Language.CHINESE) -> Fields:
    """The plan as plain dictionaries and lists. Warnings are worded in `language`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "title": plan.title,
        "area": plan.area,
        "status": plan.status.value if plan.status is not None else None,
        "doc_no": plan.doc_no,
        "issuer": plan.issuer,
        "issued": plan.issued.isoformat() if plan.issued is not None else None,
        "period": {"start": plan.period.start, "end": plan.period.end},
        "basis": [_basis(item) for item in plan.basis],
        "targets": [_target(item) for item in plan.targets],
        "focus": [_focus(item) for item in plan.focus],
        "sites": [_site(item) for item in plan.sites],
        "measures": [_measure(item) for item in plan.measures],
        "units": [_unit(item) for item in plan.units],
        "warnings": [_warning(item, language) for item in plan.warnings],
        "remainder": [{"text": item.text, "span": _span(item.span)} for item in plan.remainder],
        "source": _source(plan),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _basis(item: Basis) -> Fields:
    return {"title": item.title, "doc_no": item.doc_no, "span": _span(item.span)}


def _target(item: Target) -> Fields:
    return {
        "id": item.id,
        "group": item.group,
        "name": item.name,
        "low": _number(item.low),
        "high": _number(item.high),
        "comparator": item.comparator.value,
        "unit": item.unit,
        "due": item.due.isoformat() if item.due is not None else None,
        "strength": item.strength.value,
        "counted": item.counted,
        "text": item.text,
        "span": _span(item.span),
        "spans": _spans(item.spans or (item.span,)),
    }


def _number(value: float | None) -> float | int | None:
    """30 rather than 30.0: a count reads as a count."""
    return int(value) if value is not None and value == int(value) else value


def _focus(item: Focus) -> Fields:
    return {
        "name": item.name,
        "role": item.role.value,
        "topics": list(item.topics),
        "text": item.text,
        "span": _span(item.span),
    }


def _site(item: Site) -> Fields:
    return {
        "code": item.code,
        "name": item.name,
        "role": item.role,
        "text": item.text,
        "span": _span(item.span),
    }


def _measure(item: Measure) -> Fields:
    return {
        "id": item.id,
        "path": list(item.path),
        "group": item.group,
        "title": item.title,
        "text": item.text,
        "lead": list(item.lead),
        "support": list(item.support),
        "units": list(item.units),
        "milestones": [_milestone(milestone) for milestone in item.milestones],
        "targets": [_target(target) for target in item.targets],
        "span": _span(item.span),
        "units_span": _span(item.units_span) if item.units_span is not None else None,
    }


def _milestone(item: Milestone) -> Fields:
    return {
        "due": item.due.isoformat() if item.due is not None else None,
        "text": item.text,
        "quantity": item.quantity,
        "strength": item.strength.value,
        "counted": item.counted,
        "span": _span(item.span),
    }


def _unit(item: Unit) -> Fields:
    return {"name": item.name, "aliases": list(item.aliases), "lead": item.lead, "support": item.support}


def _warning(item: Doubt, language: Language) -> Fields:
    return {"code": item.code, "message": sentence(item, language), "span": _span(item.span)}


def _source(plan: Plan) -> Fields:
    origin = plan.source
    return {
        "name": origin.name if origin is not None else None,
        "format": origin.format if origin is not None else None,
        "encoding": origin.encoding if origin is not None else None,
        "sha256": origin.sha256 if origin is not None else None,
        "text": plan.text,
    }
