"""All reports of this process by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.papers.report import Report
from kopukm_core.plugins import Given

_NAME = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")


class ReportRegistry:
    """Reports by name, checked for their owner's prefix and for permissions that nobody declares."""

    def __init__(self, given: Iterable[Given], permissions: Iterable[str]) -> None:
        """ConfigurationError for what does not fit together."""
        known = set(permissions)
        self._reports: dict[str, Report] = {}
        for item in given:
            report: Report = item.value
            if not _NAME.fullmatch(report.name) or report.name.partition(".")[0] != item.owner:
                raise ConfigurationError(
                    f"Plugin {item.owner} membawa laporan {report.name!r} ({item.place}).",
                    remedy=f"Namai laporannya {item.owner}.kata_benda dengan huruf kecil.",
                )
            if report.permission not in known:
                raise ConfigurationError(
                    f"Laporan {report.name} ({item.place}) meminta izin {report.permission!r} yang tidak dinyatakan "
                    "plugin mana pun.",
                    remedy="Nyatakan izin itu di kopukm_permissions.",
                )
            self._reports[report.name] = report

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports.values())

    def __contains__(self, name: object) -> bool:
        return name in self._reports

    def __getitem__(self, name: str) -> Report:
        try:
            return self._reports[name]
        except KeyError:
            known = ", ".join(sorted(self._reports)) or "(belum ada)"
            raise NotFoundError(f"Laporan {name[:80]!r} tidak ada.", remedy=f"Yang ada: {known}.") from None
