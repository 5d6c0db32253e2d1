"""Redis, where the installation uses it: there, and not throwing away what waits in it."""

from __future__ import annotations

import asyncio
from typing import Any

from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning

_SECONDS = 3.0


@check("core.redis", "Redis")
async def redis_check(checkup: Checkup) -> list[Finding]:
    url = checkup.settings.redis_url
    if not url:
        return [ok("Tidak dipakai: server mengerjakan pekerjaan latarnya sendiri.")]
    import redis.asyncio
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    try:
        async with asyncio.timeout(_SECONDS):
            async with redis.asyncio.Redis.from_url(
                url, socket_connect_timeout=_SECONDS, retry=Retry(NoBackoff(), 0)
            ) as client:
                told: dict[str, Any] = await client.info()
    except redis.AuthenticationError:
        return [fault("Redis menolak sandinya.", remedy="Periksa sandi di KOPUKM_REDIS_URL.")]
    except (redis.RedisError, OSError, TimeoutError, ValueError):
        return [
            fault(
                "Redis tidak menjawab.",
                "Perintah tetap diterima, tetapi pekerjaan latar menunggu dan kabar antarproses tertunda.",
                "Hidupkan Redis (systemctl status redis), atau perbaiki KOPUKM_REDIS_URL.",
            )
        ]
    findings: list[Finding] = []
    policy = str(told.get("maxmemory_policy", "noeviction"))
    if policy != "noeviction":
        findings.append(
            warning(
                f"maxmemory-policy Redis adalah {policy}.",
                "Pesan pekerjaan dapat dibuang; server mengirimnya ulang, tetapi terlambat.",
                "Setel maxmemory-policy noeviction di redis.conf.",
            )
        )
    if int(str(told.get("redis_version", "0")).split(".")[0]) < 6:
        findings.append(
            warning(f"Redis {told.get('redis_version')} terlalu lama.", remedy="Pakai Redis 6 ke atas.")
        )
    if told.get("role") == "slave":
        findings.append(fault("KOPUKM_REDIS_URL menunjuk salinan (replica).", remedy="Tunjuk Redis utama."))
    return findings or [
        ok(f"Redis {told.get('redis_version')} menjawab. Isinya boleh hilang; tidak perlu disimpan di disk.")
    ]
