"""Files move to the evidence room, under the same numbers, and officers speak for their units by account."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from xiandao.zone.audit.api import AppendOnly, Changeable

FIELDS = "id, sha256, size, type, stored_at"


def move_files(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every row as it is; the bytes on the disk stay where they are."""
    schema_editor.execute(
        f"INSERT INTO evidence_storedfile ({FIELDS}) SELECT {FIELDS} FROM plans_storedfile"  # noqa: S608
    )
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('evidence_storedfile', 'id'), "
            "COALESCE((SELECT MAX(id) FROM evidence_storedfile), 0) + 1, false)"
        )


def let_officers_act(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What an officer's row says is said to the accounts room too."""
    acting = apps.get_model("accounts", "Acting")
    for officer in apps.get_model("plans", "Officer").objects.select_related("unit"):
        acting.objects.get_or_create(
            account_id=officer.account_id,
            party=f"unit:{officer.unit.name}",
            until=None,
            defaults={"since": timezone.now()},
        )


def file_of(related_name: str, **options: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="evidence.storedfile",
        **options,
    )


class Migration(migrations.Migration):
    """The tables that point to files are pointed anew."""

    dependencies = [
        ("plans", "0002_append_only"),
        ("evidence", "0002_append_only"),
        ("accounts", "0002_acting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(move_files, elidable=True),
        Changeable("plans_attachment"),
        migrations.AlterField("attachment", "file", file_of("attachments")),
        AppendOnly("plans_attachment"),
        migrations.AlterField("edition", "document", file_of("+", null=True, blank=True)),
        migrations.DeleteModel("StoredFile"),
        migrations.RunPython(let_officers_act, migrations.RunPython.noop, elidable=True),
    ]
