"""Events: what happened, told after the commit to whoever listens, in this process or over Redis."""

from kopukm_core.events.bus import EventBus
from kopukm_core.events.event import Event, SlowSubscriberError
from kopukm_core.events.process_bus import open_events, publish, subscribe
from kopukm_core.events.redis_bus import RedisEventBus
from kopukm_core.events.subscription import Subscription

__all__ = [
    "Event",
    "EventBus",
    "RedisEventBus",
    "SlowSubscriberError",
    "Subscription",
    "open_events",
    "publish",
    "subscribe",
]
