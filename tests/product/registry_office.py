"""An office that begins with a workbook: the example's cooperatives of two kecamatan, and people who ask over HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]

import kopukm_graphql
import kopukm_siopik
from kopukm_core import clock
from kopukm_core.identity.models import MembershipState, PartyMembership
from kopukm_core.imports import import_at_once, import_named
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import JobStatus, OutboxJob
from kopukm_core.platform import Platform
from live_server import Talk, talking
from office import OPERATOR, headers, log_in, new_account

EXAMPLE = Path(kopukm_siopik.__file__).parent / "examples" / "koperasi_ods_contoh.xlsx"
DOCUMENTS = [Path(package.__file__).parent / "operations" for package in (kopukm_graphql, kopukm_siopik)]
FAST = JobTiming(lease=5.0, beat=0.1, poll=0.02, grace=0.2)
KECAMATAN = ("cibinong", "citeureup")
HEADING_ROWS = 3
MOST_COOPERATIVES = 60


def smaller_workbook(target: Path) -> None:
    """The first cooperatives of the example in two kecamatan, with their yearly reports, cell by cell as they are."""
    book = python_calamine.CalamineWorkbook.from_path(str(EXAMPLE))
    cooperatives, reports = (book.get_sheet_by_name(name).to_python() for name in ("Koperasi", "Laporan"))
    chosen = [row for row in cooperatives[HEADING_ROWS:] if _key(row[11]) in KECAMATAN][:MOST_COOPERATIVES]
    numbers = {_key(row[place]) for row in chosen for place in (0, 2)} - {"", "-"}
    told = [row for row in reports[HEADING_ROWS:] if _key(row[0]) in numbers]
    with xlsxwriter.Workbook(target) as written:
        day = written.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in (
            ("Koperasi", cooperatives[:HEADING_ROWS] + chosen),
            ("Laporan", reports[:HEADING_ROWS] + told),
        ):
            sheet = written.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    else:
                        sheet.write(row, column, cell)


def _key(cell: Any) -> str:
    text = str(int(cell)) if isinstance(cell, float) else str(cell)
    return re.sub(r"\s+", " ", text).strip("' ").casefold()


async def import_workbook(platform: Platform, path: Path, as_of: date) -> int:
    """Import the workbook as the command line does; how many rows were kept."""
    found = await import_at_once(
        platform, import_named(platform, "siopik.cooperatives"), path, as_of, OPERATOR
    )
    assert found.run is not None
    return sum(1 for row in found.report.rows if row.outcome.is_kept)


async def work(platform: Platform) -> None:
    """Let every job that waits be done."""
    async with running_jobs(platform, FAST), asyncio.timeout(30):
        while await OutboxJob.exclude(status=JobStatus.DEAD).exists():  # noqa: ASYNC110 - it waits for another task
            await asyncio.sleep(0.01)
    assert not await OutboxJob.exists()


def operation(name: str) -> str:
    """The text of an operation that comes with the platform, with the fragments that it spreads."""
    (path,) = [folder / f"{name}.graphql" for folder in DOCUMENTS if (folder / f"{name}.graphql").exists()]
    fragments = dict(_fragments())
    text, wanted = path.read_text(encoding="utf-8"), [""]
    found: dict[str, str] = {}
    while wanted:
        whole = "\n".join([text, *found.values()])
        wanted = [one for one in re.findall(r"\.\.\.(\w+)", whole) if one in fragments and one not in found]
        found.update({one: fragments[one] for one in wanted})
    return "\n".join([text, *found.values()])


def _fragments() -> Iterator[tuple[str, str]]:
    for folder in DOCUMENTS:
        for path in sorted((folder / "fragments").glob("*.graphql")):
            for part in re.split(r"(?m)^(?=fragment )", path.read_text(encoding="utf-8")):
                if part.startswith("fragment "):
                    yield part.split()[1], part


@dataclass(frozen=True)
class Person:
    """Somebody who asks over HTTP by the platform's own operations."""

    host: str
    token: str | None = None

    async def run(self, name: str, /, **variables: Any) -> Any:
        """The data of an answer without errors and without problems."""
        async with httpx2.AsyncClient(base_url=f"http://{self.host}", timeout=20) as client:
            body = {"query": operation(name), "variables": variables}
            answer = (await client.post("/graphql", json=body, headers=headers(self.token))).json()
        assert "errors" not in answer, (name, answer["errors"])
        for value in answer["data"].values():
            assert not (isinstance(value, dict) and value.get("problems")), (name, value)
        return answer["data"]

    async def write(self, name: str, /, **given: Any) -> Any:
        """The answer of a mutation."""
        (value,) = (await self.run(name, input=given)).values()
        return value

    async def fetch(self, path: str) -> bytes:
        """A file that this person may read."""
        async with httpx2.AsyncClient(base_url=f"http://{self.host}", timeout=20) as client:
            answer = await client.get(path, headers=headers(self.token))
        assert answer.status_code == 200, answer.text
        return answer.content

    @asynccontextmanager
    async def watching(self, name: str, /, **variables: Any) -> AsyncIterator[Talk]:
        """A subscription over a WebSocket of its own."""
        async with talking(self.host) as talk:
            await talk.begin({"Authorization": f"Bearer {self.token}"} if self.token else None)
            await talk.subscribe("1", operation(name), **variables)
            yield talk


async def enter(
    platform: Platform, host: str, name: str, *roles: tuple[str, str | None], member_of: int | None = None
) -> Person:
    """A new account with these roles, logged in; it speaks for the party `member_of`."""
    account_id = await new_account(platform, name, *roles)
    if member_of is not None:
        await PartyMembership.create(
            account_id=account_id,
            party_id=member_of,
            title="Ketua",
            state=MembershipState.APPROVED,
            requested_at=clock.now(),
        )
    return await entered(host, name)


async def entered(host: str, name: str) -> Person:
    """The person of an account, with a new session."""
    async with httpx2.AsyncClient(base_url=f"http://{host}") as client:
        return Person(host, await log_in(client, name))
