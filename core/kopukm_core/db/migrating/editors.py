"""Schema editors that keep what Tortoise's own would lose: child rows, indexes, triggers, uniqueness."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from tortoise.fields.base import Field
from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, BaseSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.models import Model


def script_statements(script: str) -> Iterator[str]:
    """The statements of an SQLite script; a semicolon in a text, comment or trigger body does not end one."""
    statement = ""
    for piece in re.split(r"(?<=;)", script):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        yield statement.strip()


class KopukmAsyncpgSchemaEditor(AsyncpgSchemaEditor):
    """PostgreSQL's editor; a column added later gets its index, as one made with its table does."""

    async def add_field(self, model: type[Model], field_name: str) -> None:
        await super().add_field(model, field_name)
        await _add_column_index(self, model, field_name)


class KopukmSqliteSchemaEditor(SqliteSchemaEditor):
    """SQLite's editor, for use with foreign keys off; it rebuilds a table from the state that follows."""

    app_label: str
    state_after: State

    async def _run_sql(self, sql: str) -> None:
        for statement in script_statements(sql):
            await self.client.execute_query(statement)

    async def add_field(self, model: type[Model], field_name: str) -> None:
        await super().add_field(model, field_name)
        await _add_column_index(self, model, field_name)

    async def remove_field(self, model: type[Model], field: Field[Any]) -> None:
        if isinstance(field, ManyToManyFieldInstance):
            await super().remove_field(model, field)
            return
        await self._rebuild(model)

    async def remove_constraint(
        self, model: type[Model], constraint: UniqueConstraint | CheckConstraint
    ) -> None:
        if isinstance(constraint, CheckConstraint):
            raise NotImplementedError("checks are declared as Constraint")
        columns = self._resolve_fields_to_columns(model, constraint.fields)
        name = constraint.name or self._get_unique_constraint_name(model, columns)
        if name in {row["name"] for row in await self._objects(model._meta.db_table)}:
            await self._run_sql(f'DROP INDEX "{name}"')
        else:
            await self._rebuild(model)

    async def _remake_table(
        self, model: type[Model], create_field: Any = None, delete_field: Any = None, alter_fields: Any = None
    ) -> None:
        await self._rebuild(model)
        for old_field, new_field in alter_fields or ():
            column = new_field.source_field or new_field.model_field_name
            if old_field.index and not new_field.index:
                await self.remove_index(model, Index(fields=(column,)))

    async def _rebuild(self, before: type[Model]) -> None:
        """Make the table anew as `state_after` has it, with its rows, indexes and triggers."""
        model = self.state_after.apps.get_model(f"{self.app_label}.{before.__name__}")
        table = model._meta.db_table
        create, *indexes = script_statements(self._get_model_sql_data(model).table_sql)
        objects = await self._objects(table)
        columns_of = {row["name"]: await self._index_columns(row["name"]) for row in objects}
        columns = list(model._meta.fields_db_projection.values())
        highest = await self.client.execute_query_dict(
            "SELECT seq FROM sqlite_sequence WHERE name = ?1", [table]
        )
        listed = ", ".join(self.quote(column) for column in columns)
        old, new = self.quote(table), self.quote(f"new__{table}")
        # Otherwise RENAME looks into triggers and views elsewhere that mention the table just dropped.
        await self.client.execute_query("PRAGMA legacy_alter_table=ON")
        try:
            await self._run_sql(create.replace(old, new, 1))
            await self._run_sql(f"INSERT INTO {new} ({listed}) SELECT {listed} FROM {old}")
            await self._run_sql(f"DROP TABLE {old}")
            await self._run_sql(f"ALTER TABLE {new} RENAME TO {old}")
        finally:
            await self.client.execute_query("PRAGMA legacy_alter_table=OFF")
        if highest:
            await self.client.execute_query(
                "UPDATE sqlite_sequence SET seq = ?1 WHERE name = ?2", [highest[0]["seq"], table]
            )
        inline = {self._get_unique_constraint_name(model, names) for names in self._unique_columns(model)}
        for row in objects:
            if row["name"] not in inline and columns_of[row["name"]] <= set(columns):
                await self.client.execute_query(row["sql"])
        present = {row["name"] for row in await self._objects(table)}
        for statement in indexes:
            if _index_name(statement) not in present:
                await self._run_sql(statement)

    async def _objects(self, table: str) -> list[dict[str, Any]]:
        """The table's indexes and triggers with their SQL (those that SQLite makes itself have none)."""
        return await self.client.execute_query_dict(
            "SELECT name, type, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL"
            " AND type IN ('index', 'trigger') ORDER BY type",
            [table],
        )

    async def _index_columns(self, name: str) -> set[str]:
        found = await self.client.execute_query_dict("SELECT name FROM pragma_index_info(?1)", [name])
        return {row["name"] for row in found if row["name"] is not None}

    def _unique_columns(self, model: type[Model]) -> list[list[str]]:
        return [self._resolve_fields_to_columns(model, names) for names in model._meta.unique_together or ()]


def _index_name(statement: str) -> str:
    match = re.search(r'INDEX (?:IF NOT EXISTS )?"([^"]+)"', statement)
    return match.group(1) if match else ""


async def _add_column_index(editor: BaseSchemaEditor, model: type[Model], field_name: str) -> None:
    field = model._meta.fields_map[field_name]
    if isinstance(field, ManyToManyFieldInstance):
        return
    if isinstance(field, ForeignKeyFieldInstance):
        field = model._meta.fields_map[field.source_field or f"{field_name}_id"]
    if field.index and not field.pk:
        column = field.source_field or field.model_field_name
        await editor._run_sql(editor._get_index_sql(model, [column]))
