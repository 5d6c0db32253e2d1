"""Files as rows: saved, kept, found, removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import Parameters, after_commit, dialect, execute, rows
from kopukm_core.errors import BadInputError, NotFoundError
from kopukm_core.files.contents import Source, WrittenContent, remove_content, write_content
from kopukm_core.files.limits import check_content
from kopukm_core.files.models import StoredFile
from kopukm_core.files.naming import clean_name
from kopukm_core.identity.actor import Actor
from kopukm_core.privacy.personal_text import PersonalText

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def save_file(
    platform: Platform,
    source: Source,
    *,
    name: str,
    purpose: str,
    actor: Actor,
    region_code: str | None = None,
    kept: bool = False,
    party_id: int | None = None,
) -> StoredFile:
    """Store a file that the platform itself makes or was handed: content first, then its row.

    The row belongs to the caller's transaction; inside one, prefer `write_content` before it and `save_row` in it.
    Give `kept` where something refers to the file in the same transaction, else call `keep_files` when it does.
    Type and size are checked against the purpose, the actor's permission is not. Raises ProblemsError.
    """
    written = await write_content(platform, source)
    try:
        check_content(platform.files, platform.files.purposes[purpose], written.measured)
        return await save_row(
            written,
            name=name,
            purpose=purpose,
            actor=actor,
            region_code=region_code,
            kept=kept,
            party_id=party_id,
        )
    except Exception:
        await remove_content(platform, written.storage_key)
        raise


async def save_row(
    written: WrittenContent,
    *,
    name: str,
    purpose: str,
    actor: Actor,
    region_code: str | None = None,
    kept: bool = False,
    party_id: int | None = None,
) -> StoredFile:
    """The row of a content that is in the store, in the current transaction; members of the party read it as well."""
    row = file_row(
        written,
        name=name,
        purpose=purpose,
        actor=actor,
        region_code=region_code,
        kept=kept,
        party_id=party_id,
    )
    return await StoredFile.create(**row)


def file_row(
    written: WrittenContent,
    *,
    name: str,
    purpose: str,
    actor: Actor,
    region_code: str | None = None,
    kept: bool = False,
    party_id: int | None = None,
) -> dict[str, Any]:
    """The same as values by field, for `copy_rows` of many."""
    return {
        "storage_key": written.storage_key,
        "content_key": PersonalText(written.content_key),
        "name": clean_name(name),
        "media_type": written.measured.media_type,
        "size": written.measured.size,
        "sha256": written.measured.sha256,
        "purpose": purpose,
        "region_code": region_code,
        "created_by": actor.key,
        "created_at": clock.now(),
        "kept": kept,
        "is_public": False,
        "party_id": party_id,
    }


async def keep_files(
    ids: Sequence[int], *, region_code: str | None = None, public: bool | None = None
) -> None:
    """Note that something refers to the files, so that they stay; with the region that decides who sees them.

    `public` lets everybody read them, or no longer.

    Raises NotFoundError where one has gone meanwhile.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return
    parameters = Parameters(dialect())
    changes = "kept = TRUE"
    if region_code is not None:
        changes += f", region_code = {parameters.add(region_code)}"
    if public is not None:
        changes += f", is_public = {'TRUE' if public else 'FALSE'}"
    found = await execute(
        f"UPDATE stored_file SET {changes} WHERE id IN ({parameters.add_all(wanted)})", parameters
    )
    if found != len(wanted):
        raise NotFoundError("Berkas yang dirujuk sudah tidak ada.", remedy="Unggah lagi berkasnya.")


async def visible_files(platform: Platform, ids: Sequence[int], actor: Actor) -> dict[int, str]:
    """The purposes of those files that the actor may see, by id; one statement for all."""
    if not ids:
        return {}
    parameters = Parameters(dialect())
    listed = ", ".join(parameters.add(one) for one in sorted(set(ids)))
    seen = platform.visibility.condition(StoredFile, actor, "f", parameters)
    found = await rows(
        f"SELECT f.id, f.purpose FROM stored_file f WHERE f.id IN ({listed}) AND {seen}", parameters
    )
    return {int(row["id"]): str(row["purpose"]) for row in found}


async def readable_file(platform: Platform, file_id: int, actor: Actor) -> StoredFile:
    """The file, if the actor may see it. Raises NotFoundError for none and for one that is not theirs alike."""
    if not 0 < file_id < 2**63 or file_id not in await visible_files(platform, [file_id], actor):
        raise NotFoundError("Berkas ini tidak ada, atau bukan untuk Anda.", remedy="Periksa alamatnya.")
    found = await StoredFile.get_or_none(id=file_id)
    if found is None:
        raise NotFoundError("Berkas ini tidak ada, atau bukan untuk Anda.", remedy="Periksa alamatnya.")
    return found


async def remove_file(platform: Platform, stored: StoredFile) -> None:
    """Remove a file: its row, and with it the key of the content, now; the blob once that is committed.

    Raises BadInputError where another table still refers to it.
    """
    try:
        await StoredFile.filter(id=stored.id).delete()
    except IntegrityError:
        raise BadInputError("Berkas ini masih dirujuk.", remedy="Hapus dahulu yang merujuknya.") from None
    await after_commit(lambda: remove_content(platform, stored.storage_key))
