"""The bus inside one process: who listens to what."""

from __future__ import annotations

from collections import defaultdict

from kopukm_core.events.event import Event
from kopukm_core.events.subscription import Subscription

CAPACITY = 100
"""Events that may wait for one subscriber."""


class EventBus:
    """Delivers each event to the subscribers of its topic in this process."""

    def __init__(self) -> None:
        self._subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)

    def subscribe(self, topic: str, capacity: int = CAPACITY) -> Subscription:
        """Listen to the topic from now on."""
        subscription = Subscription(topic, capacity, self._forget)
        self._subscriptions[topic].add(subscription)
        return subscription

    async def send(self, event: Event) -> None:
        """Tell everyone who listens."""
        self.deliver(event)

    def deliver(self, event: Event) -> None:
        """Tell the subscribers of this process."""
        for subscription in list(self._subscriptions.get(event.topic, ())):
            subscription.offer(event)

    def tell_missed(self) -> None:
        """Tell every subscriber of this process that events may have passed it by."""
        for topic in list(self._subscriptions):
            self.deliver(Event(topic, {}, missed=True))

    def close(self) -> None:
        """End every subscription."""
        for subscriptions in list(self._subscriptions.values()):
            for subscription in list(subscriptions):
                subscription.close()

    def _forget(self, subscription: Subscription) -> None:
        listening = self._subscriptions.get(subscription.topic)
        if listening is not None:
            listening.discard(subscription)
            if not listening:
                del self._subscriptions[subscription.topic]
