"""Trusted documents: the operations that apps send, known to the server beforehand."""

from kopukm_graphql.documents.composing import compose_documents
from kopukm_graphql.documents.mode import DocumentMode
from kopukm_graphql.documents.trusted import TrustedDocument, TrustedDocuments

__all__ = ["DocumentMode", "TrustedDocument", "TrustedDocuments", "compose_documents"]
