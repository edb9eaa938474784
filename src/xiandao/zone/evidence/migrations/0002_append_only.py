"""What the ledger holds is never rewritten, whoever holds the connection."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import AppendOnly


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = [("evidence", "0001_initial")]
    operations = [
        AppendOnly("evidence_entry"),
        AppendOnly("evidence_indicatorversion"),
    ]
