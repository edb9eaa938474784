"""No double booking, no change of a closed record, no change of a recipe's version: by the database."""

from __future__ import annotations

from django.db import migrations

from xiandao.zone.audit.api import AppendOnly
from xiandao.zone.pilot.models.guards import ClosedRecordsStay, NeverBookedTwice


class Migration(migrations.Migration):
    """Sets the guards."""

    dependencies = [("pilot", "0001_initial")]
    operations = [NeverBookedTwice(), ClosedRecordsStay(), AppendOnly("pilot_templateversion")]
