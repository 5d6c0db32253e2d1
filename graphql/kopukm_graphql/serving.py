"""The platform as one ASGI application: actors from tokens, readiness, the composed contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request

from kopukm_core.db import rows
from kopukm_core.files import content_of, readable_file
from kopukm_core.files.reading import file_to_read
from kopukm_core.identity.actor import Actor
from kopukm_core.identity.authentication import actor_from_authorization
from kopukm_core.identity.client import Client, using_client
from kopukm_core.messaging import Attachment
from kopukm_core.messaging.reading import readable_attachment
from kopukm_core.metrics import metrics_access
from kopukm_core.metrics.figures import DatabaseFigures
from kopukm_core.platform import Platform
from kopukm_core.scheduling.feeds.reading import read_feed
from kopukm_graphql.compiling import CompilingExecutor
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from kopukm_graphql.documents import compose_documents
from kopukm_graphql.executing import CompiledExecutor
from kopukm_graphql.server import ReadinessCheck, create_application, server_settings
from kopukm_graphql.server.addresses import client_address
from kopukm_graphql.server.downloads import OpenedFile
from kopukm_graphql.server.live.running import WATCHING
from kopukm_graphql.server.metrics_page import metrics_route
from kopukm_graphql.server.upload_limits import UploadLimits

EXAMPLE = """# Selamat datang di Kopukm.
# Tekan ▶ untuk menjalankan contoh ini:
# koperasi di Kecamatan Cibinong.
{
  region(code: "32.01.01") {
    name
    cooperativeCount
    cooperatives(first: 5) {
      totalCount
      nodes {
        name
        status
        region { name }
        annualMeetings(first: 2) { year heldOn }
      }
    }
  }
}
"""


def platform_application(platform: Platform) -> Starlette:
    """The application of an open platform. Raises ConfigurationError for what cannot be composed."""
    settings = replace(server_settings(platform.settings), uploads=upload_limits(platform))

    @asynccontextmanager
    async def open_context(request: Request) -> AsyncIterator[RequestContext]:
        headers = request.headers
        address = client_address(request.scope, settings.trusted_proxies)
        with using_client(Client(address, headers.get("user-agent", "")[:200])):
            actor = await actor_from_authorization(
                headers.get("authorization"),
                headers.get("kopukm-acting-for"),
                roles=platform.roles,
                counts_as_use=WATCHING not in request.scope,
            )
            context = RequestContext(actor, platform.settings, platform)
            try:
                yield context
            finally:
                context.loaders.cancel()

    async def open_file(actor: Actor, number: int, reads: bool) -> OpenedFile:
        found = await (file_to_read if reads else readable_file)(platform, number, actor)
        return OpenedFile(found, lambda: content_of(platform, found))

    async def open_attachment(actor: Actor, number: int, place: int) -> Attachment:
        return await readable_attachment(platform, actor, number, place)

    schema = compose_contract(platform)
    return create_application(
        schema,
        settings=settings,
        open_context=open_context,
        readiness=_readiness(platform),
        open_file=open_file,
        open_attachment=open_attachment,
        read_feed=lambda secret: read_feed(secret, platform.roles),
        extra_routes=[
            metrics_route(
                metrics_access(platform.settings), DatabaseFigures(platform), settings.trusted_proxies
            )
        ],
        executor=CompilingExecutor(schema, CompiledExecutor(schema)),
        example=EXAMPLE,
        trusted=compose_documents(platform, schema),
    )


def _readiness(platform: Platform) -> list[ReadinessCheck]:
    """Without Redis jobs wait and everything else is served."""
    checks = [ReadinessCheck("database", _database_missing)]
    if url := platform.settings.redis_url:

        async def redis_missing() -> str:
            from kopukm_core.jobs.redis_broker import redis_fault

            fault = await redis_fault(url)
            return f"{fault} Pekerjaan latar menunggu sampai ia kembali." if fault else ""

        checks.append(ReadinessCheck("redis", redis_missing, required=False))
    return checks


def upload_limits(platform: Platform) -> UploadLimits:
    """What one request with files may bring here. Raises ConfigurationError where nothing can be written."""
    limits, purposes = platform.files.limits, platform.files.purposes
    return UploadLimits(
        folder=platform.files.temporary_folder(),
        file_bytes=purposes.largest,
        files=limits.per_request,
        seconds=limits.upload_seconds,
        anonymous=purposes.any_anonymous,
    )


async def _database_missing() -> str:
    try:
        await rows("SELECT 1 AS one")
    except Exception:
        return "Basis data tidak menjawab. Periksa apakah ia hidup."
    return ""
