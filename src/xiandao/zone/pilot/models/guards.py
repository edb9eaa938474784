"""What the database itself refuses: two bookings of one vessel at a time, and changes of a closed record."""

from __future__ import annotations

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

OVERLAP = (
    "SELECT 1 FROM pilot_booking AS other WHERE other.standing AND other.id IS NOT NEW.id "
    "AND other.equipment_id = NEW.equipment_id "
    "AND other.starts_at < NEW.free_at AND NEW.starts_at < other.free_at"
)
# the id as a range of one number needs no extension for the equality
EXCLUSION = (
    "ALTER TABLE pilot_booking ADD CONSTRAINT equipment_is_never_booked_twice EXCLUDE USING gist "
    "(int8range(equipment_id, equipment_id, '[]') WITH &&, tstzrange(starts_at, free_at) WITH &&) "
    "WHERE (standing)"
)
# SQLite has one writer at a time, so what a trigger sees is all there is.
NO_OVERLAP = {
    "sqlite": tuple(
        f"CREATE TRIGGER pilot_booking_is_never_double_{verb.lower()} BEFORE {verb} ON pilot_booking "
        f"WHEN NEW.standing AND EXISTS ({OVERLAP}) "
        "BEGIN SELECT RAISE(ABORT, 'equipment is booked already: double booking refused'); END"
        for verb in ("INSERT", "UPDATE")
    ),
    "postgresql": (EXCLUSION,),
}
FREE_OVERLAP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS pilot_booking_is_never_double_insert",
        "DROP TRIGGER IF EXISTS pilot_booking_is_never_double_update",
    ),
    "postgresql": ("ALTER TABLE pilot_booking DROP CONSTRAINT equipment_is_never_booked_twice",),
}
PARTS = (
    "pilot_batchstep",
    "pilot_deviation",
    "pilot_material",
    "pilot_addition",
    "pilot_attachment",
    "pilot_achieved",
)
REFUSED = "the batch record is closed: change refused"


ROWS = {"INSERT": "(NEW.batch_id)", "UPDATE": "(NEW.batch_id, OLD.batch_id)", "DELETE": "(OLD.batch_id)"}
# the names filled in here are constants of this file
SQLITE_PART = (
    "CREATE TRIGGER {table}_is_never_changed_{name} BEFORE {verb} ON {table} "
    "WHEN EXISTS (SELECT 1 FROM pilot_batch WHERE id IN {rows} AND closed_at IS NOT NULL) "
    "BEGIN SELECT RAISE(ABORT, '{refused}'); END"
)
SQLITE_WHOLE = (
    "CREATE TRIGGER pilot_batch_is_never_changed_{name} BEFORE {verb} ON pilot_batch "
    "WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{refused}'); END"
)


def _sqlite_locks() -> tuple[str, ...]:
    parts = [
        SQLITE_PART.format(table=table, verb=verb, name=verb.lower(), rows=rows, refused=REFUSED)
        for table in PARTS
        for verb, rows in ROWS.items()
    ]
    whole = [
        SQLITE_WHOLE.format(verb=verb, name=verb.lower(), refused=REFUSED) for verb in ("UPDATE", "DELETE")
    ]
    return (*parts, *whole)


PG_PART = (
    "CREATE TRIGGER {table}_is_never_changed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION pilot_refuse_part_of_closed()"
)
PG_WHOLE = (
    "CREATE TRIGGER pilot_batch_is_never_changed BEFORE UPDATE OR DELETE ON pilot_batch "
    "FOR EACH ROW EXECUTE FUNCTION pilot_refuse_closed()"
)


