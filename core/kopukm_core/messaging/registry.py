"""Templates and channels of this installation, and which of them the running process uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kopukm_core import clock
from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.messaging.channel import Channel
from kopukm_core.messaging.template import MessageTemplate
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.settings import Settings
from kopukm_core.values import ReadingContext

_installed: Messaging | None = None


class Messaging:
    """What core and the enabled plugins declare of messages.

    Raises ConfigurationError for a template in another plugin's name.
    """

    def __init__(
        self,
        settings: Settings,
        templates: Iterable[tuple[str, MessageTemplate]],
        channels: Iterable[Channel],
    ) -> None:
        self.settings = settings
        self.templates: dict[str, MessageTemplate] = {}
        for owner, template in templates:
            if template.owner != owner:
                raise ConfigurationError(
                    f"Plugin {owner} menyatakan pesan {template.name}.",
                    remedy=f"Nama pesannya harus berawalan {owner!r} dan titik.",
                )
            self.templates[template.name] = template
        self.channels: dict[str, Channel] = {channel.name: channel for channel in channels}

    def template(self, name: str) -> MessageTemplate:
        """The template of that name. Raises NotFoundError that lists what there is."""
        found = self.templates.get(name)
        if found is None:
            known = ", ".join(sorted(self.templates)) or "(belum ada)"
            raise NotFoundError(f"Tidak ada pesan bernama {name!r}.", remedy=f"Pesan yang ada: {known}.")
        return found

    def channel(self, name: str) -> Channel:
        """The channel of that name. Raises NotFoundError that lists what there is."""
        found = self.channels.get(name)
        if found is None:
            known = ", ".join(self.channels) or "(belum ada)"
            raise NotFoundError(f"Tidak ada kanal bernama {name!r}.", remedy=f"Kanal yang ada: {known}.")
        return found

    def usable(self) -> list[Channel]:
        """The channels that the settings let work, last resorts last."""
        found = [channel for channel in self.channels.values() if channel.is_configured(self.settings)]
        return sorted(found, key=lambda channel: channel.last_resort)

    def reaching(self, kind: ContactKind) -> list[Channel]:
        """The usable channels that reach such a contact point, in the order of trying."""
        return [channel for channel in self.usable() if channel.needs_contact and kind in channel.kinds]

    def context(self) -> ReadingContext:
        """How days and hours are written at the office."""
        zone = self.settings.time_zone
        return ReadingContext(today=clock.today(zone), time_zone=zone)


@contextmanager
def use_messaging(messaging: Messaging) -> Iterator[Messaging]:
    """Make it the one of this process, which `send_message` asks."""
    global _installed
    before, _installed = _installed, messaging
    try:
        yield messaging
    finally:
        _installed = before


def messaging_in_use() -> Messaging:
    """The one of this process. Raises ConfigurationError before the platform has been opened."""
    if _installed is None:
        raise ConfigurationError(
            "Pesan belum dipasang di proses ini.", remedy="Jalankan di platform yang sudah dibuka."
        )
    return _installed
