"""Arguments of one field of a generated document."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLField, get_named_type, is_required_argument

from contract_walk import kind_of, row_type
from same_answers.inputs import Inputs

_CHANCES = {
    "where": 0.4,
    "search": 0.18,
    "order": 0.4,
    "after": 0.16,
    "before": 0.08,
    "last": 0.1,
    "first": 0.7,
}
_OTHER = 0.5


def field_arguments(inputs: Inputs, definition: GraphQLField) -> tuple[dict[str, Any], int, str]:
    """Arguments, the rows they may bring, and the type of row that the ids among them name."""
    chance, kind = inputs.chance, kind_of(definition)
    rows = row_type(definition).name if kind in ("list", "connection", "record") else ""
    if kind == "counts":
        rows = get_named_type(definition.type).name.removesuffix("Counts")
    drawn: dict[str, Any] = {}
    likely = ""
    for name in sorted(definition.args, key="order".__ne__):
        argument = definition.args[name]
        if not is_required_argument(argument) and chance.random() >= _CHANCES.get(name, _OTHER):
            continue
        if name == "last" and "first" in drawn and chance.random() < 0.9:
            continue
        if name in ("first", "last") and chance.random() < 0.9:
            drawn[name] = _page(inputs, kind)
        elif name in ("after", "before"):
            order = inputs.known(drawn.get("order"))
            order = order if isinstance(order, str) else ""
            drawn[name] = inputs.cursor(rows, order)
        elif kind == "object" and name == "id":
            likely = chance.choice(list(inputs.pools.ids) or [""])
            drawn[name] = inputs.value(argument.type, (likely, name))
        else:
            has_default = not is_required_argument(argument)
            drawn[name] = inputs.value(argument.type, (rows, name), has_default=has_default)
    size = drawn.get("first", drawn.get("last"))
    if kind == "list" and isinstance(size, int) and not 0 <= size <= 100:
        drawn["first"] = 3
    if isinstance(size, int):
        return drawn, max(1, min(100, size)), likely
    return drawn, 1 if kind in ("leaf", "leaves", "record", "object") else 20, likely


def _page(inputs: Inputs, kind: str) -> int:
    draw = inputs.chance.random()
    if draw < 0.9 or kind == "list":
        return inputs.chance.choice((1, 2, 2, 3, 3, 5))
    return inputs.chance.choice((0, 20, 50, 100, 101, -1, 2**31 - 1))
