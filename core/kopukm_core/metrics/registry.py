"""The one registry of this process; a plugin declares its own figures here too, once, where its module is defined.

Labels must have few values known beforehand: a name from a registry, a code of ours, never what a client writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

REGISTRY = CollectorRegistry(auto_describe=True)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
Info("kopukm_build", "Versi program yang berjalan.", registry=REGISTRY).info({"version": version("kopukm")})


def counter(name: str, description: str, labels: Sequence[str] = ()) -> Counter:
    """A figure that only grows. `name` is `kopukm_…` without `_total`; `description` is Indonesian."""
    return Counter(name, description, labels, registry=REGISTRY)


def gauge(name: str, description: str, labels: Sequence[str] = ()) -> Gauge:
    """A figure that rises and falls."""
    return Gauge(name, description, labels, registry=REGISTRY)


def histogram(name: str, description: str, labels: Sequence[str] = ()) -> Histogram:
    """How long something takes, in seconds."""
    return Histogram(name, description, labels, buckets=_SECONDS, registry=REGISTRY)
