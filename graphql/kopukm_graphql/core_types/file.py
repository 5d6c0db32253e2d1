"""Files in the contract: what was uploaded, and the mutation that uploads."""

from __future__ import annotations

from typing import Any

from strawberry.types.base import StrawberryOptional
from strawberry.types.field import StrawberryField

from kopukm_core.commands import declaration_of
from kopukm_core.files import StoredFile
from kopukm_core.files.receiving import UploadFile, upload_file
from kopukm_graphql.commands.contribution import KEY_DESCRIPTION
from kopukm_graphql.commands.payloads import payload_of, payload_type, record_field
from kopukm_graphql.context import RequestContext
from kopukm_graphql.contribution import Extension
from kopukm_graphql.received_file import ReceivedFile
from kopukm_graphql.server.downloads import DOWNLOADS
from kopukm_graphql.source.declaration import source
from kopukm_graphql.source.fields import column, computed
from kopukm_graphql.source.roots import RootField, lookup
from kopukm_graphql.source.strawberry_fields import SourceField, argument

PAYLOAD = "UploadFilePayload"

_UPLOAD = declaration_of(UploadFile)


@source(StoredFile, name="File", description="Berkas yang diunggah, atau dibuat oleh layanan ini.")
class File:
    """An uploaded file."""

    name = column("Nama berkas sebagaimana diunggah.")
    media_type = column("Jenis isinya, dikenali dari isinya sendiri.")
    size = column("Besarnya dalam bita.")
    purpose = column("Keperluannya.")
    created_at = column("Kapan diunggah.")

    @computed(
        columns=("id",),
        description="Alamat untuk mengunduhnya, dengan header Authorization yang sama. Pakai apa adanya.",
    )
    def download_path(id: int) -> str:  # noqa: A002 - the column's name
        return f"{DOWNLOADS}/{id}"


async def _upload(_parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
    context: RequestContext = info.context
    received: ReceivedFile = arguments["file"]
    outcome = await upload_file(
        context.platform,
        received.content,
        name=received.name,
        purpose=arguments["purpose"],
        actor=context.actor,
        key=arguments.get("idempotencyKey"),
        door="graphql",
    )
    return payload_of(_UPLOAD, outcome)


UPLOAD_PAYLOAD: type[Any] = payload_type(_UPLOAD, PAYLOAD, {})

FILE_MUTATIONS: dict[str, StrawberryField] = {
    "upload_file": SourceField(
        "uploadFile",
        UPLOAD_PAYLOAD,
        f"{_UPLOAD.description} Kirim sebagai multipart/form-data dengan header GraphQL-Require-Preflight: 1.",
        _upload,
        arguments=[
            argument("file", ReceivedFile, "Berkasnya."),
            argument("purpose", str, "Keperluannya, misalnya core.import."),
            argument("idempotencyKey", StrawberryOptional(str), KEY_DESCRIPTION, default=None),
        ],
        declaration=_UPLOAD,
    )
}

FILE_FIELDS: tuple[Extension, ...] = (record_field(_UPLOAD, PAYLOAD, "File"),)

FILE_ROOTS: tuple[RootField, ...] = (
    lookup("file", of="File", by=("id",), description="Satu berkas yang boleh Anda lihat."),
)
