"""The one way in for every change: permission, idempotency, one transaction, record, audit."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tortoise.exceptions import OperationalError

from kopukm_core import clock
from kopukm_core.commands.context import CommandContext
from kopukm_core.commands.declaration import CommandDeclaration
from kopukm_core.commands.models import CommandRecord, RecordState
from kopukm_core.commands.outcome import Outcome, from_text, refusal_to_text, to_text
from kopukm_core.commands.parsing import parse_input
from kopukm_core.db import Parameters, dialect, rows, transaction
from kopukm_core.errors import (
    BadInputError,
    BusyError,
    ConflictError,
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    Problem,
    ProblemsError,
)
from kopukm_core.identity.actor import Actor, ActorKind

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """A command as it was given: who, which, under what key, with what input."""

    declaration: CommandDeclaration
    actor: Actor
    key: str
    values: Mapping[str, Any]
    fingerprint: str
    door: str


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
        A refusal is recorded.
        """
        declaration = self._platform.commands[name]
        allow(declaration, actor)
        try:
            values = parse_input(declaration, given)
        except ProblemsError as error:
            return Outcome(0, problems=error.problems)
        return await self._give(self.submission(declaration, actor, key, values, door))

    def submission(
        self,
        declaration: CommandDeclaration,
        actor: Actor,
        key: str | None,
        values: Mapping[str, Any],
        door: str,
    ) -> Submission:
        """The command with its key and the fingerprint of its input. A key of its own is made where none came."""
        if key is not None and not 0 < len(key) <= LONGEST_KEY:
            raise BadInputError(
                f"Kunci idempotensi harus 1 sampai {LONGEST_KEY} huruf.",
                remedy="Pakai UUID yang baru untuk tiap isian.",
            )
        text = canonical(declaration, values)
        fingerprint = self._platform.vault.fingerprint(text)
        return Submission(declaration, actor, key or secrets.token_urlsafe(24), values, fingerprint, door)

    def chained(self, chain: str, fingerprint: str) -> str:
        """The fingerprint of a sequence, one more member at a time."""
        return self._platform.vault.fingerprint(f"{chain}:{fingerprint}")

    async def _give(self, submission: Submission) -> Outcome:
        context: CommandContext | None = None
        command = instance(submission.declaration, submission.values)
        refused = await self._prepare(submission, command)
        if refused is not None:
            return refused
        try:
            async with transaction():
                record_id = await begin(submission)
                if record_id is None:
                    return await self._repeat(submission)
                context = self._context(submission, record_id)
                require_region(submission)
                result = await command.run(context)
                text = to_text(result)
                await self._complete(submission, context, text)
        except BusyError:
            raise
        except KopukmError as error:
            if context is None:
                raise
            return await self._refuse(submission, context, error)
        except OperationalError as error:
            if is_lock_timeout(error):
                raise BusyError(
                    "Permintaan yang sama masih dikerjakan, atau basis data sedang sibuk.",
                    remedy="Coba lagi sebentar lagi dengan kunci yang sama.",
                ) from error
            raise
        return from_text(text, context.record_id, replayed=False)

    async def _prepare(self, submission: Submission, command: Any) -> Outcome | None:
        """Let the command do what must not happen inside its transaction (hashing a password, counting an attempt).

        A refusal there is recorded like one of `run`; being told to wait is not.
        """
        if not hasattr(command, "prepare"):
            return None
        context = self._context(submission, 0)
        try:
            await command.prepare(context)
        except BusyError:
            raise
        except KopukmError as error:
            return await self._refuse(submission, context, error)
        return None

    def _context(self, submission: Submission, record_id: int) -> CommandContext:
        return CommandContext(
            submission.actor,
            self._platform,
            record_id,
            submission.declaration.name,
            submission.door,
            person=submission.actor.key,
        )

    async def _complete(self, submission: Submission, context: CommandContext, result: str | None) -> None:
        kept = None if submission.declaration.credential else result
        await CommandRecord.filter(id=context.record_id).update(
            state=RecordState.DONE,
            result=kept,
            person=context.person,
            input=await self._input_text(submission, context.person),
            ended_at=clock.now(),
        )

    async def _refuse(self, submission: Submission, context: CommandContext, error: KopukmError) -> Outcome:
        """Record the refusal, everything else being rolled back; then answer problems or raise."""
        problems = (
            error.problems if isinstance(error, ProblemsError) else (Problem("", error.code, str(error)),)
        )
        async with transaction():
            record_id = await begin(submission)
            if record_id is None:
                return await self._repeat(submission)
            await CommandRecord.filter(id=record_id).update(
                state=RecordState.REFUSED,
                result=refusal_to_text(problems),
                person=context.person,
                input=await self._input_text(submission, context.person),
                ended_at=clock.now(),
            )
            for function in context.on_refusal:
                await function()
        if isinstance(error, ProblemsError):
            return Outcome(record_id, problems=problems)
        raise error

    async def _repeat(self, submission: Submission) -> Outcome:
        """The first answer again, if this is the same input."""
        record = await CommandRecord.get(
            actor=submission.actor.key, command=submission.declaration.name, key=submission.key
        )
        if record.input_hash != submission.fingerprint:
            raise ConflictError(
                f"Kunci {submission.key!r} sudah dipakai untuk isian yang lain.",
                remedy="Pakai kunci baru untuk isian yang baru.",
            )
        if record.state == RecordState.RUNNING:
            raise BusyError("Permintaan yang sama masih dikerjakan.", remedy="Coba lagi sebentar lagi.")
        if submission.declaration.credential:
            raise ConflictError(
                "Perintah ini sudah dijalankan dengan kunci yang sama, dan jawabannya tidak disimpan.",
                remedy="Kirim lagi dengan kunci baru.",
            )
        outcome = from_text(record.result, record.id, replayed=True)
        if outcome.problems and outcome.problems[0].code == NotAllowedError.code:
            raise NotAllowedError(outcome.problems[0].message)
        return outcome

    async def _input_text(self, submission: Submission, person: str) -> str | None:
        """The input as JSON for the record: secrets left out, personal values sealed for their person."""
        if submission.declaration.credential:
            return None
        kept: dict[str, Any] = {}
        for one in submission.declaration.fields:
            value = submission.values.get(one.name)
            if value is None or one.question.secret:
                continue
            as_json = one.value_type.to_json(value)
            if one.question.personal:
                as_json = {"sealed": await self._platform.vault.seal(person, json.dumps(as_json))}
            kept[one.name] = as_json
        return json.dumps(kept, ensure_ascii=False)


