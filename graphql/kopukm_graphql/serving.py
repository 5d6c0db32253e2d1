"""The platform as one ASGI application: actors from tokens, readiness, the composed contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request

from kopukm_core.db import rows
from kopukm_core.identity.authentication import actor_from_authorization
from kopukm_core.identity.client import Client, using_client
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from kopukm_graphql.documents import compose_documents
from kopukm_graphql.server import ReadinessCheck, create_application, server_settings
from kopukm_graphql.server.addresses import client_address

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
    settings = server_settings(platform.settings)

    @asynccontextmanager
    async def open_context(request: Request) -> AsyncIterator[RequestContext]:
        headers = request.headers
        address = client_address(request.scope, settings.trusted_proxies)
        with using_client(Client(address, headers.get("user-agent", "")[:200])):
            actor = await actor_from_authorization(
                headers.get("authorization"), headers.get("kopukm-acting-for"), roles=platform.roles
            )
            yield RequestContext(actor, platform.settings, platform)

    schema = compose_contract(platform)
    return create_application(
        schema,
        settings=settings,
        open_context=open_context,
        readiness=[ReadinessCheck("database", _database_missing)],
        example=EXAMPLE,
        trusted=compose_documents(platform, schema),
    )


async def _database_missing() -> str:
    try:
        await rows("SELECT 1 AS one")
    except Exception:
        return "Basis data tidak menjawab. Periksa apakah ia hidup."
    return ""
