"""Files in GraphQL requests: multipart bodies, read as they come, never whole in memory."""

from kopukm_graphql.server.uploads.reading import UploadReader, is_multipart

__all__ = ["UploadReader", "is_multipart"]
