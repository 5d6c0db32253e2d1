"""An upload as a command: who may, once per key, recorded; the content goes beside the command's input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopukm_core.commands import CommandContext, Outcome, ask, command
from kopukm_core.commands.models import CommandRecord
from kopukm_core.errors import BadInputError, KopukmError, ProblemsError
from kopukm_core.files.contents import (
    Measured,
    Source,
    WrittenContent,
    measure,
    remove_content,
    write_content,
)
from kopukm_core.files.limits import allow_upload, check_content, refuse_hoarding
from kopukm_core.files.models import StoredFile
from kopukm_core.files.naming import clean_name
from kopukm_core.files.storing import save_row
from kopukm_core.identity.actor import Actor

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

UPLOAD_FILE = "core.upload_file"


@dataclass(slots=True)
class _Received:
    """The content that the running upload brings, and how far it has come."""

    source: Source
    measured: Measured
    is_repeat: bool
    """Whether the key is taken already: nothing is stored then, and the first answer is given again."""
    written: WrittenContent | None = None
    has_row: bool = False


_received: ContextVar[_Received | None] = ContextVar("kopukm_received_file", default=None)


async def upload_file(
    platform: Platform,
    source: Source,
    *,
    name: str,
    purpose: str,
    actor: Actor,
    key: str | None = None,
    door: str = "",
) -> Outcome:
    """Give `core.upload_file` with a content. The outcome refers to the StoredFile.

    The same content, name and purpose under the same key is answered as the first time; another content is a
    ConflictError. What does not fit the purpose is answered with problems on the field `file`. Raises
    NotAllowedError, NotAuthenticatedError, ThrottledError, BadInputError (an unknown purpose).
    """
    wanted = platform.files.purposes[purpose]
    allow_upload(wanted, actor)
    measured = await measure(source)
    try:
        check_content(platform.files, wanted, measured)
    except ProblemsError as refused:
        return Outcome(0, problems=refused.problems)
    given = {"name": clean_name(name), "purpose": purpose, "sha256": measured.sha256}
    is_repeat = key is not None and await CommandRecord.exists(actor=actor.key, command=UPLOAD_FILE, key=key)
    with _receiving(_Received(source, measured, is_repeat)) as received:
        try:
            return await platform.runner.run(UPLOAD_FILE, given, actor, key=key, door=door)
        finally:
            if received.written is not None and not received.has_row:
                await remove_content(platform, received.written.storage_key)


@command(UPLOAD_FILE, title="Unggah berkas", permission=None, returns=StoredFile, own_door=True)
class UploadFile:
    """Menyimpan berkas untuk satu keperluan; yang tidak dipakai dalam sehari dihapus."""

    name: str = ask("Nama berkas", maximum_length=200, personal=True)
    purpose: str = ask("Keperluan", example="core.import", maximum_length=100)
    sha256: str = ask("SHA-256 isinya", pattern="[0-9a-f]{64}")

    async def prepare(self, context: CommandContext) -> None:
        """Put the content into the store, before the transaction: a store may be slow."""
        received = _current(self.sha256)
        if received.is_repeat:
            return
        allow_upload(context.platform.files.purposes[self.purpose], context.actor)
        await refuse_hoarding(context.platform.files, context.actor, received.measured.size)
        received.written = await write_content(context.platform, received.source, received.measured)

    async def run(self, context: CommandContext) -> StoredFile:
        received = _current(self.sha256)
        if received.written is None:
            raise KopukmError("Isi berkas belum tersimpan.")
        stored = await save_row(received.written, name=self.name, purpose=self.purpose, actor=context.actor)
        received.has_row = True
        await context.audit("create", stored, {"purpose": (None, self.purpose), "size": (None, stored.size)})
        return stored


def _current(sha256: str) -> _Received:
    received = _received.get()
    if received is None or received.measured.sha256 != sha256:
        raise BadInputError(
            "Isi berkas tidak disertakan.",
            remedy="Unggah berkasnya lewat mutasi uploadFile atau `kopukm do`.",
        )
    return received


@contextmanager
def _receiving(received: _Received) -> Iterator[_Received]:
    token = _received.set(received)
    try:
        yield received
    finally:
        _received.reset(token)
