"""The process that reads a file for another: little memory, little time, no settings and no secrets.

Run as `python -m kopukm_core.tabular.reading_process FILE LIMITS`; it writes pickled pieces to its standard output.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import IO, Any

from kopukm_core.tabular.limits import MEGABYTE, TabularLimitError, TabularLimits
from kopukm_core.tabular.sheets import TabularError
from kopukm_core.tabular.source import iterate_sheets

ROWS_AT_ONCE = 1_000

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]


def bound_memory(limits: TabularLimits) -> None:
    """From here on, an allocation beyond the limit fails."""
    if resource is not None:
        most = limits.memory_megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def write_sheets(path: Path, limits: TabularLimits, output: IO[bytes]) -> None:
    """Pieces: ("sheet", its name …), ("rows", …) as often as needed, at last ("end",), or ("error", …)."""

    def tell(*piece: Any) -> None:
        pickle.dump(piece, output, pickle.HIGHEST_PROTOCOL)

    try:
        for sheet in iterate_sheets(path, limits):
            merged = [
                (one.first_row, one.first_column, one.last_row, one.last_column) for one in sheet.merged
            ]
            width = max((len(row) for row in sheet.rows), default=0)
            tell("sheet", sheet.name, merged, sheet.is_hidden, width)
            for first in range(0, len(sheet.rows), ROWS_AT_ONCE):
                tell("rows", sheet.rows[first : first + ROWS_AT_ONCE])
        tell("end")
    except TabularLimitError as error:
        tell("error", error.limit, error.message, error.remedy)
    except TabularError as error:
        tell("error", "", error.message, error.remedy)


def main() -> None:
    path, limits = Path(sys.argv[1]), TabularLimits(**json.loads(sys.argv[2]))
    bound_memory(limits)
    write_sheets(path, limits, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
