"""Figures that Prometheus reads: declared counters and who may read them; `figures` adds what the database knows."""

from kopukm_core.metrics.access import MetricsAccess, metrics_access
from kopukm_core.metrics.declared import (
    COMMANDS,
    ERRORS,
    EVENTS,
    EVENTS_UNSENT,
    IMPORTS_RUNNING,
    JOB_OUTCOMES,
    JOBS_IN_HAND,
    POOL_WAITS,
    RATE_REFUSALS,
    REQUEST_SECONDS,
    REQUESTS,
    SLOW_OPERATIONS,
    SUBSCRIPTIONS_CUT,
    SUBSCRIPTIONS_OPEN,
    count_error,
    known_code,
)
from kopukm_core.metrics.listening import serving_metrics
from kopukm_core.metrics.registry import REGISTRY, counter, gauge, histogram

__all__ = [
    "COMMANDS",
    "ERRORS",
    "EVENTS",
    "EVENTS_UNSENT",
    "IMPORTS_RUNNING",
    "JOBS_IN_HAND",
    "JOB_OUTCOMES",
    "POOL_WAITS",
    "RATE_REFUSALS",
    "REGISTRY",
    "REQUESTS",
    "REQUEST_SECONDS",
    "SLOW_OPERATIONS",
    "SUBSCRIPTIONS_CUT",
    "SUBSCRIPTIONS_OPEN",
    "MetricsAccess",
    "count_error",
    "counter",
    "gauge",
    "histogram",
    "known_code",
    "metrics_access",
    "serving_metrics",
]
