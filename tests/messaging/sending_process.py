"""A process that sends what waits, until it is killed: `python sending_process.py DATABASE_URL HOME SMTP_URL`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.settings import Settings


async def send(database_url: str, home: str, smtp_url: str) -> None:
    """Run jobs for ever."""
    variables = {"KOPUKM_EMAIL_URL": smtp_url, "KOPUKM_EMAIL_FROM": "pesan@contoh.id"}
    settings = Settings(home=Path(home), database_url=database_url, variables=variables)
    post = PluginSource("post", "messaging.messages_plugin", "kopukm-post", "1.0.0")
    platform = build_platform(settings, [post])
    async with platform.open(prepare=False), running_jobs(platform, JobTiming(poll=0.05)):
        await asyncio.Event().wait()


if __name__ == "__main__":
    with using_keys(KeyRing({"k1": bytes(range(32))})):
        asyncio.run(send(*sys.argv[1:4]))
