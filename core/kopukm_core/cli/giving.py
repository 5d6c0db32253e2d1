"""Giving a command from the terminal, as the audited operator."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import Any

from kopukm_core.cli.writing import note, say
from kopukm_core.identity import operator
from kopukm_core.platform import Platform


async def give(platform: Platform, command: str, given: Mapping[str, Any], done: str) -> bool:
    """Give it and say `done`, or say why not; whether it was accepted. Refusals that are errors are raised."""
    outcome = await platform.runner.run(command, given, operator(getpass.getuser()), door="terminal")
    for problem in outcome.problems:
        note(f"✗ {problem.message}")
    if outcome.accepted:
        say(done)
    return outcome.accepted
