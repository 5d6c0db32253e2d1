"""What core and its server count, by process; increment where it happens. docs/operators/memantau.md lists them."""

from __future__ import annotations

import re

from kopukm_core.metrics.registry import counter, gauge, histogram

REQUESTS = counter(
    "kopukm_requests", "Permintaan HTTP yang dijawab.", ("route", "operation_type", "operation", "status")
)
"""`operation` is the name of a known operation, else "other"; `status` is the HTTP status."""

REQUEST_SECONDS = histogram(
    "kopukm_request_seconds", "Lama menjawab permintaan, dalam detik.", ("route", "operation_type")
)

SLOW_OPERATIONS = counter(
    "kopukm_slow_operations",
    "Operasi yang berjalan selama KOPUKM_SLOW_SECONDS atau lebih.",
    ("operation_type", "operation"),
)

ERRORS = counter("kopukm_errors", "Kesalahan yang dijawab kepada pemakai, menurut kode.", ("code",))
"""Count by `count_error`. Refusals by the limits on documents have codes LIMIT_…"""

RATE_REFUSALS = counter(
    "kopukm_rate_refusals", "Permintaan yang ditolak karena terlalu sering.", ("counted_by",)
)
"""`counted_by` is address or actor."""

COMMANDS = counter("kopukm_commands", "Perintah yang diberikan, menurut hasilnya.", ("command", "outcome"))
"""`outcome` is done, refused, problems, repeated or failed."""

JOB_OUTCOMES = counter(
    "kopukm_job_outcomes", "Pekerjaan latar yang berakhir di proses ini.", ("task", "outcome")
)
"""`outcome` is done, failed (to be tried again) or dead."""

JOBS_IN_HAND = gauge("kopukm_jobs_in_hand", "Pekerjaan latar yang sedang dikerjakan proses ini.", ("task",))

SUBSCRIPTIONS_OPEN = gauge(
    "kopukm_subscriptions_open", "Langganan yang terbuka di proses ini.", ("transport",)
)
"""`transport` is websocket or sse."""

SUBSCRIPTIONS_CUT = counter("kopukm_subscriptions_cut", "Langganan yang diputus server.", ("reason",))
"""`reason` is one of a few words of ours: slow, limit, idle, protocol, expired."""

EVENTS = counter("kopukm_events", "Peristiwa yang disiarkan proses ini.")

EVENTS_UNSENT = counter(
    "kopukm_events_unsent", "Peristiwa yang tidak sampai ke proses lain karena Redis mati."
)

IMPORTS_RUNNING = gauge("kopukm_imports_running", "Impor yang sedang berjalan di proses ini.")

POOL_WAITS = counter("kopukm_database_pool_waits", "Kali menunggu sambungan basis data yang bebas.")

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_MOST_CODES = 200
_codes: set[str] = set()


def count_error(code: object) -> None:
    """Count one error that a client is told."""
    ERRORS.labels(known_code(code)).inc()


def known_code(code: object) -> str:
    """The code where it looks like one of ours, "OTHER" else, and when there are too many."""
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return "OTHER"
    if code not in _codes and len(_codes) >= _MOST_CODES:
        return "OTHER"
    _codes.add(code)
    return code
