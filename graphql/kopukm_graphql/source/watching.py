"""Subscriptions to a source: each event becomes the key of a row, which is read afresh for each subscriber."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLResolveInfo
from strawberry import ID
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryOptional

from kopukm_core.errors import BadInputError
from kopukm_core.events import Event, SlowSubscriberError, subscribe
from kopukm_core.values import RegionCode
from kopukm_graphql.node import bad_id, parse_global_id
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.one import rows_loader
from kopukm_graphql.source.places import Resolve
from kopukm_graphql.source.root_resolving import key_value
from kopukm_graphql.source.roots import Watch
from kopukm_graphql.source.strawberry_fields import argument

CAPACITY = 100
"""Rows that may wait for one subscriber; beyond that it is told to read everything afresh."""

QUIET_SECONDS = 2.0
"""At least so long between two requests to read everything afresh; what happens meanwhile is covered by the next."""


@dataclass(slots=True)
class Notice:
    """What a subscriber is told: the key of a changed row, or None for "read afresh what you show".

    `withheld` is set once the row turns out not to be there for this actor: nothing is sent then.
    """

    key: Any
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one subscriber watches: one row, the rows of a region subtree, or all."""

    root: Watch
    key: Any = None
    within: str = ""

    def notice(self, event: Event) -> Notice | None:
        """What the event is to this subscriber; None where it is nothing."""
        key = event.payload.get(self.root.key)
        is_vague = event.missed or key is None
        if not event.missed and self.within and not self._in_region(event, is_vague):
            return None
        if self.key is not None:
            return Notice(self.key) if is_vague or str(key) == str(self.key) else None
        return Notice(None if is_vague else key)

    def _in_region(self, event: Event, is_vague: bool) -> bool:
        code = str(event.payload.get(self.root.region) or "")
        return f"{code}.".startswith(f"{self.within}.") or (
            is_vague and (not code or f"{self.within}.".startswith(f"{code}."))
        )


class Watching:
    """The notices of one subscriber, as an async iterator: bounded, and a row that changes twice waits once."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._waiting: dict[Any, None] = {}
        self._is_stale = False
        self._has_ended = False
        self._quiet_until = 0.0
        self._changed = asyncio.Event()
        self._events = subscribe(wanted.root.topic)
        self._pump = asyncio.create_task(self._take_events())

    def __aiter__(self) -> Watching:
        return self

    async def __anext__(self) -> Notice:
        loop = asyncio.get_running_loop()
        while True:
            if self._is_stale:
                await asyncio.sleep(self._quiet_until - loop.time())
                self._quiet_until = loop.time() + QUIET_SECONDS
                self._is_stale = False
                self._waiting.clear()
                return Notice(None)
            if self._waiting:
                key = next(iter(self._waiting))
                del self._waiting[key]
                return Notice(key)
            if self._has_ended:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()

    async def aclose(self) -> None:
        """Listen no more."""
        self._events.close()
        self._pump.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)

    def _take(self, notice: Notice | None) -> None:
        if notice is None:
            return
        if notice.key is None or (len(self._waiting) >= CAPACITY and notice.key not in self._waiting):
            self._is_stale = True
            self._waiting.clear()
        else:
            self._waiting[notice.key] = None
        self._changed.set()

    async def _take_events(self) -> None:
        while True:
            try:
                async for event in self._events:
                    self._take(self._wanted.notice(event))
                break
            except SlowSubscriberError as error:
                self._events = subscribe(error.topic)
                self._take(self._wanted.notice(Event(error.topic, {}, missed=True)))
        self._has_ended = True
        self._changed.set()


def watch_resolver(catalog: Catalog, root: Watch) -> Resolve:
    """Begins to listen. Raises BadInputError for arguments that do not fit."""
    source = catalog[root.of]

    async def resolve(_parent: Any, _info: Any, arguments: dict[str, Any]) -> Watching:
        given = {name: value for name, value in arguments.items() if value is not None}
        if len(given) > 1:
            raise BadInputError(f"Isi paling banyak satu dari: {' atau '.join(given)}.")
        return Watching(Wanted(root, _key(source, given.get("id")), str(given.get("within", ""))))

    return resolve


def event_resolver(catalog: Catalog, root: Watch) -> Callable[..., Awaitable[Any]]:
    """Answers one notice with its row as the actor sees it now, or with null."""
    source = catalog[root.of]

    async def resolve(notice: Notice, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
        if notice.key is None:
            return None
        row = await rows_loader(catalog, source, "pk", info.context, info).load(notice.key)
        notice.withheld = row is None
        return row

    return resolve


def watch_arguments(root: Watch) -> list[StrawberryArgument]:
    """`id` and `within`, as far as the watch takes them."""
    arguments = []
    for name in root.by:
        kind: Any = ID if name == "id" else RegionCode
        words = (
            "Hanya catatan ini." if name == "id" else "Hanya di wilayah ini dan semua wilayah di dalamnya."
        )
        arguments.append(argument(name, kind if name in root.required else StrawberryOptional(kind), words))
    return arguments


def _key(source: Source, global_id: str | None) -> Any:
    if global_id is None:
        return None
    type_name, text = parse_global_id(global_id)
    if type_name != source.name:
        raise bad_id()
    return key_value(source, text)
