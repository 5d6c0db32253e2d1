"""A rotation that is killed in its middle: `python -m rotation.rotating_process`."""

from __future__ import annotations

import asyncio
import os
import signal

from filled_office import SOURCES
from kopukm_core.platform import build_platform
from kopukm_core.privacy.rotation import rotate
from kopukm_core.settings import load_settings


async def _main() -> None:
    chunks = 0

    def kill(moved: int) -> None:
        nonlocal chunks
        chunks += 1
        if chunks == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    platform = build_platform(load_settings(), SOURCES)
    async with platform.open(prepare=False):
        assert platform.database.context.apps is not None
        await rotate(platform.database.context.apps.get_models_iterable(), rows_at_once=2, report=kill)


if __name__ == "__main__":
    asyncio.run(_main())
