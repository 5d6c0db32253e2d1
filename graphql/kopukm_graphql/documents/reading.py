"""Reads operations from files: each file one named operation, fragments beside it or in `fragments/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    Source,
    parse,
)

FRAGMENTS = "fragments"
"""The folder, beside the operations, of fragments that several of them use."""


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A document as it was found, not yet held against the contract.

    `definitions` know their file and line. `raw` is the text of its file where that is the whole document, or the
    body in a manifest; `given_id` the id that the manifest gives it.
    """

    owner: str
    place: str
    name: str
    kind: str
    definitions: tuple[DefinitionNode, ...]
    raw: str = ""
    given_id: str = ""

    @property
    def document(self) -> DocumentNode:
        return DocumentNode(definitions=self.definitions)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document, where, and what to do."""

    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(slots=True)
class Found:
    """The documents of a folder or manifest, and what could not be read."""

    documents: list[WrittenDocument] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_folder(folder: Path, owner: str) -> Found:
    """The operations of the files `*.graphql` in the folder, by file name."""
    found = Found()
    if not folder.is_dir():
        found.faults.append(Fault(str(folder), "folder dokumen ini tidak ada.", "Periksa namanya."))
        return found
    shown = folder.parent.name
    shared: dict[str, FragmentDefinitionNode] = {}
    for file in sorted((folder / FRAGMENTS).glob("*.graphql")):
        for each in definitions_of(file, f"{shown}/{folder.name}/{FRAGMENTS}/{file.name}", found.faults):
            if not isinstance(each, FragmentDefinitionNode):
                found.faults.append(
                    Fault(place_of(each), "bukan fragment.", f"Di {FRAGMENTS}/ hanya fragment; pindahkan.")
                )
            elif each.name.value in shared:
                found.faults.append(_twice(each, shared[each.name.value]))
            else:
                shared[each.name.value] = each
    for file in sorted(folder.glob("*.graphql")):
        name = f"{shown}/{folder.name}/{file.name}"
        definitions = definitions_of(file, name, found.faults)
        if definitions:
            _take(found, owner, name, definitions, shared, file.read_text(encoding="utf-8"))
    return found


def definitions_of(file: Path, name: str, faults: list[Fault]) -> tuple[DefinitionNode, ...]:
    """What a file defines; a fault where it cannot be read or parsed."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(name, "tidak dapat dibaca sebagai teks UTF-8.", "Simpan ulang sebagai UTF-8."))
        return ()
    return parsed(text, name, faults)


def parsed(text: str, name: str, faults: list[Fault]) -> tuple[DefinitionNode, ...]:
    """What a text defines; a fault with its line where it does not parse."""
    try:
        return tuple(parse(Source(text, name)).definitions)
    except GraphQLError as error:
        line = error.locations[0].line if error.locations else 1
        faults.append(Fault(f"{name}:{line}", error.message, "Perbaiki penulisan GraphQL-nya."))
    except RecursionError:
        faults.append(Fault(name, "bersarang terlalu dalam.", "Sederhanakan dokumennya."))
    return ()


def place_of(node: Node) -> str:
    """`file:line` of a definition or of anything inside one."""
    return f"{node.loc.source.name}:{node.loc.start_token.line}" if node.loc else "?"


def only_operation(
    definitions: Sequence[DefinitionNode], name: str, faults: list[Fault]
) -> OperationDefinitionNode | None:
    """The one named operation among definitions that are fragments otherwise; None, with a fault, else."""
    operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    strange = [
        each for each in definitions if not isinstance(each, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    if strange:
        faults.append(Fault(place_of(strange[0]), "bukan operasi atau fragment.", "Hapus dari berkas ini."))
    elif len(operations) != 1:
        message = f"memuat {len(operations)} operasi, padahal harus satu."
        faults.append(Fault(name, message, "Satu berkas untuk satu operasi."))
    elif operations[0].name is None:
        faults.append(
            Fault(place_of(operations[0]), "operasinya tidak bernama.", "Beri nama: query Nama {…}.")
        )
    else:
        return operations[0]
    return None


def _take(
    found: Found,
    owner: str,
    name: str,
    definitions: tuple[DefinitionNode, ...],
    shared: dict[str, FragmentDefinitionNode],
    text: str,
) -> None:
    operation = only_operation(definitions, name, found.faults)
    if operation is None or operation.name is None:
        return
    own = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    for fragment in own.values():
        if fragment.name.value in shared:
            found.faults.append(_twice(fragment, shared[fragment.name.value]))
    reached = reached_fragments(definitions, {**shared, **own})
    borrowed = tuple(shared[each] for each in sorted(reached - set(own)) if each in shared)
    found.documents.append(
        WrittenDocument(
            owner,
            place_of(operation),
            operation.name.value,
            operation.operation.value,
            (*definitions, *borrowed),
            raw="" if borrowed else text,
        )
    )


def reached_fragments(
    definitions: Iterable[DefinitionNode], fragments: dict[str, FragmentDefinitionNode]
) -> set[str]:
    """The names of the fragments that the definitions spread, and those that these spread."""
    reached: set[str] = set()
    waiting: list[Node] = list(definitions)
    while waiting:
        for name in _spreads(waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting += [fragments[name]] if name in fragments else []
    return reached


def _spreads(node: Node) -> list[str]:
    names: list[str] = []
    waiting: list[Node] = [node]
    while waiting:
        below = getattr(waiting.pop(), "selection_set", None)
        for selection in below.selections if below else ():
            if isinstance(selection, FragmentSpreadNode):
                names.append(selection.name.value)
            else:
                waiting.append(selection)
    return names


def _twice(one: FragmentDefinitionNode, other: FragmentDefinitionNode) -> Fault:
    return Fault(
        place_of(one),
        f"fragment {one.name.value} sudah ada di {place_of(other)}.",
        "Ganti salah satu namanya.",
    )
