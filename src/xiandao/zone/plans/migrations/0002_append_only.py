"""What units report and what people corrected is never rewritten, whoever holds the connection."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import AppendOnly


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = [("plans", "0001_initial")]
    operations = [
        AppendOnly("plans_progressreport"),
        AppendOnly("plans_reportedfigure"),
        AppendOnly("plans_milestonereached"),
        AppendOnly("plans_attachment"),
        AppendOnly("plans_correction"),
    ]
