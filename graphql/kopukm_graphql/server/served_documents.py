"""Which document a request is about, and whether this actor may run it: asked by every transport."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import strawberry
from graphql import GraphQLError

from kopukm_core.identity.actor import Actor
from kopukm_graphql.documents.identifying import document_id
from kopukm_graphql.documents.mode import FREE_DOCUMENTS, DocumentMode
from kopukm_graphql.documents.trusted import TrustedDocuments
from kopukm_graphql.limits import parse_within_limits
from kopukm_graphql.server.answers import one_error
from kopukm_graphql.server.documents import DocumentCache, DocumentError, PreparedDocument
from kopukm_graphql.server.refusal import bad_request
from kopukm_graphql.server.request_reading import OperationRequest
from kopukm_graphql.server.settings import ServerSettings

PREPARED_CHARACTERS = 200_000
"""Trusted documents stay prepared once they were asked for, up to this length in total."""


@dataclass(frozen=True, slots=True)
class WantedDocument:
    """The document of a request, before it is prepared. `is_open`: everybody may run it."""

    text: str
    is_trusted: bool
    is_open: bool


class ServedDocuments:
    """One per server: what it trusts, what it does with the rest, and the prepared documents.

    A transport that knows its actor calls `document_for`; one that does not yet takes it in steps: `wanted`,
    then `check` with the actor unless the document is open, then `prepared`.
    """

    def __init__(
        self, schema: strawberry.Schema, settings: ServerSettings, trusted: TrustedDocuments
    ) -> None:
        self._limits = settings.limits
        self._mode = settings.trusted_documents
        self._trusted = trusted
        self.cache = DocumentCache(
            schema._schema,
            settings.limits,
            documents=settings.cached_documents,
            characters=settings.cached_characters,
            suggestions=settings.development,
        )
        self.cache.keep(_first_texts(trusted))

    def document_for(self, asked: OperationRequest, actor: Actor) -> PreparedDocument:
        """The prepared document of a request by this actor. Raises DocumentError, and Refusal as `wanted`."""
        wanted = self.wanted(asked)
        self.check(wanted, actor)
        return self.prepared(wanted)

    def wanted(self, asked: OperationRequest) -> WantedDocument:
        """Find the document.

        Raises DocumentError PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED, or what parsing refuses;
        Refusal where id and text contradict each other.
        """
        if asked.query:
            if asked.document_id and document_id(asked.query) != asked.document_id:
                raise bad_request("Id dokumen tidak sesuai dengan isian query. Kirim salah satunya saja.")
            trusted = self._is_trusted(asked.query)
            return WantedDocument(asked.query, trusted, trusted or self._mode is not DocumentMode.ONLY)
        if self._mode is DocumentMode.OFF:
            raise one_error(
                "PERSISTED_QUERY_NOT_SUPPORTED", "Server ini tidak melayani id dokumen. Kirim isian query."
            )
        text = self._trusted.text_of(asked.document_id)
        if text is None:
            raise one_error(
                "PERSISTED_QUERY_NOT_FOUND",
                f"Dokumen {asked.document_id[:80]!r} tidak dikenal server ini. "
                "Daftarkan lebih dahulu; server tidak mencatatnya sendiri.",
            )
        return WantedDocument(text, is_trusted=True, is_open=True)

    def knows(self, asked: OperationRequest) -> bool:
        """Whether a trusted document is asked for, by its id or word for word."""
        if asked.query:
            return self._trusted.knows_text(asked.query)
        return self._mode is not DocumentMode.OFF and self._trusted.text_of(asked.document_id) is not None

    def check(self, wanted: WantedDocument, actor: Actor) -> None:
        """Raises DocumentError DOCUMENT_NOT_TRUSTED where only trusted documents are run for this actor."""
        if not wanted.is_open and not actor.may(FREE_DOCUMENTS):
            raise one_error(
                "DOCUMENT_NOT_TRUSTED",
                "Server ini hanya menjalankan dokumen yang sudah didaftarkan. Pakai documentId dari "
                "`kopukm documents`, minta pengelola mendaftarkan dokumen aplikasi Anda, atau masuk dengan "
                f"akun yang berizin {FREE_DOCUMENTS}.",
            )

    def prepared(self, wanted: WantedDocument) -> PreparedDocument:
        """The document parsed and validated. Raises DocumentError."""
        return self.cache.prepared(wanted.text)

    def _is_trusted(self, text: str) -> bool:
        if self._mode is not DocumentMode.ONLY or not len(self._trusted):
            return False
        if self._trusted.knows_text(text):
            return True
        try:
            return self._trusted.knows(parse_within_limits(text, self._limits))
        except GraphQLError as error:
            raise DocumentError("GRAPHQL_PARSE_FAILED", [error]) from None


def _first_texts(trusted: TrustedDocuments) -> Iterable[str]:
    room = PREPARED_CHARACTERS
    for document in trusted:
        room -= len(document.text)
        if room < 0:
            return
        yield document.text
