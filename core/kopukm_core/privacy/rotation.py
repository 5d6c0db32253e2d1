"""Changing the keys of personal data: what is under which key, moving it, and letting an old key go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tortoise import Model

from kopukm_core.db import Dialect, Parameters, dialect, rows
from kopukm_core.errors import ConflictError, NotFoundError
from kopukm_core.privacy.key_check import forget_key
from kopukm_core.privacy.keys import KeyRing
from kopukm_core.privacy.models import KeyFingerprint, PersonKey
from kopukm_core.privacy.person_keys import rewrap_person_keys
from kopukm_core.privacy.reencrypt import Clash, personal_columns, reencrypt

_SHORTEST_SEALED = 40
"""Characters of `k1:…` around an empty value."""


@dataclass(slots=True)
class KeyUse:
    """How many values of columns, and how many persons' data keys, are under one key."""

    values: int = 0
    persons: int = 0

    @property
    def total(self) -> int:
        return self.values + self.persons


@dataclass(slots=True)
class Rotated:
    """What a rotation moved to the current key, and what it could not."""

    values: int = 0
    persons: int = 0
    clashes: list[Clash] = field(default_factory=list)


async def key_uses(models: Iterable[type[Model]]) -> dict[str, KeyUse]:
    """By key id, what is under each key that anything is under."""
    uses: defaultdict[str, KeyUse] = defaultdict(KeyUse)
    for model in models:
        for column in personal_columns(model):
            for key_id, count in await _by_key(model._meta.db_table, column.name):
                uses[key_id].values += count
    for key_id, count in await _by_key(PersonKey._meta.db_table, "wrapped"):
        uses[key_id].persons += count
    return dict(uses)


async def rotate(
    models: Iterable[type[Model]], *, rows_at_once: int = 200, report: Callable[[int], None] | None = None
) -> Rotated:
    """Move everything to the current key of the ring, in short transactions, while servers run.

    Each of them must know both keys already. Stopped or killed, it goes on where it was. `report` is told how
    many each transaction moved.
    """
    done = Rotated()
    for model in models:
        done.values += await reencrypt(model, rows_at_once=rows_at_once, report=report, clashes=done.clashes)
    done.persons = await rewrap_person_keys(rows_at_once=rows_at_once, report=report)
    return done


async def drop_key(key_id: str, ring: KeyRing) -> None:
    """Let a key go, so that it may be destroyed.

    Raises NotFoundError for a key this database never used, ConflictError for the current one and while any text
    of any table, those of plugins that are switched off among them, is still under it.
    """
    row = await KeyFingerprint.get_or_none(key_id=key_id)
    if row is None:
        raise NotFoundError(f"Basis data ini tidak pernah memakai kunci {key_id}.")
    if key_id == ring.current:
        raise ConflictError(
            f"Kunci {key_id} sedang dipakai.", remedy="Taruh kunci baru di depan dahulu: kopukm keys new"
        )
    needed = await tables_under(key_id)
    if needed:
        raise ConflictError(
            f"Kunci {key_id} masih diperlukan oleh: {', '.join(needed)}.",
            remedy="Jalankan kopukm keys rotate; tabel plugin yang dimatikan: hidupkan plugin itu dahulu.",
        )
    await forget_key(key_id)


async def tables_under(key_id: str) -> list[str]:
    """Each `table.column` of the whole database that holds a text under the key; reads every text column."""
    found = []
    for table, column in await _text_columns():
        parameters = Parameters(dialect())
        like = parameters.add(f"{key_id}:%")
        if await rows(
            f'SELECT 1 AS one FROM "{table}" WHERE "{column}" LIKE {like}'
            f' AND length("{column}") >= {_SHORTEST_SEALED} LIMIT 1',
            parameters,
        ):
            found.append(f"{table}.{column}")
    return found


async def _by_key(table: str, column: str) -> list[tuple[str, int]]:
    if dialect() is Dialect.SQLITE:
        key = f'substr("{column}", 1, instr("{column}", \':\') - 1)'
    else:
        key = f"split_part(\"{column}\", ':', 1)"
    sql = f'SELECT {key} AS key_id, count(*) AS many FROM "{table}" WHERE "{column}" IS NOT NULL GROUP BY 1'
    return [(str(row["key_id"]), int(row["many"])) for row in await rows(sql)]


async def _text_columns() -> list[tuple[str, str]]:
    if dialect() is Dialect.SQLITE:
        sql = (
            "SELECT m.name AS tab, c.name AS col FROM sqlite_master m, pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"
            " AND (upper(c.type) = 'TEXT' OR upper(c.type) LIKE 'VARCHAR%') ORDER BY 1, 2"
        )
    else:
        sql = (
            "SELECT table_name AS tab, column_name AS col FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying') ORDER BY 1, 2"
        )
    return [(str(row["tab"]), str(row["col"])) for row in await rows(sql)]
