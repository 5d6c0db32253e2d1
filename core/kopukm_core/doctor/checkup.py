"""One examination: what the checks are given, and the order in which everything is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kopukm_core.db import open_database
from kopukm_core.db.address import database_address
from kopukm_core.doctor.check import Check
from kopukm_core.doctor.finding import Finding, State, fault, ok, warning
from kopukm_core.errors import KopukmError
from kopukm_core.logs import safe_error, safe_text
from kopukm_core.settings import Settings

if TYPE_CHECKING:
    from kopukm_core.db import Database
    from kopukm_core.platform import Platform

CHECK_SECONDS = 30.0
"""No single check may take longer."""


@dataclass(slots=True)
class Checkup:
    """What is known while the checks run. `platform` holds the plugins that could be loaded; it is not opened."""

    settings: Settings
    platform: Platform
    port: int = 8000
    """Where the server is expected."""
    patience: float = 3.5
    """Seconds between two looks at signs of life."""
    database: Database | None = field(default=None)

    @property
    def opened(self) -> Database:
        """The open database, for checks that need it."""
        if self.database is None:
            raise RuntimeError("the check did not say that it needs the database")
        return self.database


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check found."""

    name: str
    title: str
    finding: Finding


async def examined(checkup: Checkup, checks: Sequence[Check]) -> list[Answer]:
    """Run the checks: first those that need no database, then the others with it open."""
    answers: list[Answer] = []
    for one in checks:
        if not one.needs_database:
            answers += await _asked(one, checkup)
    async with _opened(checkup) as finding:
        answers.append(Answer("core.database", "Basis data", finding))
        for one in checks:
            if one.needs_database and checkup.database is not None:
                answers += await _asked(one, checkup)
    return answers


@asynccontextmanager
async def _opened(checkup: Checkup) -> AsyncIterator[Finding]:
    """Open the database where it is there; a file that is not is never made here."""
    try:
        address = database_address(checkup.settings)
        missing = address.file is not None and not address.file.exists()
    except (KopukmError, OSError) as error:
        yield as_fault(error)
        return
    if missing:
        yield _missing(checkup.settings, address.shown)
        return
    opening = open_database(checkup.settings, checkup.platform.apps)
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            checkup.database = await opening.__aenter__()
    except Exception as error:
        yield as_fault(error)
        return
    try:
        yield ok(f"{address.shown} menjawab.")
    finally:
        checkup.database = None
        await opening.__aexit__(None, None, None)


def _missing(settings: Settings, shown: str) -> Finding:
    if settings.is_production:
        return fault(
            f"{shown} belum ada.",
            "Di production basis data tidak dibuat diam-diam.",
            "Jalankan `kopukm migrate`, atau perbaiki KOPUKM_DATABASE_URL.",
        )
    return warning(f"{shown} belum ada.", "Dibuat saat pertama kali `kopukm serve`.", "kopukm serve")


async def _asked(one: Check, checkup: Checkup) -> list[Answer]:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            found = await one.examine(checkup)
        findings = [found] if isinstance(found, Finding) else list(found)
    except TimeoutError:
        findings = [
            warning(f"Tidak selesai dalam {CHECK_SECONDS:g} detik.", remedy="Ulangi saat beban ringan.")
        ]
    except (Exception, SystemExit) as error:
        findings = [as_fault(error)]
    return [Answer(one.name, one.title, finding) for finding in findings]


def as_fault(error: BaseException) -> Finding:
    """The error as a finding: our own in their words, others by their type."""
    if isinstance(error, KopukmError):
        return fault(safe_text(error.message), remedy=safe_text(error.remedy))
    return fault(
        f"Pemeriksaan gagal: {safe_error(error)}.", remedy="Laporkan kepada pengembang bila bagian lain baik."
    )


def worst(answers: Sequence[Answer]) -> State:
    """The worst state found."""
    states = {answer.finding.state for answer in answers}
    return next((state for state in (State.FAULT, State.WARNING) if state in states), State.OK)
