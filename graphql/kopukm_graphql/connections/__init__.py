"""Relay connections: keyset cursors, pages, orders."""

from kopukm_graphql.connections.cursor import decode_cursor, encode_cursor
from kopukm_graphql.connections.ordering import Ordering, OrderTerm
from kopukm_graphql.connections.page import DEFAULT_PAGE, LARGEST_PAGE, PageRequest, page_request

__all__ = [
    "DEFAULT_PAGE",
    "LARGEST_PAGE",
    "OrderTerm",
    "Ordering",
    "PageRequest",
    "decode_cursor",
    "encode_cursor",
    "page_request",
]
