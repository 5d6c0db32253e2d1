"""How large a file of tables may be: every limit has a setting, and a refusal names it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from kopukm_core.errors import ConfigurationError
from kopukm_core.tabular.sheets import TabularError
from kopukm_core.variables import declare_variables

MEGABYTE = 1_000_000

SETTINGS = {
    "file_megabytes": "KOPUKM_IMPORT_FILE_MEGABYTES",
    "unpacked_megabytes": "KOPUKM_IMPORT_UNPACKED_MEGABYTES",
    "ratio": "KOPUKM_IMPORT_RATIO",
    "sheets": "KOPUKM_IMPORT_SHEETS",
    "rows": "KOPUKM_IMPORT_ROWS",
    "columns": "KOPUKM_IMPORT_COLUMNS",
    "cells": "KOPUKM_IMPORT_CELLS",
    "cell_characters": "KOPUKM_IMPORT_CELL_CHARACTERS",
    "memory_megabytes": "KOPUKM_IMPORT_MEMORY_MEGABYTES",
    "seconds": "KOPUKM_IMPORT_SECONDS",
}
"""Limit → the variable that sets it."""

declare_variables(*SETTINGS.values())


@dataclass(frozen=True, slots=True)
class TabularLimits:
    """What a file may hold. All are whole numbers above zero."""

    file_megabytes: int = 50
    """Size of the file as it was uploaded, in MB of a million bytes."""
    unpacked_megabytes: int = 600
    """What is packed in a workbook, together, in MB: inflated and counted, whatever its directory says."""
    ratio: int = 150
    """How many times larger than the file its content may be, beyond the first 50 MB."""
    sheets: int = 100
    rows: int = 250_000
    """Rows of one sheet, blank ones between included."""
    columns: int = 1_000
    """Columns of one sheet up to the last filled one."""
    cells: int = 10_000_000
    """Cells of all sheets together: rows times columns, blank ones included."""
    cell_characters: int = 32_767
    """Characters in one cell; Excel's own limit."""
    memory_megabytes: int = 2_000
    """Memory that the process which reads the file may take, in MB."""
    seconds: int = 180
    """How long reading the file may take; judging and storing come after it."""

    def exceeded(self, limit: str, what: str, remedy: str = "") -> TabularLimitError:
        """The refusal, with the limit, its value and the setting."""
        return TabularLimitError(limit, f"{what} (batas {SETTINGS[limit]}: {getattr(self, limit)}).", remedy)


class TabularLimitError(TabularError):
    """A file larger, in some way, than this installation reads; `limit` is the field of TabularLimits."""

    code = "IMPORT_LIMIT"

    def __init__(self, limit: str, message: str, remedy: str = "") -> None:
        super().__init__(
            message,
            remedy=remedy
            or "Hapus yang tidak perlu atau pecah menjadi beberapa berkas; pengelola dapat menaikkan batasnya.",
        )
        self.limit = limit


DEFAULT_LIMITS = TabularLimits()


def tabular_limits(variables: Mapping[str, str]) -> TabularLimits:
    """The limits as `KOPUKM_IMPORT_*` sets them. Raises ConfigurationError that names the variable."""
    given = {}
    for limit in dataclasses.fields(TabularLimits):
        text = variables.get(SETTINGS[limit.name], "")
        if not text:
            continue
        if not (text.isascii() and text.isdigit()) or int(text) == 0:
            raise ConfigurationError(
                f"{SETTINGS[limit.name]} berisi {text!r}.", remedy="Isi dengan bilangan bulat di atas nol."
            )
        given[limit.name] = int(text)
    return TabularLimits(**given)
