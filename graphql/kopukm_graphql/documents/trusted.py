"""The documents that a server trusts, found by id, by name, or by what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphql import DocumentNode

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.documents.identifying import canonical_hash, document_hash, operation_names


@dataclass(frozen=True, slots=True)
class TrustedDocument:
    """One operation with the fragments it needs.

    `text` is as graphql-js prints it, `kind` query, mutation or subscription, `place` its file and line.
    `texts` maps every id under which clients may ask for it to the text that is then run: they differ in
    layout and in `__typename` only.
    """

    name: str
    kind: str
    text: str
    owner: str
    place: str
    canonical: str
    texts: Mapping[str, str]

    @property
    def hash(self) -> str:
        """The sha256 of `text`."""
        return document_hash(self.text)


class TrustedDocuments:
    """All of one server. ConfigurationError where one id would name two documents."""

    def __init__(self, documents: Iterable[TrustedDocument] = ()) -> None:
        self._documents = tuple(documents)
        self._by_id: dict[str, tuple[str, TrustedDocument]] = {}
        for document in self._documents:
            for known_as, text in document.texts.items():
                self._claim(known_as, text, document)
        self._canonical = {document.canonical for document in self._documents}
        self._names = {document.name for document in self._documents}

    def __iter__(self) -> Iterator[TrustedDocument]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def text_of(self, known_as: str) -> str | None:
        """The text of the document with this id or name; None where there is none."""
        found = self._by_id.get(known_as)
        return found[0] if found else None

    def knows_text(self, text: str) -> bool:
        """Whether a trusted document is written in just this way."""
        return f"sha256:{document_hash(text)}" in self._by_id

    def knows(self, document: DocumentNode) -> bool:
        """Whether a trusted document asks for the same, however it is laid out."""
        return self._names.issuperset(operation_names(document)) and (
            canonical_hash(document) in self._canonical
        )

    def _claim(self, known_as: str, text: str, document: TrustedDocument) -> None:
        other = self._by_id.setdefault(known_as, (text, document))
        if other[0] != text:
            raise ConfigurationError(
                f"Dokumen {known_as!r} dibawa dua pihak: {other[1].owner} ({other[1].place}) dan "
                f"{document.owner} ({document.place}).",
                remedy="Ganti nama salah satunya.",
            )
