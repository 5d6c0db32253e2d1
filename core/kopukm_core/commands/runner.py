"""The one way in for every change: permission, idempotency, one transaction, record, audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.commands.context import CommandContext, Told
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.known_files import keep_referred, unusable_files
from kopukm_core.commands.known_regions import unknown_regions
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.commands.outcome import (
    REFUSALS,
    Outcome,
    from_text,
    outcome_word,
    refusal_to_text,
    to_text,
)
from kopukm_core.commands.parsing import read_input
from kopukm_core.commands.permission import allow, require_region
from kopukm_core.commands.submission import (
    CLAIM,
    Submission,
    begin,
    claim_of,
    earlier_record,
    input_text,
    is_claimed,
    submission,
)
from kopukm_core.db import KeyText, NewKey, Writes, only_reading, transaction
from kopukm_core.errors import BusyError, ConflictError, KopukmError, ProblemsError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.logs import bind, bound
from kopukm_core.metrics import COMMANDS

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


class CommandRunner:
    """Runs commands of a platform for any door."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def run(
        self, name: str, given: Mapping[str, Any], actor: Actor, *, key: str | None = None, door: str = ""
    ) -> Outcome:
        """Give the command once.

        A repeat under the same key by the same actor gets the first answer; other input under it is a
        ConflictError; a repeat while the first still runs waits for it, at most as long as the database's lock
        timeout, then raises BusyError. Input that cannot be read is answered with problems and leaves no record.
        A refusal is recorded, and a repeat is refused in the same words; of somebody anonymous it leaves no record.
        """
        declaration = self._platform.commands[name]
        allow(declaration, actor)
        values, problems = read_input(declaration, given)
        (unknown,) = await unknown_regions(declaration, [values])
        unusable = await unusable_files(self._platform, declaration, values, actor)
        if problems or unknown or unusable:
            COMMANDS.labels(name, "problems").inc()
            return Outcome(0, problems=(*problems, *unknown, *unusable))
        submitted = submission(self._platform.vault, declaration, actor, key, values, door)
        with bound(command=name, plugin=declaration.plugin, actor=actor.key, actor_kind=actor.kind.value):
            return await self._counted(submitted)

    async def _counted(self, given: Submission) -> Outcome:
        """Give it, and count what came of it."""
        result = "failed"
        try:
            outcome = await self._give(given)
            result = outcome_word(outcome)
            return outcome
        except REFUSALS:
            result = "refused"
            raise
        finally:
            COMMANDS.labels(given.declaration.name, result).inc()

    async def _give(self, given: Submission) -> Outcome:
        command = instance(given.declaration, given.values)
        refused = await self._prepare(given, command)
        if refused is not None:
            return refused
        attempt = self._at_once if given.declaration.at_once else self._attempt
        try:
            return await attempt(given, command)
        except IntegrityError:
            # Somebody stored the same meanwhile: the second time the command sees it, and says so in its own words.
            return await attempt(given, command)

    async def _prepare(self, given: Submission, command: Any) -> Outcome | None:
        """Let the command do what must not happen inside its transaction (hashing a password, counting an attempt).

        A refusal there is recorded like one of `run`; being told to wait is not.
        """
        if not hasattr(command, "prepare"):
            return None
        context = self._context(given, 0)
        try:
            await command.prepare(context)
        except REFUSALS as error:
            return await self._refuse(given, context, error)
        return None

    async def _attempt(self, given: Submission, command: Any) -> Outcome:
        context: CommandContext | None = None
        try:
            async with transaction():
                record_id = await begin(given)
                if record_id is None:
                    return await self._repeat(given)
                bind(command_id=record_id)
                context = self._context(given, record_id)
                require_region(given.declaration, given.actor, given.values)
                await keep_referred(given.declaration, given.values)
                text = to_text(await command.run(context), context.remarks)
                await self._end(given, context, RecordState.DONE, text)
        except REFUSALS as error:
            if context is None:
                raise
            return await self._refuse(given, context, error)
        return _fresh(text, context.record_id)

    async def _at_once(self, given: Submission, command: Any) -> Outcome:
        """Let the command collect what it stores, and store it with the claim on the key: all of it, or nothing."""
        record, writes, events = NewKey(), Writes(), list[Told]()
        context = self._context(given, 0)
        context.record_key, context.writes, context.events = record, writes, events
        try:
            require_region(given.declaration, given.actor, given.values)
            with only_reading():
                text = to_text(await command.run(context), context.remarks)
        except REFUSALS as error:
            return await self._refuse(given, context, error)
        ended = await self._ended(given, context, RecordState.DONE, text)
        writes.insert_first(record, CommandRecord, {**claim_of(given), **ended}, CLAIM)
        if not await writes.store_alone() or record.value is None:
            return await self._repeat(given)
        bind(command_id=record.value)
        for event in events:
            await context.send(event)
        return _fresh(text, record.value)

    def _context(self, given: Submission, record_id: int) -> CommandContext:
        return CommandContext(
            given.actor,
            self._platform,
            record_id,
            given.declaration.name,
            given.door,
            person=given.actor.key,
            writes=Writes(),
        )

    async def _refuse(self, given: Submission, context: CommandContext, error: KopukmError) -> Outcome:
        """Record the refusal, everything else being rolled back; then answer problems or raise.

        Nobody asks what an anonymous caller was refused, and anyone may ask a million times: of that stays the metric
        and the line of the request alone, unless the command has something to do at a refusal.
        """
        if given.actor.kind is ActorKind.ANONYMOUS and not context.on_refusal:
            if await is_claimed(given):
                return await self._repeat(given)
            return _refused(0, error)
        text = refusal_to_text(error)
        async with transaction():
            record_id = await begin(given)
            if record_id is None:
                return await self._repeat(given)
            context.record_id, context.record_key, context.writes = record_id, None, Writes()
            for function in context.on_refusal:
                await function()
            await self._end(given, context, RecordState.REFUSED, text)
        return _refused(record_id, error)

    async def _end(
        self, given: Submission, context: CommandContext, state: RecordState, result: str | KeyText | None
    ) -> None:
        """Store what the command has collected, and how it ended, in one go."""
        writes = context.writes or Writes()
        writes.update(CommandRecord, context.record_id, await self._ended(given, context, state, result))
        await writes.store()

    async def _ended(
        self, given: Submission, context: CommandContext, state: RecordState, result: str | KeyText | None
    ) -> dict[str, object]:
        """What the record tells of the end."""
        credential = given.declaration.credential
        return {
            "state": state,
            "result": None if credential else result,
            "person": context.person,
            "input": None if credential else await input_text(self._platform.vault, given, context.person),
            "ended_at": clock.now(),
        }

    async def _repeat(self, given: Submission) -> Outcome:
        """The first answer again, if this is the same input."""
        record = await earlier_record(given)
        if record.state == RecordState.RUNNING:
            raise BusyError("Permintaan yang sama masih dikerjakan.", remedy="Coba lagi sebentar lagi.")
        if given.declaration.credential:
            raise ConflictError(
                "Perintah ini sudah dijalankan dengan kunci yang sama, dan jawabannya tidak disimpan.",
                remedy="Kirim lagi dengan kunci baru.",
            )
        return from_text(record.result, record.id, replayed=True)


def _refused(record_id: int, error: KopukmError) -> Outcome:
    """The problems that the person can mend; raises every other refusal."""
    if isinstance(error, ProblemsError):
        return Outcome(record_id, problems=error.problems)
    raise error


def _fresh(text: str | KeyText | None, record_id: int) -> Outcome:
    return from_text(None if text is None else str(text), record_id, replayed=False)


def instance(declaration: CommandDeclaration, values: Mapping[str, Any]) -> Any:
    """The command object with its fields set."""
    command = declaration.command_class()
    for one in declaration.fields:
        setattr(command, one.name, values.get(one.name))
    return command
