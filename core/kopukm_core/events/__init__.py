"""Events: what happened, told after the commit to whoever listens, in this process and in the others."""

from kopukm_core.events.bus import EventBus
from kopukm_core.events.event import Event, SlowSubscriberError
from kopukm_core.events.postgres_bus import PostgresEventBus
from kopukm_core.events.process_bus import open_events, publish, subscribe
from kopukm_core.events.shared_bus import SharedEventBus
from kopukm_core.events.sqlite_bus import SqliteEventBus
from kopukm_core.events.subscription import Subscription

__all__ = [
    "Event",
    "EventBus",
    "PostgresEventBus",
    "SharedEventBus",
    "SlowSubscriberError",
    "SqliteEventBus",
    "Subscription",
    "open_events",
    "publish",
    "subscribe",
]
