"""A batch record and a transfer as Word documents, and the transfer as a package of Word and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xiandao.publishing.official import (
    Block,
    Heading,
    Note,
    OfficialDocument,
    Paragraph,
    Table,
    TableColumn,
    write_document,
)
from xiandao.zone.pilot.models import Batch, BatchStep, Risk, TechTransfer
from xiandao.zone.pilot.models.batches import QUANTITIES
from xiandao.zone.pilot.queries.batches import achieved_of, shown_of
from xiandao.zone.pilot.queries.wording import source_words
from xiandao.zone.pilot.rules.readiness import judged
from xiandao.zone.pilot.rules.records import RISK_ACT_FROM, Compared, compared
from xiandao.zone.pilot.rules.states import UNITS, Quantity

FORMAT: Final = "xiandao-tech-transfer/1"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the zip's own epoch: same input, same bytes


def batch_document(batch: Batch) -> bytes:
    """The record as it is printed."""
    campaign = batch.campaign
    blocks: list[Block] = [
        Paragraph(
            _("Recipe: {version}. Organism: {organism}.").format(
                version=campaign.version.title, organism=campaign.organism
            )
        ),
        *_steps(batch),
        *_materials(batch),
        *_deviations(batch),
        *_achieved(batch),
        Heading(_("Conclusion")),
        Paragraph(batch.conclusion or _("The record is not closed yet.")),
    ]
    if batch.closed_at is not None and batch.closed_by is not None:
        blocks.append(
            Note(
                _("Closed on {day} by {name}. TRL {trl}, MRL {mrl} by the rules for records.").format(
                    day=_moment(batch.closed_at),
                    name=batch.closed_by.display_name,
                    trl=batch.trl,
                    mrl=batch.mrl,
                )
            )
        )
    return _written(
        _("Batch record {number}: {title}").format(number=batch.pk, title=campaign.title), batch, blocks
    )


def transfer_document(transfer: TechTransfer) -> bytes:
    """The transfer file as people read it."""
    donor = transfer.donor
    risks = sorted(transfer.risks.all(), key=lambda risk: -risk.priority)
    rows = comparison(transfer)
    blocks: list[Block] = [
        Heading(_("Process")),
        Paragraph(transfer.description or donor.campaign.version.description or _("Not described yet.")),
        Heading(_("Parameters and ranges")),
        _parameters(donor),
        Heading(_("Donor and receiver")),
        _compared(rows) if rows else Paragraph(_("Nothing was recorded to compare yet.")),
        Heading(_("Risks")),
        _risks(risks) if risks else Paragraph(_("No risk was assessed yet.")),
        Note(_("From a priority number of {number} on an action is asked for.").format(number=RISK_ACT_FROM)),
        Heading(_("Open questions")),
        *(
            Paragraph(question.answer or _("Not answered yet."), lead=f"{question.text} ")
            for question in transfer.questions.all()
        ),
    ]
    return _written(_("Technology transfer: {title}").format(title=transfer.title), donor, blocks)


def comparison(transfer: TechTransfer) -> tuple[Compared, ...]:
    """Donor and receiver side by side."""
    receiver = achieved_of(transfer.receiver) if transfer.receiver else {}
    return compared(achieved_of(transfer.donor), receiver)


def package(transfer: TechTransfer) -> bytes:
    """One zip: the transfer and the batch records as Word, everything as JSON."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        _put(archive, "transfer.docx", transfer_document(transfer))
        _put(archive, f"batch-{transfer.donor_id}-donor.docx", batch_document(transfer.donor))
        if transfer.receiver is not None:
            _put(archive, f"batch-{transfer.receiver_id}-receiver.docx", batch_document(transfer.receiver))
        told = json.dumps(package_data(transfer), ensure_ascii=False, indent=1, default=str)
        _put(archive, "transfer.json", told.encode())
    return made.getvalue()


def package_data(transfer: TechTransfer) -> dict[str, Any]:
    """The transfer as data of the version FORMAT."""
    return {
        "format": FORMAT,
        "title": transfer.title,
        "description": transfer.description or transfer.donor.campaign.version.description,
        "recipe": transfer.donor.campaign.version.body,
        "donor": batch_data(transfer.donor),
        "receiver": batch_data(transfer.receiver) if transfer.receiver else None,
        "comparison": [
            {
                "quantity": row.quantity.value,
                "unit": UNITS[row.quantity],
                "donor": row.donor,
                "receiver": row.receiver,
                "change": row.change,
                "limit": row.limit,
                "within": row.within,
            }
            for row in comparison(transfer)
        ],
        "risks": [
            {
                "failure": risk.failure,
                "effect": risk.effect,
                "cause": risk.cause,
                "severity": risk.severity,
                "occurrence": risk.occurrence,
                "detection": risk.detection,
                "priority": risk.priority,
                "action": risk.action,
            }
            for risk in transfer.risks.all()
        ],
        "questions": [{"text": one.text, "answer": one.answer} for one in transfer.questions.all()],
    }


