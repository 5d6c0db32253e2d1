"""Threads for what waits on disks and stores, of their own: a slow store holds nothing else up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="kopukm-files")
_END = object()


async def in_file_thread(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """The answer of a blocking function, run beside the event loop."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        _pool, lambda: context.run(function, *arguments, **named)
    )


async def from_file_thread(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces of a blocking iterator, one by one."""
    while True:
        piece = await in_file_thread(next, pieces, _END)
        if not isinstance(piece, bytes):
            return
        yield piece
