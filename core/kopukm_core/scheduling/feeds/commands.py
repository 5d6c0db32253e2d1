"""What people do about feeds: make a link for their own calendar, take one back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import Answers, CommandContext, Option, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.identity.commands.fields import own_account
from kopukm_core.identity.tokens import token_hash
from kopukm_core.scheduling.calendar.permissions import MANAGE_CALENDAR
from kopukm_core.scheduling.feeds.models import CalendarFeed
from kopukm_core.scheduling.feeds.sources import feed_sources
from kopukm_core.scheduling.feeds.tokens import feed_path, new_secret
from kopukm_core.values import RecordIdType

MOST_FEEDS = 50
"""Living feeds of one account."""

FeedId = Annotated[int, RecordIdType("CalendarFeed")]


@dataclass(frozen=True, slots=True)
class CalendarFeedLink:
    """Tautan kalender yang baru."""

    feed_id: int = field(metadata={"description": "Nomor tautan, untuk mencabutnya."})
    path: str = field(
        metadata={
            "description": "Alamatnya di server ini, mulai dari garis miring; hanya diberikan kali ini."
        }
    )
    expires_at: datetime = field(metadata={"description": "Tautan berakhir pada saat ini."})

    def __repr__(self) -> str:
        return f"<CalendarFeedLink {self.feed_id}>"


async def _source_options(answers: Answers, context: CommandContext) -> list[Option]:
    return [Option(source.name, source.title) for source in feed_sources().values()]


@command(
    "core.create_calendar_feed", title="Buat tautan kalender", permission=None, returns=CalendarFeedLink,
    credential=True,
)  # fmt: skip
class CreateCalendarFeed:
    """Membuat tautan rahasia untuk program kalender. Tautannya hanya ditampilkan satu kali; isinya menurut hak Anda."""

    source: str = ask("Isi kalender", options=_source_options, maximum_length=60)
    title: str | None = ask("Nama kalender", help="Kosong: menurut isinya.", maximum_length=120)
    parameters: list[str] | None = ask(
        "Batasan", help="Berbentuk nama=nilai, menurut isi kalendernya.", example="region_code=32.01.01"
    )
    days: int = ask("Masa berlaku (hari)", default=400, minimum=1, maximum=800)

    async def run(self, context: CommandContext) -> CalendarFeedLink:
        account = await own_account(context)
        source = feed_sources().get(self.source)
        if source is None:
            known = ", ".join(feed_sources())
            context.refuse("source", "NO_SUCH_SOURCE", f"Isi kalender itu tidak ada. Yang ada: {known}.")
        parameters = _parameters(context, self.parameters or [], source.parameters or {})
        programmes = [one.name for one in context.platform.programmes]
        if (programme := parameters.get("programme", "")) and programme not in programmes:
            message = f"Program {programme} tidak ada. Yang ada: {', '.join(programmes)}."
            context.refuse("parameters", "NO_SUCH_PROGRAMME", message)
        wrong = await source.check(context.actor, parameters) if source.check is not None else ""
        if wrong:
            context.refuse("parameters", "INVALID", wrong)
        now = clock.now()
        living = CalendarFeed.filter(account_id=account.id, revoked_at__isnull=True, expires_at__gt=now)
        if await living.count() >= MOST_FEEDS:
            context.refuse(
                "source", "TOO_MANY_FEEDS", f"Anda sudah punya {MOST_FEEDS} tautan. Cabut sebagian."
            )
        secret = new_secret()
        feed = await CalendarFeed.create(
            account=account,
            title=self.title or source.title,
            source=source.name,
            parameters=json.dumps(parameters, ensure_ascii=False, sort_keys=True),
            token_hash=token_hash(secret),
            created_at=now,
            created_by=context.actor.key,
            expires_at=now + timedelta(days=self.days),
        )
        await context.audit("create", feed, {"source": (None, source.name)})
        return CalendarFeedLink(feed.id, feed_path(secret), feed.expires_at)


@command("core.revoke_calendar_feed", title="Cabut tautan kalender", permission=None, returns=CalendarFeed)
class RevokeCalendarFeed:
    """Mencabut tautan kalender: program kalender tidak dapat lagi mengambil isinya."""

    feed_id: FeedId = ask("Nomor tautan")

    async def run(self, context: CommandContext) -> CalendarFeed:
        feed = await CalendarFeed.get_or_none(id=self.feed_id)
        own = feed is not None and context.actor.account_id == feed.account_id
        if feed is None or not (own or context.actor.may(MANAGE_CALENDAR)):
            raise NotFoundError("Tautan kalender itu tidak ada.", remedy="Lihat daftar tautan Anda.")
        if feed.revoked_at is None:
            feed.revoked_at = clock.now()
            await feed.save(update_fields=["revoked_at"])
            await context.audit("revoke", feed)
        return feed


FEED_COMMANDS: tuple[type, ...] = (CreateCalendarFeed, RevokeCalendarFeed)


def _parameters(context: CommandContext, given: list[str], known: Mapping[str, str]) -> dict[str, str]:
    """`name=value` texts as a mapping; only names that the source takes."""
    found: dict[str, str] = {}
    for text in given:
        name, mark, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not mark or not value or name not in known or len(value) > 200:
            offered = ", ".join(known) or "tidak ada"
            context.refuse("parameters", "INVALID", f"Tulis nama=nilai; yang dapat dibatasi: {offered}.")
        found[name] = value
    return found
