"""No version of a recipe and nothing of a closed record is replaced: SQLite would do it without a word."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import NeverReplaced
from xiandao.zone.pilot.models.guards import ClosedRecordsAreNeverReplaced


class Migration(migrations.Migration):
    """Sets the triggers."""

    dependencies = [("pilot", "0003_geometry"), ("audit", "0003_never_replaced")]
    operations = [
        NeverReplaced("pilot_templateversion", ("template_id", "number")),
        ClosedRecordsAreNeverReplaced(),
    ]
