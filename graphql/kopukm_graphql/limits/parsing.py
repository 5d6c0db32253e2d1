"""Parsing that stops at the limits, before a large document has cost anything."""

from __future__ import annotations

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, parse

from kopukm_graphql.limits.limits import Limits
from kopukm_graphql.limits.refusing import limit_error

_PARSER_NESTING = 200
"""What graphql-core's parser allows by itself, lists and objects of arguments included."""


def parse_within_limits(text: str, limits: Limits) -> DocumentNode:
    """Parse a document.

    Raises GraphQLError with code `LIMIT_CHARACTERS`, `LIMIT_TOKENS`, `LIMIT_COMMENTS` or `LIMIT_DEPTH`, or
    GraphQLSyntaxError where the text is no GraphQL.
    """
    if len(text) > limits.characters:
        raise limit_error("characters", len(text), limits.characters)
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.comments)
    except GraphQLSyntaxError as error:
        raise _limit_of(error, limits) or error from None


def _limit_of(error: GraphQLSyntaxError, limits: Limits) -> GraphQLError | None:
    message = error.message
    if "aborted" not in message.lower():
        return None
    if "nested too deeply" in message:
        return limit_error("depth", _PARSER_NESTING + 1, _PARSER_NESTING)
    if "comment" in message:
        return limit_error("comments", limits.comments + 1, limits.comments)
    if "token" in message:
        return limit_error("tokens", limits.tokens + 1, limits.tokens)
    return None
