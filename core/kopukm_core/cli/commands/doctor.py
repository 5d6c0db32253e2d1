"""`kopukm doctor`: what is wrong with this installation and what to do; it works where nothing else does."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import say

if TYPE_CHECKING:
    from kopukm_core.platform import Platform

NAME = "doctor"
HELP = "periksa instalasi ini: apa yang salah, mengapa, dan apa yang harus dilakukan"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kopukm doctor`."""
    parser.add_argument("--json", action="store_true", help="jawaban sebagai JSON, untuk program")
    parser.add_argument("--port", type=int, default=8000, help="port server yang diperiksa; bawaan 8000")


def examine_installation(words: Sequence[str]) -> int:
    """Run it on the environment, before and without the platform; the exit status, 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog=f"kopukm {NAME}", description=HELP)
    configure(parser)
    return _tell(parser.parse_args(words))


def _tell(arguments: argparse.Namespace) -> int:
    from kopukm_core.doctor.checkup import worst
    from kopukm_core.doctor.finding import State
    from kopukm_core.doctor.running import examine_now
    from kopukm_core.doctor.showing import as_json, as_lines

    answers = examine_now(os.environ, port=arguments.port)
    if arguments.json:
        say(as_json(answers))
    else:
        for line in as_lines(answers):
            say(line)
    return 1 if worst(answers) is State.FAULT else 0


def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    raise AssertionError("the command line runs it before there is a platform")


DOCTOR = Subcommand(NAME, HELP, configure, _run)
