"""An empty sheet of a declaration, to be filled in and imported."""

from __future__ import annotations

import csv
import io

from kopukm_core.errors import NotFoundError
from kopukm_core.tabular.columns import ImportDeclaration
from kopukm_core.tabular.harmless import harmless


def template_of(declaration: ImportDeclaration, sheet_name: str = "") -> str:
    """The headings of a sheet as CSV with semicolons, and no row: an example row would be imported as data.

    `sheet_name` is a sheet's name or title; "" is the first. Raises NotFoundError that lists the sheets.
    """
    wanted = sheet_name.strip().casefold()
    for sheet in declaration.sheets:
        if wanted in ("", sheet.name.casefold(), sheet.title.casefold()):
            written = io.StringIO(newline="")
            csv.writer(written, delimiter=";", lineterminator="\n").writerow(
                [harmless(column.label) for column in sheet.columns]
            )
            return written.getvalue()
    known = ", ".join(f"{sheet.name} ({sheet.title})" for sheet in declaration.sheets)
    raise NotFoundError(
        f"Impor {declaration.name} tidak mengenal lembar {sheet_name!r}.", remedy=f"Yang ada: {known}."
    )
