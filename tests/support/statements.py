"""Counting the SQL statements that an action issues, as Tortoise's own log tells them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args
        if isinstance(arguments, tuple) and arguments:
            self.statements.append(str(arguments[0]))


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """The texts of the statements issued inside, in order."""
    logger, recorder = logging.getLogger("tortoise.db_client"), _Recorder()
    level = logger.level
    logger.addHandler(recorder)
    logger.setLevel(logging.DEBUG)
    try:
        yield recorder.statements
    finally:
        logger.setLevel(level)
        logger.removeHandler(recorder)
