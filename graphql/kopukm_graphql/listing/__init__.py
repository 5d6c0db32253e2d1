"""Lists for the terminal, made of the contract itself: whatever type a plugin brings is listed, with its numbers."""

from kopukm_graphql.listing.arguments import accepted
from kopukm_graphql.listing.asking import Page, ask_page, ask_record, figures_of
from kopukm_graphql.listing.columns import Column, columns_of, possible_columns
from kopukm_graphql.listing.finding import Listing, first_sentence, listing_named, listings, record_named
from kopukm_graphql.listing.telling import told_record, told_table

__all__ = [
    "Column",
    "Listing",
    "Page",
    "accepted",
    "ask_page",
    "ask_record",
    "columns_of",
    "figures_of",
    "first_sentence",
    "listing_named",
    "listings",
    "possible_columns",
    "record_named",
    "told_record",
    "told_table",
]
