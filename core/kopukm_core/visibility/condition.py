"""Rules become SQL: what an actor's grants already decide is folded away, the rest is a condition on the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.sql import Parameters
from kopukm_core.identity.actor import Actor
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
    Rule,
    Through,
    Where,
)

ALWAYS = "1=1"
"""The condition that every row meets: the actor's grants alone decided so."""
NEVER = "1=0"
"""The condition that no row meets."""

RowsRule: TypeAlias = Callable[[type[Model]], Rule]


def condition_of(
    rule: Rule, model: type[Model], actor: Actor, alias: str, parameters: Parameters, rows_rule: RowsRule
) -> str:
    """The rule as SQL on the row `alias` of the model's table.

    `rows_rule` gives the declared rule of another model, for `Through`. The audited operator sees all.
    """
    if actor.is_operator:
        return ALWAYS
    before = len(parameters.values)
    condition = _condition(rule, model, actor, alias, parameters, rows_rule)
    if condition in (ALWAYS, NEVER):
        # Parts that were folded away left values behind, and PostgreSQL refuses values that nothing names.
        del parameters.values[before:]
    return condition


def _condition(
    rule: Rule, model: type[Model], actor: Actor, alias: str, parameters: Parameters, rows_rule: RowsRule
) -> str:
    match rule:
        case Everyone():
            return ALWAYS
        case Nobody():
            return NEVER
        case Granted(permission, region):
            return _granted(model, actor.regions(permission), region, alias, parameters)
        case Own(party):
            if not actor.party_ids:
                return NEVER
            column = column_sql(model, party, alias)
            return one_of(column, field_of(model, party), sorted(actor.party_ids), parameters)
        case OwnAccount(account):
            if actor.account_id is None:
                return NEVER
            return f"{column_sql(model, account, alias)} = {parameters.add(actor.account_id)}"
        case Where(name, value):
            stored = parameters.add(database_value(value, parameters.dialect))
            return f"{column_sql(model, name, alias)} = {stored}"
        case AnyOf(rules):
            return any_of(condition_of(each, model, actor, alias, parameters, rows_rule) for each in rules)
        case AllOf(rules):
            return all_of(condition_of(each, model, actor, alias, parameters, rows_rule) for each in rules)
        case Through(key, parent, parent_rule):
            inner = f"{alias}_"
            chosen = parent_rule or rows_rule(parent)
            seen = condition_of(chosen, parent, actor, inner, parameters, rows_rule)
            return _through(model, key, parent, seen, alias, inner)
    raise TypeError(f"aturan keterlihatan tidak dikenal: {rule!r}")


def any_of(conditions: Iterable[str]) -> str:
    """Disjunction with constants folded."""
    kept = list(dict.fromkeys(each for each in conditions if each != NEVER))
    if ALWAYS in kept:
        return ALWAYS
    return f"({' OR '.join(kept)})" if len(kept) > 1 else (kept[0] if kept else NEVER)


def all_of(conditions: Iterable[str]) -> str:
    """Conjunction with constants folded."""
    kept = list(dict.fromkeys(each for each in conditions if each != ALWAYS))
    if NEVER in kept:
        return NEVER
    return f"({' AND '.join(kept)})" if len(kept) > 1 else (kept[0] if kept else ALWAYS)


def _granted(
    model: type[Model], codes: tuple[str, ...], region: str | None, alias: str, parameters: Parameters
) -> str:
    if not codes:
        return NEVER
    if region is None or codes == ("",):
        return ALWAYS
    column = column_sql(model, region, alias)
    return any_of(within_region(column, code, parameters) for code in codes)


def _through(model: type[Model], key: str, parent: type[Model], seen: str, alias: str, inner: str) -> str:
    column = column_sql(model, key, alias)
    if seen == NEVER:
        return NEVER
    field = field_of(model, key)
    if seen == ALWAYS and isinstance(field.reference, fields.relational.ForeignKeyFieldInstance):
        return f"{column} IS NOT NULL" if field.null else ALWAYS
    same = f"{column_sql(parent, 'pk', inner)} = {column}"
    return f"EXISTS (SELECT 1 FROM {table_sql(parent)} {inner} WHERE {all_of([same, seen])})"
