"""A subcommand of `kopukm`, as core and plugins give it by hook."""

from __future__ import annotations

import argparse
from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

Run = Callable[[argparse.Namespace, "Platform"], int | Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """`kopukm NAME`.

    `configure` adds the arguments. `run` returns the exit status, 0 for success; it may be async. With
    `opens_database` the platform is open (migrated and prepared in development) while it runs. It runs in the
    loop that `new_event_loop` makes, else in asyncio's. `further` names the list argument that also takes the words
    after an option, which argparse by itself refuses. With `own_help` it adds `--help` itself.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Run
    opens_database: bool = False
    new_event_loop: Callable[[], AbstractEventLoop] | None = None
    further: str = ""
    own_help: bool = False


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """For a subcommand without arguments."""
