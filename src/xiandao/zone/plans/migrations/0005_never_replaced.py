"""What was reported is not replaced: SQLite would do it without a word."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import NeverReplaced


class Migration(migrations.Migration):
    """Sets the triggers."""

    dependencies = [("plans", "0004_counting"), ("audit", "0003_never_replaced")]
    operations = [
        NeverReplaced("plans_progressreport"),
        NeverReplaced("plans_reportedfigure", ("supersedes_id",)),
        NeverReplaced("plans_milestonereached"),
        NeverReplaced("plans_attachment"),
        NeverReplaced("plans_correction"),
    ]