def allow(declaration: CommandDeclaration, actor: Actor) -> None:
    """Refuse an actor who holds the command's permission nowhere."""
    if declaration.permission is None or actor.may(declaration.permission):
        return
    if declaration.members and actor.party_ids:
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError(
            f"Perintah {declaration.name} membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi."
        )
    raise NotAllowedError(
        f"Anda tidak berwenang menjalankan {declaration.title!r}.",
        remedy=f"Minta izin {declaration.permission} kepada pengelola akun.",
    )


def require_region(submission: Submission) -> None:
    """Refuse where the permission is held, but not for the place that the input names."""
    declaration = submission.declaration
    if not declaration.region or declaration.permission is None:
        return
    code = submission.values.get(declaration.region)
    held = submission.actor.regions(declaration.permission)
    if code is None and "" in held:
        return
    if code is None or not submission.actor.may(declaration.permission, code):
        raise NotAllowedError(
            f"Anda tidak berwenang menjalankan {declaration.title!r} untuk wilayah {code or 'yang kosong'}.",
            remedy=f"Wilayah Anda: {', '.join(held)}.",
        )


def instance(declaration: CommandDeclaration, values: Mapping[str, Any]) -> Any:
    """The command object with its fields set."""
    command = declaration.command_class()
    for one in declaration.fields:
        setattr(command, one.name, values.get(one.name))
    return command


def canonical(declaration: CommandDeclaration, values: Mapping[str, Any]) -> str:
    """The input as one JSON text that is the same for the same input; secrets are left out."""
    shown = {
        one.name: one.value_type.to_json(values[one.name])
        for one in declaration.fields
        if values.get(one.name) is not None and not one.question.secret
    }
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


async def begin(submission: Submission) -> int | None:
    """Claim the key by inserting the record; None where it is taken (PostgreSQL waits for whoever is inserting it)."""
    parameters = Parameters(dialect())
    given = (
        submission.actor.key,
        submission.declaration.name,
        submission.key,
        submission.fingerprint,
        "",
        RecordState.RUNNING.value,
        0,
        submission.door,
        clock.now(),
    )
    places = ", ".join(parameters.add(value) for value in given)
    inserted = await rows(
        "INSERT INTO command_record (actor, command, key, input_hash, person, state, checkpoint, door, started_at) "
        f"VALUES ({places}) ON CONFLICT (actor, command, key) DO NOTHING RETURNING id",
        parameters,
    )
    return int(inserted[0]["id"]) if inserted else None


def is_lock_timeout(error: OperationalError) -> bool:
    """Whether the database gave up waiting for somebody else's transaction."""
    text = str(error).lower()
    return "database is locked" in text or "lock timeout" in text or "deadlock" in text
