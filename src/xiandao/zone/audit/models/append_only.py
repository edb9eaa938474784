"""Makes a table append-only in the database itself, so that no code path and no shell can rewrite it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Statements = Mapping[str, tuple[str, ...]]

ENFORCE: Statements = {
    "sqlite": (
        (
            "CREATE TRIGGER {table}_is_never_updated BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, '{table} is append-only: UPDATE refused'); END"
        ),
        (
            "CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, '{table} is append-only: DELETE refused'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE integrity_constraint_violation "
            "USING MESSAGE = '{table} is append-only: ' || TG_OP || ' refused'; END $$"
        ),
        (
            "CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()"
        ),
    ),
}
RELEASE: Statements = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {table}_is_never_updated",
        "DROP TRIGGER IF EXISTS {table}_is_never_deleted",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS {table}_is_never_changed ON {table}",
        "DROP FUNCTION IF EXISTS {table}_refuse_change()",
    ),
}
# SQLite's REPLACE deletes the row that is in its way and fires no trigger of DELETE for it.
NO_REPLACE = (
    "CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table} WHEN {taken} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only: a row with this key stands, REPLACE refused'); END"
)
FREE_REPLACE = "DROP TRIGGER IF EXISTS {table}_is_never_replaced"
ROW: tuple[str, ...] = ("rowid",)


class AppendOnly(Operation):
    """A migration step: from here on the database refuses UPDATE and DELETE on this table.

    `NeverReplaced` belongs to it. A later migration that must rebuild the table on SQLite takes this step
    back first (`Changeable`) and repeats both after.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        if not table.isidentifier():
            raise ValueError(f"{table!r} is not a plain table name")
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of Django's picture of a table."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Set the triggers."""
        self._run(ENFORCE, schema_editor)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Take the triggers away."""
        self._run(RELEASE, schema_editor)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"Make {self.table} append-only"

    def _run(self, statements: Statements, schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        if vendor not in statements:
            raise NotSupportedError(
                f"{self.table} must be append-only, and {vendor} has no triggers for it here"
            )
        for statement in statements[vendor]:
            schema_editor.execute(statement.format(table=self.table), params=None)


class Changeable(AppendOnly):
    """The step back: a later migration must change the table, and makes it append-only again after."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the triggers away."""
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Set the triggers."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"Let {self.table} be changed"


class NeverReplaced(AppendOnly):
    """The other half of append-only on SQLite: a row is not put in the place of one that stands.

    `keys` are the columns of every unique index of the table that is not its row number. PostgreSQL has no
    REPLACE; its ON CONFLICT DO UPDATE is an UPDATE and refused as one.
    """

    def __init__(self, table: str, *keys: tuple[str, ...]) -> None:
        super().__init__(table)
        if not all(column.isidentifier() for key in keys for column in key):
            raise ValueError(f"{keys!r} are not plain column names")
        self.keys = keys

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"Let no row of {self.table} be replaced"

    def _run(self, statements: Statements, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        statement = NO_REPLACE if statements is ENFORCE else FREE_REPLACE
        taken = " OR ".join(map(self._stands, (ROW, *self.keys)))
        schema_editor.execute(statement.format(table=self.table, taken=taken), params=None)

    def _stands(self, key: tuple[str, ...]) -> str:
        """One look into the index of a key."""
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        return f"EXISTS (SELECT 1 FROM {self.table} WHERE {same})"  # noqa: S608
