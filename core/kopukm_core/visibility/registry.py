"""All declarations of an installation together: what every way of reading asks for its condition."""

from __future__ import annotations

from collections.abc import Container, Iterable

from tortoise.models import Model

from kopukm_core.db.dialect import Dialect
from kopukm_core.db.sql import Parameters
from kopukm_core.errors import ConfigurationError
from kopukm_core.identity.actor import Actor
from kopukm_core.visibility.check import check_declaration, name_of
from kopukm_core.visibility.condition import ALWAYS, NEVER, condition_of
from kopukm_core.visibility.declaration import Visibility
from kopukm_core.visibility.expressions import column_sql
from kopukm_core.visibility.rules import Everyone, Rule


class VisibilityRegistry:
    """One `Visibility` per model; a model without one cannot be read.

    Raises ConfigurationError, naming model and place, for a second declaration of one model, for unknown
    columns, and for permissions outside `permissions` (None leaves those unchecked).
    """

    def __init__(self, declarations: Iterable[Visibility], permissions: Container[str] | None = None) -> None:
        self._declarations: dict[type[Model], Visibility] = {}
        for declaration in declarations:
            earlier = self._declarations.setdefault(declaration.model, declaration)
            if earlier is not declaration:
                raise ConfigurationError(
                    f"Keterlihatan {name_of(declaration.model)} dinyatakan dua kali: "
                    f"di {earlier.place} dan di {declaration.place}.",
                    remedy="Satu model, satu pernyataan: gabungkan aturannya dengan AnyOf(…).",
                )
        for declaration in self._declarations.values():
            check_declaration(declaration, self._declarations, permissions)

    def __contains__(self, model: type[Model]) -> bool:
        return model in self._declarations

    @property
    def declarations(self) -> tuple[Visibility, ...]:
        """All of them, those that the core makes of other declarations too."""
        return tuple(self._declarations.values())

    def declaration(self, model: type[Model]) -> Visibility:
        """The model's declaration; ConfigurationError where there is none: nothing is readable by default."""
        try:
            return self._declarations[model]
        except KeyError:
            raise ConfigurationError(
                f"Model {name_of(model)} tidak punya pernyataan keterlihatan, jadi tidak boleh dibaca.",
                remedy=f"Tambahkan Visibility({model.__name__}, rows=…) dalam kopukm_visibility().",
            ) from None

    def condition(self, model: type[Model], actor: Actor, alias: str, parameters: Parameters) -> str:
        """The SQL condition of the rows this actor sees; `ALWAYS` or `NEVER` where no row need be asked."""
        rule = self.declaration(model).rows
        return condition_of(rule, model, actor, alias, parameters, self._rows_rule)

    def mask_condition(
        self, model: type[Model], column: str, actor: Actor, alias: str, parameters: Parameters
    ) -> str:
        """The condition of the rows in which this actor sees the column; `ALWAYS` for one without a mask."""
        mask = self.declaration(model).mask(column)
        if mask is None:
            return ALWAYS
        return condition_of(mask.rule, model, actor, alias, parameters, self._rows_rule)

    def column(
        self, model: type[Model], column: str, actor: Actor, alias: str, parameters: Parameters
    ) -> str:
        """The column as this actor may read it: null where masked. For comparing, ordering, computing."""
        plain = column_sql(model, column, alias)
        seen = self.mask_condition(model, column, actor, alias, parameters)
        if seen == ALWAYS:
            return plain
        return "NULL" if seen == NEVER else f"CASE WHEN {seen} THEN {plain} END"

    def shown(self, model: type[Model], column: str, actor: Actor, alias: str, parameters: Parameters) -> str:
        """The column as it is shown: null, or the mask's text, where it is masked."""
        mask = self.declaration(model).mask(column)
        if mask is None or mask.text is None:
            return self.column(model, column, actor, alias, parameters)
        plain = column_sql(model, column, alias)
        seen = self.mask_condition(model, column, actor, alias, parameters)
        if seen == ALWAYS:
            return plain
        text = f"CASE WHEN {plain} IS NOT NULL THEN CAST({parameters.add(mask.text)} AS TEXT) END"
        return text if seen == NEVER else f"CASE WHEN {seen} THEN {plain} ELSE {text} END"

    def is_hidden(self, model: type[Model], column: str, actor: Actor) -> bool:
        """Whether the column is masked for this actor in every row: it may then not be filtered by."""
        unused = Parameters(Dialect.SQLITE)
        return self.mask_condition(model, column, actor, "row", unused) == NEVER

    def is_clear(self, model: type[Model], column: str, actor: Actor) -> bool:
        """Whether the column is shown to this actor in every row."""
        unused = Parameters(Dialect.SQLITE)
        return self.mask_condition(model, column, actor, "row", unused) == ALWAYS

    def is_public(self, model: type[Model]) -> bool:
        """Whether every actor sees every row of the model."""
        return isinstance(self.declaration(model).rows, Everyone)

    def shape(self, model: type[Model], actor: Actor) -> str:
        """What of an actor decides the SQL's text: the same where only values differ."""
        unused = Parameters(Dialect.SQLITE)
        parts = [self.condition(model, actor, "row", unused)]
        masked = sorted(self.declaration(model).masks)
        parts += [self.mask_condition(model, column, actor, "row", unused) for column in masked]
        return " | ".join(parts)

    def _rows_rule(self, model: type[Model]) -> Rule:
        return self.declaration(model).rows
