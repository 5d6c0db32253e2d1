"""Relay's `Node`: global ids and the interface of everything that can be fetched again by its id."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from strawberry import ID
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from kopukm_core.errors import BadInputError
from kopukm_graphql.row import Row

LONGEST_ID = 300


class Node:
    """The interface's Python face; rows are never instances of it."""


def _type_of_node(value: Any, _info: Any, _type: Any) -> str:
    if isinstance(value, Row):
        return value.type_name
    raise TypeError(f"not a row: {type(value).__name__}")


ID_DESCRIPTION = "Pengenal global; simpan dan kirim kembali apa adanya."

NODE_DEFINITION = StrawberryObjectDefinition(
    name="Node",
    is_input=False,
    is_interface=True,
    origin=Node,
    description="Sesuatu yang dapat diambil lagi dengan pengenal globalnya.",
    interfaces=[],
    extend=False,
    directives=(),
    is_type_of=None,
    resolve_type=_type_of_node,
    fields=[
        StrawberryField(
            python_name="id",
            graphql_name="id",
            type_annotation=StrawberryAnnotation(ID),
            description=ID_DESCRIPTION,
        )
    ],
)
Node.__strawberry_definition__ = NODE_DEFINITION  # type: ignore[attr-defined]


def global_id(type_name: str, key: object) -> str:
    """Base64 of `Cooperative:123`."""
    return base64.b64encode(f"{type_name}:{key}".encode()).decode()


def parse_global_id(text: str) -> tuple[str, str]:
    """Type name and key of a global id. Raises BadInputError for anything that `global_id` did not make."""
    try:
        if len(text) > LONGEST_ID:
            raise ValueError
        decoded = base64.b64decode(text.encode("ascii"), validate=True).decode("utf-8")
    except (ValueError, binascii.Error):
        raise bad_id() from None
    type_name, separator, key = decoded.partition(":")
    if not separator or not type_name or not key or global_id(type_name, key) != text:
        raise bad_id()
    return type_name, key


def record_number(text: str, type_name: str) -> int:
    """The number in a global id of that type. Raises BadInputError for any other."""
    named, key = parse_global_id(text)
    if named != type_name or not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise bad_id()
    return int(key)


def bad_id() -> BadInputError:
    """The one answer to every malformed id: it never tells why."""
    return BadInputError(
        "Pengenal (id) tidak sah.", remedy="Kirim id persis seperti yang diterima dari server."
    )