def _postgresql_locks() -> tuple[str, ...]:
    # FOR SHARE waits for a close that is under way, and then sees it
    part = (
        "CREATE FUNCTION pilot_refuse_part_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP <> 'INSERT' THEN "
        "PERFORM 1 FROM pilot_batch WHERE id = OLD.batch_id AND closed_at IS NOT NULL FOR SHARE; "
        f"IF FOUND THEN RAISE integrity_constraint_violation USING MESSAGE = '{REFUSED}'; END IF; END IF; "
        "IF TG_OP <> 'DELETE' THEN "
        "PERFORM 1 FROM pilot_batch WHERE id = NEW.batch_id FOR SHARE; "
        "PERFORM 1 FROM pilot_batch WHERE id = NEW.batch_id AND closed_at IS NOT NULL; "
        f"IF FOUND THEN RAISE integrity_constraint_violation USING MESSAGE = '{REFUSED}'; END IF; "
        "RETURN NEW; END IF; RETURN OLD; END $$"
    )
    whole = (
        "CREATE FUNCTION pilot_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF OLD.closed_at IS NOT NULL THEN "
        f"RAISE integrity_constraint_violation USING MESSAGE = '{REFUSED}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    return (
        part,
        whole,
        *(PG_PART.format(table=table) for table in PARTS),
        PG_WHOLE,
    )


LOCKS = {"sqlite": _sqlite_locks(), "postgresql": _postgresql_locks()}
UNLOCKS = {
    "sqlite": (
        *(
            f"DROP TRIGGER IF EXISTS {table}_is_never_changed_{verb}"
            for table in PARTS
            for verb in ("insert", "update", "delete")
        ),
        "DROP TRIGGER IF EXISTS pilot_batch_is_never_changed_update",
        "DROP TRIGGER IF EXISTS pilot_batch_is_never_changed_delete",
    ),
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {table}_is_never_changed ON {table}" for table in (*PARTS, "pilot_batch")),
        "DROP FUNCTION IF EXISTS pilot_refuse_part_of_closed()",
        "DROP FUNCTION IF EXISTS pilot_refuse_closed()",
    ),
}
# SQLite's REPLACE, by INSERT or UPDATE, deletes the row in its way and fires no trigger of DELETE for it.
# A part's other keys name its batch, so that LOCKS refuses them already.
CLOSED_ROW = {
    **dict.fromkeys(
        PARTS,
        "SELECT 1 FROM {table} AS stands JOIN pilot_batch AS batch ON batch.id = stands.batch_id "
        "WHERE stands.id = NEW.id AND batch.closed_at IS NOT NULL",
    ),
    "pilot_batch": (
        "SELECT 1 FROM pilot_batch AS stands WHERE stands.id = NEW.id AND stands.closed_at IS NOT NULL "
        "UNION ALL SELECT 1 FROM pilot_batch AS stands "
        "WHERE stands.campaign_id = NEW.campaign_id AND stands.closed_at IS NOT NULL"
    ),
}
NO_REPLACE = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_is_never_replaced_{verb.lower()} BEFORE {verb} ON {table} "
        f"WHEN EXISTS ({closed.format(table=table)}) BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table, closed in CLOSED_ROW.items()
        for verb in ("INSERT", "UPDATE")
    ),
    "postgresql": (),
}
FREE_REPLACE = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {table}_is_never_replaced_{verb}"
        for table in CLOSED_ROW
        for verb in ("insert", "update")
    ),
    "postgresql": (),
}


class Guard(Operation):
    """A migration step that sets statements for both databases, and takes them away again.

    A later migration that must rebuild one of these tables on SQLite takes the step back first.
    """

    reversible = True
    reduces_to_sql = True
    forwards = NO_OVERLAP
    backwards = FREE_OVERLAP

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers and exclusions are no part of Django's picture of a table."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Set them."""
        self._run(self.forwards, schema_editor)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Take them away."""
        self._run(self.backwards, schema_editor)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"{type(self).__name__}: {(type(self).__doc__ or '').splitlines()[0]}"

    def _run(self, statements: dict[str, tuple[str, ...]], schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        if vendor not in statements:
            raise NotSupportedError(f"the pilot plant's guards are not written for {vendor}")
        for statement in statements[vendor]:
            schema_editor.execute(statement, params=None)


class NeverBookedTwice(Guard):
    """Two standing bookings of one piece of equipment never overlap."""


class ClosedRecordsStay(Guard):
    """A closed batch record and its parts refuse every change."""

    forwards = LOCKS
    backwards = UNLOCKS


class ClosedRecordsAreNeverReplaced(Guard):
    """Nothing takes the place of a closed batch record or of a part of one."""

    forwards = NO_REPLACE
    backwards = FREE_REPLACE
