"""What a migration may not do while nodes of the release before go on, or when it has to be taken back.

A rolling deploy migrates first. Until the last node is started anew, the release before reads and writes the
new tables: what it reads must be there, what it does not know must have a value of its own, and nothing may
wait for a long look through a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED


@dataclass(frozen=True)
class Finding:
    """One operation that breaks a rule: the migration, the rule's name, and a sentence with a way out."""

    migration: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.migration}: {self.sentence} [{self.rule}]"


def findings(label: str, migration: migrations.Migration, state: ProjectState) -> Iterator[Finding]:
    """What is wrong with one migration. ``state`` is the one before it, and is changed to that after it."""
    created: set[str] = set()
    kinds: set[str] = set()
    for operation in _flat(migration.operations):
        if isinstance(operation, migrations.CreateModel):
            created.add(operation.name_lower)
        is_new = getattr(operation, "model_name_lower", "") in created
        for rule, sentence in _of(operation, migration, state, is_new=is_new):
            yield Finding(label, rule, sentence)
        if isinstance(operation, (migrations.RunPython, migrations.RunSQL)):
            kinds.add("rows")
        elif operation.reduces_to_sql and not is_new:
            kinds.add("tables")
        operation.state_forwards(migration.app_label, state)
    if kinds == {"rows", "tables"} and migration.atomic:
        yield Finding(
            label,
            "mixed",
            "it changes tables and rows in one transaction, which keeps the tables locked until all rows are "
            "written: use two migrations",
        )


def _flat(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _of(
    operation: Operation, migration: migrations.Migration, state: ProjectState, *, is_new: bool
) -> Iterator[tuple[str, str]]:
    """Rule and sentence of each fault of one operation. ``is_new``: of a table that the migration makes."""
    name = operation.describe()
    if (
        isinstance(operation, (migrations.RunPython, migrations.RunSQL))
        and not operation.reversible
    ):
        yield "irreversible", f"“{name}” cannot be taken back: give it a reverse, or its “noop”"
    if isinstance(operation, migrations.RunSQL) and _locks(operation):
        yield "index", f"“{name}” keeps its table locked: create the index concurrently"
    if isinstance(operation, (migrations.DeleteModel, migrations.RemoveField)):
        yield (
            "removed",
            f"“{name}” takes away what the release before still reads: stop reading it in one release, and "
            "remove it in the next one",
        )
    if isinstance(
        operation, (migrations.RenameModel, migrations.RenameField, migrations.AlterModelTable)
    ):
        yield (
            "renamed",
            f"“{name}” takes away the name that the release before still uses: keep it with db_column or "
            "db_table",
        )
    if is_new:
        return
    if isinstance(operation, migrations.AddField):
        yield from _of_added_field(operation.field, name)
    if isinstance(operation, migrations.AlterField):
        before = state.models[migration.app_label, operation.model_name_lower].fields
        yield from _of_altered_field(before[operation.name], operation.field, name)
    if isinstance(operation, migrations.AddIndex) and (
        migration.atomic or not isinstance(operation, AddIndexConcurrently)
    ):
        yield (
            "index",
            f"“{name}” keeps the table locked while it is read through: use "
            "site_core.operations.AddIndexConcurrently in a migration with atomic = False",
        )
    if isinstance(
        operation, (migrations.AddConstraint, migrations.AlterUniqueTogether)
    ) and not isinstance(operation, AddConstraintNotValid):
        yield (
            "constraint",
            f"“{name}” keeps the table locked while it is read through, and refuses what the release before "
            "may write",
        )


def _of_added_field(field: Field, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(field, ManyToManyField) or field.generated:
        return
    if not field.null and field.db_default is NOT_PROVIDED:
        yield (
            "not null",
            f"“{name}” refuses the rows that the release before writes: give it a db_default, or null=True",
        )
    if _indexed(field):
        yield (
            "index",
            f"“{name}” keeps the table locked while it is read through: add the index afterwards",
        )


def _of_altered_field(before: Field, after: Field, name: str) -> Iterator[tuple[str, str]]:
    if before.null and not after.null:
        yield (
            "not null",
            f"“{name}” refuses what the release before may write, and keeps the table locked while it is "
            "read through",
        )
    if _indexed(after) and _indexed(after) != _indexed(before):
        yield "index", f"“{name}” keeps the table locked while it is read through"
    is_shorter = (after.max_length or 0) < (before.max_length or 0)
    is_other = before.get_internal_type() != after.get_internal_type()
    if is_other or is_shorter:
        yield (
            "type",
            f"“{name}” writes the whole table anew, and the release before may write what does not fit: "
            "add a field, and fill it",
        )
    if before.db_column != after.db_column:
        yield "renamed", f"“{name}” takes away the name that the release before still uses"


def _indexed(field: Field) -> str:
    """How the column of a field is indexed by itself; empty: not at all."""
    return "unique" if field.unique else "index" if getattr(field, "db_index", False) else ""


def _locks(operation: migrations.RunSQL) -> bool:
    statements = (
        operation.sql if isinstance(operation.sql, str) else " ".join(map(str, operation.sql))
    )
    words = statements.upper()
    return "CREATE" in words and " INDEX" in words and "CONCURRENTLY" not in words


def accepted_by(migration: migrations.Migration) -> Mapping[str, str]:
    """The rules that a migration says it breaks, each with the reason: its attribute ``accepted``."""
    return getattr(migration, "accepted", {})
