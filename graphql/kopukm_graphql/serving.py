"""The platform as one ASGI application: actors from tokens, readiness, the composed contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Scope

from kopukm_core.db import rows
from kopukm_core.files import content_of, readable_file
from kopukm_core.files.reading import file_to_read
from kopukm_core.identity.actor import ActorKind
from kopukm_core.identity.authentication import actor_from_authorization
from kopukm_core.identity.client import Client, using_client
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from kopukm_graphql.core_types.file import DOWNLOADS
from kopukm_graphql.server import ReadinessCheck, create_application, server_settings
from kopukm_graphql.server.addresses import client_address, rate_key
from kopukm_graphql.server.downloads import DownloadEndpoint, OpenedFile
from kopukm_graphql.server.rate_limiting import RateLimiter
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
                headers.get("authorization"), headers.get("kopukm-acting-for"), roles=platform.roles
            )
            yield RequestContext(actor, platform.settings, platform)

    @asynccontextmanager
    async def open_file(request: Request, number: int, reads: bool) -> AsyncIterator[OpenedFile]:
        async with open_context(request) as context:
            if context.actor.kind is not ActorKind.ANONYMOUS:
                actors.take(context.actor.key)
            found = await (file_to_read if reads else readable_file)(platform, number, context.actor)
            yield OpenedFile(found, lambda: content_of(platform, found))

    async def count(scope: Scope) -> None:
        addresses.take(rate_key(client_address(scope, settings.trusted_proxies)))

    addresses, actors = RateLimiter(settings.address_rate), RateLimiter(settings.actor_rate)
    return create_application(
        compose_contract(platform),
        settings=settings,
        open_context=open_context,
        readiness=[ReadinessCheck("database", _database_missing)],
        extra_routes=[Route(f"{DOWNLOADS}/{{number}}", DownloadEndpoint(open_file, count))],
        example=EXAMPLE,
    )


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
