"""What may be uploaded: refusals that name the limit, its setting, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotAllowedError, NotAuthenticatedError, Problem, ProblemsError, ThrottledError
from kopukm_core.files.media_types import title_of
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.identity.actor import CHANGE_FIRST, Actor, ActorKind

if TYPE_CHECKING:
    from kopukm_core.files.access import Files
    from kopukm_core.files.contents import Measured

FIELD = "file"


def allow_upload(purpose: FilePurpose, actor: Actor) -> None:
    """Refuse an actor who may not upload for this purpose."""
    if actor.is_operator or purpose.lets_upload(actor):
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticatedError(
            "Mengunggah berkas membutuhkan akun.", remedy="Masuk dahulu, lalu ulangi."
        )
    wanted = purpose.upload_permission or ""
    raise NotAllowedError(
        f"Anda tidak berwenang mengunggah berkas untuk {purpose.title!r}.",
        remedy=CHANGE_FIRST if actor.must_change_password else f"Minta izin {wanted} kepada pengelola akun.",
    )


def check_content(files: Files, purpose: FilePurpose, measured: Measured) -> None:
    """Refuse what is empty, too large or of another kind. Raises ProblemsError on the field `file`."""
    limit = files.purposes.maximum_bytes(purpose)
    if measured.size == 0:
        raise _refused("FILE_EMPTY", "Berkasnya kosong. Pilih berkas yang berisi.")
    if measured.size > limit:
        raise ProblemsError([too_large(limit)])
    if measured.media_type not in purpose.media_types:
        kinds = ", ".join(sorted(title_of(one) for one in purpose.media_types))
        raise _refused(
            "FILE_KIND",
            f"Isi berkas ini {title_of(measured.media_type)}, sedangkan {purpose.title} menerima: {kinds}.",
        )


def too_large(limit: int) -> Problem:
    """The problem of a file beyond so many bytes."""
    return Problem(
        FIELD,
        "FILE_TOO_LARGE",
        f"Berkas ini lebih besar daripada batasnya, {_megabytes(limit)} (KOPUKM_FILE_BYTES). "
        "Kecilkan atau pecah berkasnya.",
    )


async def refuse_hoarding(files: Files, actor: Actor, size: int) -> None:
    """Refuse one more upload of an actor whose unused uploads have come to the limit. Raises ThrottledError."""
    if actor.is_operator:
        return
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT COUNT(*) AS number, COALESCE(SUM(size), 0) AS bytes FROM stored_file"
        f" WHERE created_by = {parameters.add(actor.key)} AND kept = FALSE",
        parameters,
    )
    number, held = int(found[0]["number"]), int(found[0]["bytes"])
    limits = files.limits
    told = ""
    if number >= limits.pending:
        told = f"{limits.pending} berkas (KOPUKM_FILE_PENDING)"
    elif held + size > limits.pending_bytes:
        told = f"{_megabytes(limits.pending_bytes)} (KOPUKM_FILE_PENDING_BYTES)"
    if told:
        raise ThrottledError(
            f"Unggahan Anda yang belum dipakai sudah mencapai batasnya, {told}.",
            remedy="Pakai dahulu berkas yang sudah diunggah; yang tidak dipakai dihapus sendiri sesudah sehari.",
            retry_after=3600,
        )


def _refused(code: str, message: str) -> ProblemsError:
    return ProblemsError([Problem(FIELD, code, message)])


def _megabytes(number: int) -> str:
    if number < 1_000_000:
        return f"{number} bita"
    return f"{number / 1_000_000:.1f}".replace(".", ",").removesuffix(",0") + " MB"