def batch_data(batch: Batch) -> dict[str, Any]:
    """A record as data."""
    shown = shown_of(batch)
    return {
        "number": batch.pk,
        "campaign": batch.campaign.title,
        "organism": batch.campaign.organism,
        "hygiene_class": batch.campaign.hygiene_class,
        "opened_at": batch.opened_at,
        "closed_at": batch.closed_at,
        "conclusion": batch.conclusion,
        "trl": batch.trl,
        "mrl": batch.mrl,
        "rules": [
            {"scale": rule.scale, "level": rule.level, "rule": rule.en, "met": met}
            for scale in ("trl", "mrl")
            for rule, met in judged(shown, scale).rules
        ],
        "steps": [
            {
                "order": step.order,
                "name": step.name,
                "equipment": str(step.equipment or ""),
                "parameters": step.parameters,
                "values": step.values,
                "done_by": _name(step, "done_by"),
                "done_at": step.done_at,
                "checked_by": _name(step, "checked_by"),
                "checked_at": step.checked_at,
            }
            for step in _steps_of(batch)
        ],
        "materials": list(batch.materials.values("name", "lot", "amount", "unit")),
        "additions": list(batch.additions.values("happened_at", "what", "amount", "unit")),
        "deviations": list(batch.deviations.values("severity", "text", "resolution", "resolved_at")),
        "achieved": {
            one.quantity: {"value": one.value, "unit": UNITS[Quantity(one.quantity)], "source": one.source}
            for one in batch.achieved.all()
        },
        "files": list(batch.attachments.values("name", "file__sha256")),
    }


def _steps_of(batch: Batch) -> list[BatchStep]:
    return list(batch.steps.select_related("equipment", "done_by", "checked_by"))


def _name(step: BatchStep, role: str) -> str:
    person = getattr(step, role)
    return person.display_name if person else ""


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(tuple(TableColumn(title) for title in titles), tuple(rows), small=True)


def _steps(batch: Batch) -> list[Block]:
    rows = [
        (
            f"{step.order}. {step.name}",
            str(step.equipment or ""),
            "; ".join(f"{name} {value:g}" for name, value in step.values.items()),
            f"{_name(step, 'done_by')} {_moment(step.done_at)}",
            f"{_name(step, 'checked_by')} {_moment(step.checked_at)}",
        )
        for step in _steps_of(batch)
    ]
    titles = (_("Step"), _("Equipment"), _("Values"), _("Done by"), _("Checked by"))
    return [Heading(_("Steps")), _table(titles, rows)]


def _materials(batch: Batch) -> list[Block]:
    rows = [
        (one.name, one.lot, f"{one.amount.normalize():f} {one.unit}") for one in batch.materials.all()
    ] + [
        (f"{one.what} ({_moment(one.happened_at)})", "", f"{one.amount.normalize():f} {one.unit}")
        for one in batch.additions.all()
    ]
    if not rows:
        return []
    return [Heading(_("Materials and additions")), _table((_("Material"), _("Lot"), _("Amount")), rows)]


def _deviations(batch: Batch) -> list[Block]:
    rows = [
        (str(one.get_severity_display()), one.text, one.resolution or _("open"))
        for one in batch.deviations.all()
    ]
    if not rows:
        return [Heading(_("Deviations")), Paragraph(_("None."))]
    return [Heading(_("Deviations")), _table((_("Severity"), _("What"), _("Decided")), rows)]


def _achieved(batch: Batch) -> list[Block]:
    rows = [
        (
            str(one.get_quantity_display()),
            f"{one.value:g} {UNITS[Quantity(one.quantity)]}",
            source_words(one.source),
        )
        for one in batch.achieved.all()
    ]
    return (
        [Heading(_("Achieved")), _table((_("What was reached"), _("Value reached"), _("Source")), rows)]
        if rows
        else []
    )


def _parameters(batch: Batch) -> Block:
    rows = [
        (step.name, one["name"], _range(one), one["unit"], f"{step.values.get(one['name'], '')}")
        for step in _steps_of(batch)
        for one in step.parameters
    ]
    if not rows:
        return Paragraph(_("The recipe names no parameters."))
    return _table((_("Step"), _("Parameter"), _("Range"), _("Unit"), _("Donor")), rows)


def _range(parameter: dict[str, Any]) -> str:
    low, high = parameter.get("low"), parameter.get("high")
    return f"{'' if low is None else f'{low:g}'} – {'' if high is None else f'{high:g}'}"


def _compared(rows: tuple[Compared, ...]) -> Table:
    told = []
    for row in rows:
        within = {True: _("within"), False: _("outside"), None: "—"}[row.within]
        told.append(
            (
                quantity_words(row.quantity),
                "—" if row.donor is None else f"{row.donor:g} {UNITS[row.quantity]}",
                "—" if row.receiver is None else f"{row.receiver:g} {UNITS[row.quantity]}",
                "—" if row.change is None else f"{100 * row.change:+.0f} %",
                within,
            )
        )
    return _table((_("What was reached"), _("Donor"), _("Receiver"), _("Change"), _("Limit")), told)


def quantity_words(quantity: str) -> str:
    """A quantity in the reader's language."""
    return str(dict(QUANTITIES)[quantity])


def _risks(risks: list[Risk]) -> Table:
    rows = [
        (
            one.failure,
            one.effect,
            one.cause,
            f"{one.severity} × {one.occurrence} × {one.detection} = {one.priority}",
            one.action,
        )
        for one in risks
    ]
    return _table((_("Failure"), _("Effect"), _("Cause"), _("Priority number"), _("Action")), rows)


def _written(title: str, batch: Batch, blocks: list[Block]) -> bytes:
    day = timezone.localdate(batch.closed_at or batch.opened_at)
    chinese = (get_language() or "").startswith("zh")
    return write_document(
        OfficialDocument(
            title, day, tuple(blocks), author="Xiandao", language="zh-CN" if chinese else "en-US"
        )
    )


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content)
