"""Where types and fields come from, what they read and cost; and how an operation is answered."""

from kopukm_graphql.explaining.asked import Asked, read_asked
from kopukm_graphql.explaining.document import explain_document
from kopukm_graphql.explaining.explain import explain

__all__ = ["Asked", "explain", "explain_document", "read_asked"]
