"""Whether the process lives, and whether it can serve: for load balancers, containers and people."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

logger = logging.getLogger("kopukm.health")


@dataclass(frozen=True, slots=True)
class ReadinessCheck:
    """One thing the server needs.

    `missing` answers "" when it is there, else an Indonesian sentence: what is missing, and what to do.
    """

    name: str
    missing: Callable[[], Awaitable[str]]


def health_routes(checks: Sequence[ReadinessCheck], seconds: float) -> list[Route]:
    """`/health/live` (200), `/health/ready` (200, or 503 with what is missing)."""

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})

    async def ready(_: Request) -> Response:
        sentences = await asyncio.gather(*(_asked(check, seconds) for check in checks))
        missing = [
            {"name": check.name, "message": sentence}
            for check, sentence in zip(checks, sentences, strict=True)
            if sentence
        ]
        body = {"status": "not_ready", "missing": missing} if missing else {"status": "ready"}
        return JSONResponse(body, 503 if missing else 200, headers={"Cache-Control": "no-store"})

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _asked(check: ReadinessCheck, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            return await check.missing()
    except TimeoutError:
        return f"Tidak menjawab dalam {seconds:g} detik."
    except Exception:
        logger.exception("Pemeriksaan %s gagal", check.name)
        return "Tidak dapat diperiksa; sebabnya ada di catatan (log) server."
