"""The models as migrations leave them, made only when somebody asks for one.

Tortoise makes the classes of a model and of all related ones anew after every operation: with a hundred tables
that alone takes half a minute. Here an operation changes what is known of the models, and a class is made at the
first question for it, with those that its foreign keys point at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tortoise.connection import ConnectionHandler
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.migration import Migration
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

from kopukm_core.errors import ConfigurationError

ModelKey = tuple[str, str]
"""App label and name of the model."""


class LazyApps(StateApps):
    """Classes of models, made from their states when asked for."""

    def __init__(
        self,
        states: dict[ModelKey, ModelState],
        default_connections: dict[str, str] | None = None,
        connections: ConnectionHandler | None = None,
    ) -> None:
        super().__init__(default_connections, connections)
        self._states = states
        self._known = set(states)
        self._lacking: set[ModelKey] = set()
        self._finished: dict[type[Model], int] = {}

    def forget(self, changed: Iterable[ModelKey]) -> None:
        """These states changed, or are new: every class is made anew, unless none of them can be another now.

        A new model changes only those that refer to it and were made before it. A class is made with all that
        it refers to, so one that is not made yet is referred to by none.
        """
        keys = set(changed)
        new = keys - self._known
        self._known |= new
        if new & self._lacking if new else any(name in self.apps.get(label, {}) for label, name in keys):
            self.apps.clear()
            self._finished.clear()
            self._lacking.clear()

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        if model_name is None:
            app_label, model_name = self.split_reference(app_label)
        if model_name not in self.apps.get(app_label, {}):
            self._make((app_label, model_name))
        return super().get_model(app_label, model_name)

    def unregister_model(self, app_label: str, model_name: str) -> None:
        self.forget([(app_label, model_name)])
        self._known.discard((app_label, model_name))

    def clone(self, model_states: dict[ModelKey, ModelState] | None = None) -> LazyApps:
        states = self._states if model_states is None else model_states
        return LazyApps(states, dict(self._default_connections), self._connections)

    def _make(self, wanted: ModelKey) -> None:
        waiting = [wanted]
        while waiting:
            key = waiting.pop()
            state = self._states.get(key)
            if state is None:
                self._lacking.add(key)
                continue
            if key[1] in self.apps.get(key[0], {}):
                continue
            self.register_model(key[0], state.render(self))
            waiting += [
                self.split_reference(field.model_name)
                for field in state.fields.values()
                if isinstance(field, ForeignKeyFieldInstance)
            ]
        self._init_relations()
        self._build_initial_querysets()

    def _build_initial_querysets(self) -> None:
        """Only of those that are new or have a new field: most of them were finished at an earlier question."""
        made, self.apps = self.apps, {}
        try:
            for label, models in made.items():
                found = {name: one for name, one in models.items() if self._finished.get(one) != _size(one)}
                if found:
                    self.apps[label] = found
            super()._build_initial_querysets()
            self._finished |= {one: _size(one) for models in self.apps.values() for one in models.values()}
        finally:
            self.apps = made


def _size(model: type[Model]) -> int:
    return len(model._meta.fields_map)


class LazyState(State):
    """What is known of the models after some operations; changing it makes no class."""

    apps: LazyApps

    def reload_model(self, app_label: str, model_name: str) -> None:
        if (app_label, model_name) not in self.models:
            raise LookupError(f"Model state {app_label}.{model_name} is unknown")
        self.apps.forget([(app_label, model_name)])

    def reload_models(self, model_tuples: Iterable[ModelKey]) -> None:
        self.apps.forget(model_tuples)


async def project_state(
    loader: MigrationLoader,
    plan: Iterable[MigrationKey],
    applied: Collection[MigrationKey] | None = None,
    default_connections: Mapping[str, str] | None = None,
) -> LazyState:
    """The state after the migrations of the plan, or after those of them that were applied."""
    models: dict[ModelKey, ModelState] = {}
    state = LazyState(models, LazyApps(models, dict(default_connections or {})))
    for key in plan:
        if applied is not None and key not in applied:
            continue
        migration = loader.graph.nodes[key]
        if not isinstance(migration, Migration):
            raise ConfigurationError(f"Migrasi {key} tidak ada.", remedy="Pasang lagi paket yang memuatnya.")
        await migration.apply(state, dry_run=True, schema_editor=None)
    return state
