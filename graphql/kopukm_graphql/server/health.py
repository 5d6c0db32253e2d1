"""Whether the process lives, and whether it can serve: for load balancers, containers and people."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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
    required: bool = True
    """Whether the server cannot serve without it; otherwise its absence is told as a warning."""


def health_routes(checks: Sequence[ReadinessCheck], seconds: float) -> list[Route]:
    """`/health/live` (200), `/health/ready` (200, perhaps with `warnings`, or 503 with what is `missing`)."""

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})

    async def ready(_: Request) -> Response:
        sentences = await asyncio.gather(*(_asked(check, seconds) for check in checks))
        told = list(zip(checks, sentences, strict=True))
        missing = _absent((check, sentence) for check, sentence in told if check.required)
        warnings = _absent((check, sentence) for check, sentence in told if not check.required)
        body: dict[str, Any] = {"status": "not_ready", "missing": missing} if missing else {"status": "ready"}
        if warnings:
            body["warnings"] = warnings
        return JSONResponse(body, 503 if missing else 200, headers={"Cache-Control": "no-store"})

    return [Route("/health/live", live), Route("/health/ready", ready)]


def _absent(told: Iterable[tuple[ReadinessCheck, str]]) -> list[dict[str, str]]:
    return [{"name": check.name, "message": sentence} for check, sentence in told if sentence]


async def _asked(check: ReadinessCheck, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            return await check.missing()
    except TimeoutError:
        return f"Tidak menjawab dalam {seconds:g} detik."
    except Exception:
        logger.exception("Pemeriksaan %s gagal", check.name)
        return "Tidak dapat diperiksa; sebabnya ada di catatan (log) server."
