"""Reading a file in a process of its own, which may take only so much memory and time."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kopukm_core.tabular.limits import DEFAULT_LIMITS, TabularLimitError, TabularLimits
from kopukm_core.tabular.sheets import MergedRange, Sheet, TabularError
from kopukm_core.tabular.source import check_file_size
from kopukm_core.values.reading import RawValue

_MODULE = "kopukm_core.tabular.reading_process"


@dataclass(frozen=True, slots=True)
class SheetPieces:
    """A sheet on its way: `width` is its longest row, `pieces` its rows, to be taken before the next sheet."""

    name: str
    merged: tuple[MergedRange, ...]
    is_hidden: bool
    width: int
    pieces: Iterator[Sequence[Sequence[RawValue]]]


class ReadingProcess:
    """One file being read; `stop()` ends it from any thread."""

    def __init__(self, path: Path, limits: TabularLimits = DEFAULT_LIMITS) -> None:
        self._path = path
        self._limits = limits
        self._stopped = False
        self._late = False
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Read no further; whoever is reading is told that the file cannot be read."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def sheets(self) -> Iterator[SheetPieces]:
        """The sheets one after the other. Raises TabularError as `read_sheets` does, and for a limit of the process."""
        if self._path.is_file():
            check_file_size(self._path, self._limits)
        environment = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
        command = [
            sys.executable,
            "-m",
            _MODULE,
            str(self._path.resolve()),
            json.dumps(dataclasses.asdict(self._limits)),
        ]
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            self._process = process
            timer = threading.Timer(self._limits.seconds, self._too_late)
            timer.daemon = True
            timer.start()
            try:
                if self._stopped:
                    process.kill()
                if process.stdout is not None:
                    yield from self._sheets(process.stdout)
            finally:
                timer.cancel()
                process.kill()

    def _too_late(self) -> None:
        self._late = True
        self.stop()

    def _sheets(self, stream: IO[bytes]) -> Iterator[SheetPieces]:
        piece = self._next(stream)
        name = ""
        while piece[0] == "sheet":
            _, name, merged, is_hidden, width = piece
            following: list[tuple[Any, ...]] = []
            pieces = self._rows(stream, following)
            yield SheetPieces(name, tuple(MergedRange(*one) for one in merged), is_hidden, width, pieces)
            for _ in pieces:
                pass
            piece = following[0]

    def _rows(
        self, stream: IO[bytes], following: list[tuple[Any, ...]]
    ) -> Iterator[Sequence[Sequence[RawValue]]]:
        while (piece := self._next(stream))[0] == "rows":
            yield piece[1]
        following.append(piece)

    def _next(self, stream: IO[bytes]) -> tuple[Any, ...]:
        try:
            piece: tuple[Any, ...] = _PlainUnpickler(stream).load()
        except (EOFError, pickle.UnpicklingError):
            raise self._ended() from None
        if piece[0] == "error":
            _, limit, message, remedy = piece
            raise TabularLimitError(limit, message, remedy) if limit else TabularError(message, remedy=remedy)
        return piece

    def _ended(self) -> TabularError:
        if self._late:
            return self._limits.exceeded("seconds", "Membaca berkas ini terlalu lama")
        if self._stopped:
            return TabularError("Pembacaan berkas dihentikan.", remedy="Ulangi impornya.")
        return self._limits.exceeded(
            "memory_megabytes",
            "Membaca berkas ini membutuhkan terlalu banyak memori",
            "Hapus isi yang berada jauh di kanan atau di bawah tabel, atau pecah berkasnya.",
        )


def read_apart(path: Path, limits: TabularLimits = DEFAULT_LIMITS) -> list[Sheet]:
    """All sheets of the file, as `read_sheets` gives them."""
    return whole_sheets(ReadingProcess(path, limits))


def whole_sheets(reading: ReadingProcess) -> list[Sheet]:
    """All sheets that are being read."""
    found = []
    for sheet in reading.sheets():
        rows = [row for piece in sheet.pieces for row in piece]
        found.append(Sheet(sheet.name, rows, sheet.merged, sheet.is_hidden))
    return found


class _PlainUnpickler(pickle.Unpickler):
    """Plain values and dates; nothing that a file could make the process say is run here."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
