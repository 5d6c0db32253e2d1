"""The log of a process that serves: to standard error, where systemd and containers pick it up."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from kopukm_core.logs.formatting import JsonFormatter, TextFormatter
from kopukm_core.logs.settings import LogFormat, LogSettings

LIBRARY_LEVEL = logging.WARNING
"""Below it, libraries tell SQL parameters and message bodies."""


def open_logs(given: LogSettings) -> None:
    """Send every logger's lines to standard error in the form given, and uncaught errors with them.

    Where the root logger has a handler already (a test, an embedding program), that one is left alone.
    """
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter() if given.format is LogFormat.JSON else TextFormatter())
        root.addHandler(handler)
        root.setLevel(LIBRARY_LEVEL)
        sys.excepthook = _log_uncaught
        logging.captureWarnings(capture=True)
    logging.getLogger("kopukm").setLevel(given.level)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("kopukm").critical(
        "Proses berhenti karena kesalahan yang tidak terduga.", exc_info=(kind, error, trace)
    )
