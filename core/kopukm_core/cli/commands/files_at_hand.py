"""Files that the person at the terminal names by a path: uploaded first, then referred to by their number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kopukm_core.commands import CommandDeclaration, InputField
from kopukm_core.errors import Problem, ProblemsError
from kopukm_core.files.receiving import upload_file
from kopukm_core.files.threads import in_file_thread
from kopukm_core.identity import Actor
from kopukm_core.platform import Platform

DOOR = "terminal"


async def stored_path(platform: Platform, field: InputField, text: str, actor: Actor) -> str | Problem:
    """The text as it is, or the numbers of the files whose paths it names (several are separated by `;`).

    A file that nothing comes to refer to is removed after a day, as any other upload.
    """
    written = text.strip()
    if not field.question.purpose or not written or written.replace(",", "").replace(" ", "").isdecimal():
        return text
    numbers = []
    for part in written.split(";"):
        stored = await _upload(platform, field, part.strip().strip("'\""), actor)
        if isinstance(stored, Problem):
            return stored
        numbers.append(str(stored))
    return ", ".join(numbers)


async def stored_files(
    platform: Platform, declaration: CommandDeclaration, given: Mapping[str, Any], actor: Actor
) -> dict[str, Any]:
    """JSON input in which each file may stand as a path. Raises ProblemsError."""
    replaced = dict(given)
    for field in declaration.file_fields:
        value = given.get(field.name)
        if isinstance(value, str):
            replaced[field.name] = await _uploaded(platform, field, value, actor)
        elif isinstance(value, list):
            replaced[field.name] = [
                await _uploaded(platform, field, one, actor) if isinstance(one, str) else one for one in value
            ]
    return replaced


async def _uploaded(platform: Platform, field: InputField, path: str, actor: Actor) -> int:
    stored = await _upload(platform, field, path, actor)
    if isinstance(stored, Problem):
        raise ProblemsError([stored])
    return stored


async def _upload(platform: Platform, field: InputField, written: str, actor: Actor) -> int | Problem:
    path = await in_file_thread(_existing, written)
    if path is None:
        return Problem(
            field.name, "FILE_NOT_FOUND", f"{field.label}: {written} tidak ada, atau bukan berkas."
        )
    try:
        outcome = await upload_file(
            platform, path, name=path.name, purpose=field.question.purpose, actor=actor, door=DOOR
        )
    except PermissionError:
        return Problem(field.name, "FILE_NOT_FOUND", f"{field.label}: {path} tidak boleh dibaca.")
    if outcome.reference is None:
        return Problem(field.name, outcome.problems[0].code, f"{field.label}: {outcome.problems[0].message}")
    return int(outcome.reference.id)


def _existing(written: str) -> Path | None:
    path = Path(written).expanduser()
    return path if path.is_file() else None
