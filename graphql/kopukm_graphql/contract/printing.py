"""The schema as SDL."""

from __future__ import annotations

import strawberry
from strawberry.printer import print_schema


def print_contract(schema: strawberry.Schema) -> str:
    """The SDL that is committed: types by name, fields as declared, one newline at the end.

    The same for the same schema on every run: a difference in the committed file is a change of contract.
    """
    return print_schema(schema).strip() + "\n"
