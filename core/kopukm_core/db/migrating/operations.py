"""Migration operations of our own: a declared constraint made, and taken away."""

from __future__ import annotations

from tortoise.migrations.operations import TortoiseOperation
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from kopukm_core.db.constraints import Constraint
from kopukm_core.db.dialect import Dialect


class ApplyConstraint(TortoiseOperation):
    """Make the constraint, by the SQL of the engine at hand."""

    def __init__(self, constraint: Constraint) -> None:
        self.constraint = constraint

    def describe(self) -> str:
        return f"Apply constraint {self.constraint.name} on {self.constraint.table}"

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if state_editor is not None:
            await _run(state_editor, self.constraint.create_statements(Dialect(state_editor.DIALECT)))

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if state_editor is not None:
            await _run(state_editor, self.constraint.drop_statements(Dialect(state_editor.DIALECT)))


class RemoveConstraint(ApplyConstraint):
    """Take the constraint away; it is given as it was made."""

    def describe(self) -> str:
        return f"Remove constraint {self.constraint.name} from {self.constraint.table}"

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        await super().database_backward(app_label, old_state, new_state, state_editor)

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        await super().database_forward(app_label, old_state, new_state, state_editor)


async def _run(editor: BaseSchemaEditor, statements: tuple[str, ...]) -> None:
    # Never as one script: a trigger's body holds semicolons, which Tortoise would split at.
    for statement in statements:
        await editor.client.execute_query(statement)
