"""No entry of the ledger and no version of an indicator is replaced: SQLite would do it without a word."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import NeverReplaced


class Migration(migrations.Migration):
    """Sets the triggers."""

    dependencies = [("evidence", "0004_a_file_can_be_forgotten"), ("audit", "0003_never_replaced")]
    operations = [
        NeverReplaced("evidence_entry", ("number",)),
        NeverReplaced("evidence_indicatorversion", ("indicator_id", "number")),
    ]
