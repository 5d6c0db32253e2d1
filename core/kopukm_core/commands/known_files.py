"""Files that a command's input names must be there for the actor, and be uploaded for what the question asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kopukm_core.commands.declaration import CommandDeclaration, InputField
from kopukm_core.errors import NotFoundError, Problem, ProblemsError
from kopukm_core.files.storing import keep_files, visible_files
from kopukm_core.identity.actor import Actor

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def unusable_files(
    platform: Platform, declaration: CommandDeclaration, values: Mapping[str, Any], actor: Actor
) -> tuple[Problem, ...]:
    """A problem per file that does not exist for this actor, or was uploaded for something else."""
    fields = declaration.file_fields
    if not fields:
        return ()
    known = await visible_files(
        platform, [each for one in fields for each in _ids(values.get(one.name))], actor
    )
    return tuple(
        problem
        for one in fields
        for each in _ids(values.get(one.name))
        if (problem := _problem(platform, one, known.get(each))) is not None
    )


async def keep_referred(declaration: CommandDeclaration, values: Mapping[str, Any]) -> None:
    """Let the files of a command that is being run stay. Raises ProblemsError where one has gone meanwhile."""
    for one in declaration.file_fields:
        try:
            await keep_files(_ids(values.get(one.name)))
        except NotFoundError:
            raise ProblemsError([_gone(one)]) from None


def _problem(platform: Platform, field: InputField, purpose: str | None) -> Problem | None:
    if purpose is None:
        return _gone(field)
    if purpose == field.question.purpose:
        return None
    wanted = platform.files.purposes[field.question.purpose].title
    return Problem(
        field.name,
        "FILE_OTHER_PURPOSE",
        f"{field.label}: berkas ini diunggah untuk keperluan lain. Unggah lagi untuk {wanted!r} "
        f"({field.question.purpose}).",
    )


def _gone(field: InputField) -> Problem:
    return Problem(
        field.name,
        "FILE_UNKNOWN",
        f"{field.label}: berkas ini tidak ada, atau bukan untuk Anda. Unggah lagi.",
    )


def _ids(value: Any) -> Sequence[int]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, Iterable) else (value,)
