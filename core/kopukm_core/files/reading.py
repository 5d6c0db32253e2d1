"""Reading a file whole, with the trace that personal ones ask for (UU 27/2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.files.models import StoredFile
from kopukm_core.files.storing import readable_file
from kopukm_core.identity.actor import Actor

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

READ_FILE = "core.read_file"


async def file_to_read(platform: Platform, file_id: int, actor: Actor, *, door: str = "") -> StoredFile:
    """The file, if the actor may see it; the reading of a personal one is in the audit before anything is given out.

    Raises NotFoundError for none and for one that is not theirs alike.
    """
    stored = await readable_file(platform, file_id, actor)
    purposes = platform.files.purposes
    if stored.purpose not in purposes or purposes[stored.purpose].personal:
        await platform.runner.run(READ_FILE, {"file": stored.id}, actor, door=door)
    return stored


@command(READ_FILE, title="Baca berkas", permission=None, own_door=True)
class ReadFile:
    """Mencatat bahwa sebuah berkas dibaca utuh."""

    file: int = ask("Nomor berkas")

    async def run(self, context: CommandContext) -> None:
        await context.audit_id("read", StoredFile, self.file)
