"""Storing a job in the transaction that causes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from kopukm_core import clock
from kopukm_core.db import Parameters, after_commit, dialect, in_open_transaction, rows
from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs.errors import JobArgumentsError, OutsideTransactionError
from kopukm_core.jobs.registry import TaskRegistry
from kopukm_core.jobs.wake import wake_all
from kopukm_core.logs import request_id

_installed: TaskRegistry | None = None


@contextmanager
def use_tasks(registry: TaskRegistry) -> Iterator[TaskRegistry]:
    """Make the registry the one of this process, which `enqueue` knows the tasks from."""
    global _installed
    before, _installed = _installed, registry
    try:
        yield registry
    finally:
        _installed = before


def tasks_in_use() -> TaskRegistry:
    """The registry of this process. Raises ConfigurationError before the platform has started."""
    if _installed is None:
        raise ConfigurationError(
            "Daftar tugas belum dipasang di proses ini.", remedy="Jalankan di platform yang sudah dibuka."
        )
    return _installed


async def enqueue(
    task_name: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    unique_key: str | None = None,
    run_at: datetime | None = None,
    caused_by: int | None = None,
) -> int:
    """Store a job for the task, in the current transaction; it runs after the commit, not before `run_at`.

    With `unique_key`, a job of that key that is not done yet is the one (its id is returned): if it has begun
    already, it runs once more when it ends, since it may have read what was before. The key must therefore
    tell the arguments. `caused_by` is the id of the command record.

    Raises OutsideTransactionError outside a transaction, UnknownTaskError, JobArgumentsError.
    """
    declared = tasks_in_use().get(task_name)
    text = declared.to_json(arguments or {})
    if unique_key is not None and not 0 < len(unique_key) <= 200:
        raise JobArgumentsError(
            f"Kunci unik pekerjaan {task_name} berisi {len(unique_key)} huruf.",
            remedy="Pakai 1 sampai 200 huruf.",
        )
    if not in_open_transaction():
        raise OutsideTransactionError(
            f"Pekerjaan {task_name} didaftarkan di luar transaksi.",
            remedy="Panggil enqueue di dalam `async with transaction()` yang menyimpan perubahannya.",
        )
    parameters = Parameters(dialect())
    values = ", ".join(
        parameters.add(value)
        for value in (
            task_name,
            declared.queue,
            text,
            unique_key,
            run_at,
            caused_by,
            request_id() or None,
            clock.now(),
        )
    )
    found = await rows(
        "INSERT INTO outbox_job (task, queue, arguments, unique_key, run_at, caused_by, request_id,"
        " created_at, status, attempts, deliveries, again, last_error)"
        f" VALUES ({values}, 'waiting', 0, 0, FALSE, '')"
        " ON CONFLICT (unique_key) WHERE status <> 'dead'"
        " DO UPDATE SET again = (outbox_job.again OR outbox_job.status = 'running')"
        " RETURNING id",
        parameters,
    )
    await after_commit(wake_all)
    return int(found[0]["id"])
