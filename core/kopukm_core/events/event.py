"""An event: something that happened, told to whoever listens at that moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kopukm_core.errors import KopukmError


@dataclass(frozen=True, slots=True)
class Event:
    """A topic (`siopik.cooperative_registered`) and a payload that is plain JSON: ids, not records.

    An event is a hint and may be lost; the truth is in the database. `missed` marks the one that a subscriber
    is given when events may have passed it by: it reads afresh what it shows.
    """

    topic: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    missed: bool = False

    def to_json(self) -> str:
        """Topic and payload as JSON text. Raises TypeError for a payload that is not JSON."""
        return json.dumps(
            {"topic": self.topic, "payload": dict(self.payload)}, ensure_ascii=False, allow_nan=False
        )


class SlowSubscriberError(KopukmError):
    """The subscriber takes events more slowly than they come, and was cut off: it subscribes anew."""

    code = "SLOW_SUBSCRIBER"

    def __init__(self, topic: str) -> None:
        super().__init__(
            f"Langganan {topic} diputus karena pembacanya tertinggal.",
            remedy="Berlangganan lagi dan muat ulang data.",
        )
        self.topic = topic
