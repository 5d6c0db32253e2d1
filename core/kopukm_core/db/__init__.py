"""The database: one way in for SQLite and PostgreSQL, transactions, SQL by hand, column types, migrations."""

from kopukm_core.db.apps import AppModels, Apps
from kopukm_core.db.bulk import copy_rows
from kopukm_core.db.constraints import Constraint, index
from kopukm_core.db.database import Database, open_database
from kopukm_core.db.dialect import Dialect
from kopukm_core.db.district_index import district_index, has_district_index
from kopukm_core.db.failures import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnavailableError,
    TransactionOverError,
)
from kopukm_core.db.fields import RegionCodeField, RupiahField, SearchTextField, SortKeyField
from kopukm_core.db.later import Later
from kopukm_core.db.locking import hold
from kopukm_core.db.migrating import make_migrations, migrate, pending
from kopukm_core.db.model_comments import spare_parsing
from kopukm_core.db.reading_only import only_reading
from kopukm_core.db.reserving import reserve_ids
from kopukm_core.db.search import SearchIndex
from kopukm_core.db.sql import Parameters, execute, rows, single_value
from kopukm_core.db.text import search_text, sort_key
from kopukm_core.db.transactions import (
    after_commit,
    connection,
    dialect,
    in_open_transaction,
    transaction,
)
from kopukm_core.db.writing import KeyText, NewKey, Row, Writes

__all__ = [
    "AppModels",
    "Apps",
    "Constraint",
    "Database",
    "DatabaseBusyError",
    "DatabaseFullError",
    "DatabaseUnavailableError",
    "Dialect",
    "KeyText",
    "Later",
    "NewKey",
    "Parameters",
    "RegionCodeField",
    "Row",
    "RupiahField",
    "SearchIndex",
    "SearchTextField",
    "SortKeyField",
    "TransactionOverError",
    "Writes",
    "after_commit",
    "connection",
    "copy_rows",
    "dialect",
    "district_index",
    "execute",
    "has_district_index",
    "hold",
    "in_open_transaction",
    "index",
    "make_migrations",
    "migrate",
    "only_reading",
    "open_database",
    "pending",
    "reserve_ids",
    "rows",
    "search_text",
    "single_value",
    "sort_key",
    "transaction",
]

spare_parsing()
