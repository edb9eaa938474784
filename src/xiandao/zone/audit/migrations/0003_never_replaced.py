"""No line of the trail is replaced: SQLite would do it without a word."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.models.append_only import NeverReplaced


class Migration(migrations.Migration):
    """Sets the triggers."""

    dependencies = [("audit", "0002_append_only")]
    operations = [
        NeverReplaced("audit_entry"),
    ]
