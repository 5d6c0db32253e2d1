"""Rules become SQL: what an actor's grants decide is folded away, the rest is a condition on the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.district_index import has_district_index
from kopukm_core.db.sql import Parameters
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.visibility.expressions import (
    column_sql,
    database_value,
    field_of,
    one_of,
    table_sql,
    within_region,
)
from kopukm_core.visibility.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Nobody,
    Own,
    OwnAccount,
    OwnActor,
    Rule,
    Through,
    Where,
)

ALWAYS = "1=1"
"""The condition that every row meets: the actor's grants alone decided so."""
NEVER = "1=0"
"""The condition that no row meets."""

RowsRule: TypeAlias = Callable[[type[Model]], Rule]
_Writer: TypeAlias = Callable[[Parameters], str]
_Decision: TypeAlias = bool | _Writer
"""Decided already, or how to write the condition: no parameter is bound before it is known to be needed."""


def condition_of(
    rule: Rule, model: type[Model], actor: Actor, alias: str, parameters: Parameters, rows_rule: RowsRule
) -> str:
    """The rule as SQL on the row `alias` of the model's table.

    `rows_rule` gives the declared rule of another model, for `Through`. The audited operator sees all.
    """
    decision = _decide(rule, model, actor, alias, rows_rule)
    if isinstance(decision, bool):
        return ALWAYS if decision else NEVER
    return decision(parameters)


def all_of(conditions: Iterable[str]) -> str:
    """Conjunction of conditions whose parameters are bound already: none is left out but `ALWAYS`."""
    kept = list(dict.fromkeys(each for each in conditions if each != ALWAYS))
    return " AND ".join(f"({each})" for each in kept) if len(kept) > 1 else (kept[0] if kept else ALWAYS)


def _decide(rule: Rule, model: type[Model], actor: Actor, alias: str, rows_rule: RowsRule) -> _Decision:
    match rule:
        case Everyone():
            return True
        case Nobody():
            return actor.is_operator
        case Granted() | Own() | OwnAccount() if actor.is_operator:
            return True
        case Granted(permission, region):
            return _granted(model, actor.regions(permission), region, alias)
        case Own(party):
            mine, column, field = (
                sorted(actor.party_ids),
                column_sql(model, party, alias),
                field_of(model, party),
            )
            return (lambda parameters: one_of(column, field, mine, parameters)) if mine else False
        case OwnAccount(account):
            own, mine_id = column_sql(model, account, alias), actor.account_id
            return False if mine_id is None else lambda parameters: f"{own} = {parameters.add(mine_id)}"
        case OwnActor(name):
            if actor.kind is ActorKind.ANONYMOUS:
                return False
            return _where(model, name, actor.key, alias)
        case Where(name, value):
            return _where(model, name, value, alias)
        case AnyOf(rules):
            return _any([_decide(each, model, actor, alias, rows_rule) for each in rules])
        case AllOf(rules):
            return _all([_decide(each, model, actor, alias, rows_rule) for each in rules])
        case Through(key, parent, parent_rule):
            inner = f"{alias}_"
            seen = _decide(parent_rule or rows_rule(parent), parent, actor, inner, rows_rule)
            if actor.is_operator and seen is True:
                return True
            return _through(model, key, parent, seen, alias, inner)
    raise TypeError(f"aturan keterlihatan tidak dikenal: {rule!r}")


def _any(decisions: list[_Decision]) -> _Decision:
    open_ones = [each for each in decisions if not isinstance(each, bool)]
    if any(each is True for each in decisions):
        return True
    return _joined(open_ones, " OR ") if open_ones else False


def _all(decisions: list[_Decision]) -> _Decision:
    open_ones = [each for each in decisions if not isinstance(each, bool)]
    if any(each is False for each in decisions):
        return False
    return _joined(open_ones, " AND ") if open_ones else True


def _joined(writers: list[_Writer], word: str) -> _Writer:
    if len(writers) == 1:
        return writers[0]
    return lambda parameters: f"({word.join(write(parameters) for write in writers)})"


def _granted(model: type[Model], codes: tuple[str, ...], region: str | None, alias: str) -> _Decision:
    if not codes:
        return False
    if region is None or codes == ("",):
        return True
    column, by_district = column_sql(model, region, alias), has_district_index(model, region)
    return _any([_within(column, code, by_district) for code in codes])


def _within(column: str, code: str, by_district: bool) -> _Writer:
    return lambda parameters: within_region(column, code, parameters, by_district=by_district)


def _where(model: type[Model], name: str, value: str | int | bool, alias: str) -> _Writer:
    column = column_sql(model, name, alias)
    if isinstance(value, bool):
        # Bare, as partial indexes are declared: a parameter would hide them from the planner.
        return lambda _parameters: column if value else f"NOT {column}"
    return lambda parameters: f"{column} = {parameters.add(database_value(value, parameters.dialect))}"


def _through(
    model: type[Model], key: str, parent: type[Model], seen: _Decision, alias: str, inner: str
) -> _Decision:
    if seen is False:
        return False
    column, field = column_sql(model, key, alias), field_of(model, key)
    if seen is True and isinstance(field.reference, fields.relational.ForeignKeyFieldInstance):
        return (lambda _parameters: f"{column} IS NOT NULL") if field.null else True
    found = f"SELECT 1 FROM {table_sql(parent)} {inner} WHERE {column_sql(parent, 'pk', inner)} = {column}"
    if isinstance(seen, bool):
        return lambda _parameters: f"EXISTS ({found})"
    return lambda parameters: f"EXISTS ({found} AND {seen(parameters)})"
