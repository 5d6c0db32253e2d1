"""The rule that two living bookings of one bookable never overlap in time, kept by the database."""

from __future__ import annotations

from kopukm_core.db.constraints import Constraint

_TRIGGER = """CREATE TRIGGER {name}{suffix} BEFORE {event} ON {table} WHEN NEW.{living}
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: {name}') WHERE EXISTS (
    SELECT 1 FROM {table} other WHERE other.bookable_id = NEW.bookable_id AND other.{living}
      AND other.id <> NEW.id AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);
END"""


def no_overlap(name: str, table: str, living: str) -> Constraint:
    """Exclusion on PostgreSQL, triggers on SQLite, for rows of a condition that begins with a column's name.

    The bookable is compared as a range of one number: GiST knows ranges by itself, so that no extension (btree_gist)
    need be installed.
    """
    postgres = (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
        "(int8range(bookable_id, bookable_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) "
        f"WHERE ({living})"
    )
    events = (
        ("", "INSERT"),
        ("_moved", "UPDATE OF state, bookable_id, starts_at, ends_at"),
    )
    return Constraint(
        name,
        table,
        sqlite=tuple(
            _TRIGGER.format(name=name, suffix=suffix, event=event, table=table, living=living)
            for suffix, event in events
        ),
        postgres=postgres,
        drop_sqlite=tuple(f"DROP TRIGGER {name}{suffix}" for suffix, _ in events),
        drop_postgres=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        protects="waktu seorang konsultan tidak bertumpang tindih",
    )
