"""From here on the database itself refuses to change or delete a line of the trail."""

from django.db import migrations

from xiandao.zone.audit.models.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [AppendOnly("audit_entry")]
