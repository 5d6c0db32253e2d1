"""What `kopukm explain --document` is asked about: the document of a file, an operation in it, its variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from graphql import FragmentDefinitionNode, GraphQLError, OperationDefinitionNode, parse, print_ast

from kopukm_core.errors import BadInputError, NotFoundError
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.documents.reading import FRAGMENTS, definitions_of, reached_fragments
from kopukm_graphql.limits import Limits
from kopukm_graphql.server.documents import DocumentCache, DocumentError, PreparedDocument
from kopukm_graphql.server.value_messages import value_message


@dataclass(frozen=True, slots=True)
class Asked:
    """A valid operation within the limits, with the values of its variables as a client sends them."""

    place: str
    prepared: PreparedDocument
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The operation's name."""
        return name_of(self.operation)


def read_asked(schema: ComposedSchema, limits: Limits, file: Path, operation: str, variables: str) -> Asked:
    """The operation of the file; fragments may also stand in the folder `fragments` beside it.

    Raises NotFoundError for a file or operation that is not there, BadInputError with the place for what does not
    parse, does not fit the contract, or asks for more than the limits.
    """
    text = _text_of(file)
    cache = DocumentCache(schema._schema, limits, documents=1, characters=limits.characters, suggestions=True)
    try:
        prepared = cache.prepared(_with_fragments(text, file))
    except DocumentError as error:
        raise BadInputError(
            " ".join(_said(file, each) for each in error.errors),
            remedy="Perbaiki dokumennya; `kopukm schema` menampilkan kontraknya.",
        ) from None
    chosen = _chosen(prepared, operation, file)
    return Asked(
        f"{file}:{chosen.loc.start_token.line if chosen.loc else 1}", prepared, chosen, _values(variables)
    )


def name_of(operation: OperationDefinitionNode) -> str:
    """The operation's name, or that it has none."""
    return operation.name.value if operation.name else "(tanpa nama)"


def first_line(error: Exception) -> str:
    """What an error says, in Indonesian where it is of a value that does not fit."""
    message = error.message if isinstance(error, GraphQLError) else str(error)
    return value_message(message) or message


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError(f"Berkas {file} tidak ada.", remedy="Periksa nama dan foldernya.") from None
    except UnicodeDecodeError:
        raise BadInputError(
            f"Berkas {file} bukan teks UTF-8.", remedy="Simpan ulang sebagai UTF-8."
        ) from None
    except OSError as error:
        raise BadInputError(
            f"Berkas {file} tidak dapat dibaca ({error.strerror}).",
            remedy="Sebutkan satu berkas yang boleh dibaca.",
        ) from None


def _with_fragments(text: str, file: Path) -> str:
    """The text, and behind it the fragments beside the file that it spreads but does not define."""
    try:
        own = parse(text).definitions
    except (GraphQLError, RecursionError):
        return text
    known = {each.name.value: each for each in own if isinstance(each, FragmentDefinitionNode)}
    shared = {
        each.name.value: each
        for other in sorted((file.parent / FRAGMENTS).glob("*.graphql"))
        for each in definitions_of(other, other.name, [])
        if isinstance(each, FragmentDefinitionNode)
    }
    missing = sorted(reached_fragments(own, {**shared, **known}) - set(known))
    return "\n\n".join([text, *(print_ast(shared[name]) for name in missing if name in shared)])


def _chosen(prepared: PreparedDocument, name: str, file: Path) -> OperationDefinitionNode:
    if not name and len(prepared.operations) == 1:
        return prepared.operations[0]
    names = ", ".join(map(name_of, prepared.operations))
    if not name:
        raise BadInputError(
            f"{file} memuat {len(prepared.operations)} operasi.", remedy=f"Pilih dengan --operation: {names}."
        )
    for operation in prepared.operations:
        if operation.name and operation.name.value == name:
            return operation
    raise NotFoundError(f"Operasi {name} tidak ada dalam {file}.", remedy=f"Yang ada: {names}.")


def _values(given: str) -> Mapping[str, Any]:
    place, text = "--variables", given or "{}"
    if given.startswith("@"):
        place, text = given[1:], _text_of(Path(given[1:]))
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadInputError(
            f"{place} bukan JSON yang sah: baris {error.lineno}, kolom {error.colno}.",
            remedy="""Tulis misalnya --variables '{"first": 10}', atau --variables @berkas.json.""",
        ) from None
    if not isinstance(found, dict):
        raise BadInputError(
            f"{place} bukan objek JSON.", remedy="""Tulis misalnya --variables '{"first": 10}'."""
        )
    return found


def _said(file: Path, error: GraphQLError) -> str:
    places: Iterable[Any] = error.locations or ()
    place = next((f"{file}:{each.line}:{each.column}" for each in places), str(file))
    return f"{place}: {value_message(error.message) or error.message}"
