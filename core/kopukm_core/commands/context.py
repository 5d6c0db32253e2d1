"""What a command may use while it runs: who asks, and the ways to refuse, audit, enqueue and publish."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from tortoise.models import Model

from kopukm_core import clock
from kopukm_core.commands.models import AuditEntry
from kopukm_core.commands.outcome import Remark, StoredRecord, model_name
from kopukm_core.db import KeyText, NewKey, Row, Writes, after_commit
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError, Problem, ProblemsError
from kopukm_core.identity.actor import Actor, ActorKind

if TYPE_CHECKING:
    from kopukm_core.events import Event
    from kopukm_core.platform import Platform
    from kopukm_core.settings import Settings

Told: TypeAlias = "Event | Callable[[], Event]"
"""An event, or a function that makes it once the keys of new records are known."""

Changes = Mapping[str, tuple[Any, Any]]
"""Field → (before, after)."""


@dataclass(slots=True)
class CommandContext:
    """One running command. Everything it stores is in one transaction with its record."""

    actor: Actor
    platform: Platform
    record_id: int
    command: str
    door: str = ""
    person: str = ""
    """Whose data key seals the personal values of this command: set it once the person is known."""
    as_of: date | None = None
    """The day that the input speaks of, where it is not the present one: the day a file was exported."""
    on_refusal: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    writes: Writes | None = None
    """Rows that are stored with the end of the command's record; None where each is stored at once (a batch)."""
    record_key: NewKey | None = None
    """Stands for `record_id` in them where the record itself is not stored yet."""
    events: list[Told] | None = None
    """Events that wait for the command's one step; None where they wait for the commit."""

    @property
    def settings(self) -> Settings:
        return self.platform.settings

    @property
    def today(self) -> date:
        """The calendar day at the office by which the input is judged."""
        return self.as_of or clock.today(self.settings.time_zone)

    def refuse(self, field_name: str, code: str, message: str) -> NoReturn:
        """Refuse with one problem that the person can mend; nothing is stored."""
        raise ProblemsError([Problem(field_name, code, message)])

    def remark(self, field_name: str, code: str, message: str) -> None:
        """Point out something doubtful in what is stored nevertheless; a repeat is told it again.

        Give no personal value in the message: the record keeps it as it is. A batch answers its rows by results.
        """
        self.remarks.append(Remark(field_name, code, message))

    def require(self, permission: str, region_code: str | None = None) -> None:
        """Refuse unless the actor holds the permission (for that place)."""
        if self.actor.may(permission, region_code):
            return
        held = self.actor.regions(permission)
        if self.actor.kind is ActorKind.ANONYMOUS:
            raise NotAuthenticatedError("Tindakan ini membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi.")
        if not held:
            raise NotAllowedError(
                "Anda tidak berwenang untuk tindakan ini.",
                remedy=f"Minta izin {permission} kepada pengelola akun.",
            )
        raise NotAllowedError(
            f"Anda tidak berwenang untuk tindakan ini untuk wilayah {region_code}.",
            remedy=f"Wilayah Anda: {', '.join(held)}.",
        )

    def when_refused(self, function: Callable[[], Awaitable[None]]) -> None:
        """Run this after a refusal has rolled everything back, in the transaction that records the refusal."""
        self.on_refusal.append(function)

    async def insert(self, model: type[Model], row: Row) -> NewKey:
        """Have a row of Python values by field name stored together with the end of this command's record.

        Its key is known then: another such row may tell it as a value, and a command that itself reads the row saves
        a model instead. A batch stores it at once.
        """
        if self.writes is not None:
            return self.writes.insert(model, row)
        writes = Writes()
        key = writes.insert(model, row)
        await writes.store()
        return key

    async def create(self, model: type[Model], row: Row, *, changes: Changes | None = None) -> StoredRecord:
        """The same, audited; `run` may return the record."""
        record = StoredRecord(model, await self.insert(model, row))
        await self.audit("create", record, changes)
        return record

    async def audit(self, action: str, record: Model | StoredRecord, changes: Changes | None = None) -> None:
        """Note that this command created, changed or read the record. Give no personal value in `changes`.

        The entry is stored with the end of the command's record: what `run` itself reads does not show it.
        """
        if isinstance(record, StoredRecord):
            await self.audit_id(action, record.model, record.key, changes)
        else:
            await self.audit_id(action, type(record), record.pk, changes)

    async def audit_id(
        self, action: str, model: type[Model], key: object, changes: Changes | None = None
    ) -> None:
        """Like `audit`, for a record known by its key."""
        await self.insert(
            AuditEntry,
            {
                "record_id": self.record_key or self.record_id,
                "action": action,
                "subject_model": model_name(model),
                "subject_id": KeyText(key) if isinstance(key, NewKey) and key.value is None else str(key),
                "changes": None if changes is None else json.dumps(changes, default=str, ensure_ascii=False),
                "recorded_at": clock.now(),
            },
        )

    async def enqueue(self, task: str, **arguments: Any) -> None:
        """Put a job into the outbox: it exists if, and only if, this command is stored."""
        await self.platform.enqueue(task, arguments, caused_by=self.record_id)

    async def publish(self, event: Told) -> None:
        """Tell subscribers once the command is stored; a function makes the event then, when new keys are known."""
        if self.events is not None:
            self.events.append(event)
        else:
            await after_commit(lambda: self.send(event))

    async def send(self, event: Told) -> None:
        """Tell subscribers now."""
        await self.platform.publish(event() if callable(event) else event)
