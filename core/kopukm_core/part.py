"""One subject of core or of a plugin: everything that it gives to the hooks, told in one place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kopukm_core.audiences import Audience
    from kopukm_core.cli.subcommand import Subcommand
    from kopukm_core.doctor import Check
    from kopukm_core.files import FilePurpose
    from kopukm_core.identity.roles import Permission, Role
    from kopukm_core.jobs import Schedule, Task
    from kopukm_core.messaging import Channel, MessageTemplate
    from kopukm_core.messaging.attaching import AttachmentMaker
    from kopukm_core.papers.report import Report
    from kopukm_core.platform import Platform
    from kopukm_core.scheduling.feeds.sources import FeedSource
    from kopukm_core.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Part:
    """What one subject gives: a plugin of several subjects keeps a part for each, and its hooks join them.

    `models` are names of modules with tables; `prepare` loads what the subject brings, after each migration.
    """

    models: tuple[str, ...] = ()
    permissions: tuple[Permission, ...] = ()
    roles: tuple[Role, ...] = ()
    visibility: tuple[Visibility, ...] = ()
    file_purposes: tuple[FilePurpose, ...] = ()
    commands: tuple[type, ...] = ()
    tasks: tuple[Task, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    subcommands: tuple[Subcommand, ...] = ()
    checks: tuple[Check, ...] = ()
    reports: tuple[Report, ...] = ()
    feed_sources: tuple[FeedSource, ...] = ()
    message_templates: tuple[MessageTemplate, ...] = ()
    message_channels: tuple[Channel, ...] = ()
    message_attachments: tuple[AttachmentMaker, ...] = ()
    audiences: tuple[Audience, ...] = ()
    prepare: Callable[[Platform], Awaitable[None]] | None = None


def joined(parts: Iterable[Part], name: str) -> Sequence[Any]:
    """What all the parts give under that name, in their order."""
    return tuple(given for part in parts for given in getattr(part, name))
