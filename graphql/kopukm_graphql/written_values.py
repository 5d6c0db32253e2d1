"""What is written in a document for an argument."""

from __future__ import annotations

from graphql import ValueNode, VariableNode


def names_variable(value: ValueNode) -> bool:
    """Whether a variable stands anywhere in the value."""
    inner = getattr(value, "values", None) or [each.value for each in getattr(value, "fields", None) or ()]
    return isinstance(value, VariableNode) or any(map(names_variable, inner))
