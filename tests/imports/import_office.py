"""An office that imports: its people, and short ways to upload, import, take back and read reports."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kopukm_core import clock
from kopukm_core.commands import Outcome
from kopukm_core.files import IMPORT, StoredFile, local_copy, save_file
from kopukm_core.identity import Actor
from kopukm_core.identity.authentication import actor_of_account
from kopukm_core.identity.models import Account, AccountState, RoleAssignment
from kopukm_core.imports import ImportRun
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from kopukm_core.privacy import PersonalText
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region
from kopukm_core.tabular import read_sheets
from siopik.registry import make_regions

TIMING = JobTiming(lease=1.0, beat=0.1, poll=0.02, first_delay=0.02, longest_delay=0.05, grace=5.0)
DAY = date(2025, 11, 2)
HEADINGS = (
    "NIK",
    "Nama Koperasi",
    "Nomor Badan Hukum",
    "Kelurahan Desa",
    "Kecamatan",
    "Ketua",
    "Sektor Usaha",
    "Status Koperasi",
)
MELATI = (
    "3201010020001",
    "KSU Melati Jaya",
    "1/BH/2004",
    "Pakansari",
    "Cibinong",
    "Siti Aminah",
    "Dagang",
    "Aktif",
)
KENANGA = ("3201010020002", "KSU Kenanga", "2/BH/2005", "Cirimekar", "Cibinong", "Budi", "Jasa", "Aktif")
ANGGREK = ("3201010020003", "KSU Anggrek", "3/BH/2006", "Puspanegara", "Citeureup", "Tini", "Tani", "Aktif")
VILLAGES = {"32.01.01.1007": "Pakansari", "32.01.01.1011": "Cirimekar", "32.01.03.1006": "Puspanegara"}
"""With the codes of the list in force, which a file's names are read by."""
Row = Sequence[str]


def table(*rows: Row, headings: Row = HEADINGS) -> bytes:
    """The rows as a csv file."""
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([headings, *rows])
    return written.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Office:
    """The running platform with an officer of the district, one of Cibinong, a reader and a stranger."""

    platform: Platform
    head: Actor
    cibinong: Actor
    reader: Actor
    stranger: Actor

    async def upload(
        self, content: bytes, actor: Actor | None = None, name: str = "ekspor.csv"
    ) -> StoredFile:
        """An uploaded file."""
        return await save_file(self.platform, content, name=name, purpose=IMPORT, actor=actor or self.head)

    async def start(
        self, content: bytes, actor: Actor | None = None, *, dry_run: bool = False, name: str = "ekspor.csv"
    ) -> Outcome:
        """Ask for an import; its job waits."""
        actor = actor or self.head
        file = await self.upload(content, actor, name)
        given = {
            "import_name": "siopik.cooperatives",
            "file": file.id,
            "as_of": DAY.isoformat(),
            "dry_run": dry_run,
        }
        return await self.platform.runner.run("core.start_import", given, actor)

    async def imported(
        self, content: bytes, actor: Actor | None = None, *, dry_run: bool = False, name: str = "ekspor.csv"
    ) -> ImportRun:
        """An import that has been carried out."""
        outcome = await self.start(content, actor, dry_run=dry_run, name=name)
        assert outcome.reference is not None, outcome.problems
        await self.work()
        return await ImportRun.get(id=int(outcome.reference.id))

    async def undo(self, run: ImportRun, actor: Actor | None = None) -> Outcome:
        """Ask to take a run back, and have it done."""
        outcome = await self.platform.runner.run("core.undo_import", {"run_id": run.id}, actor or self.head)
        await self.work()
        await run.refresh_from_db()
        return outcome

    async def work(self) -> None:
        """Do all jobs that wait."""
        async with running_jobs(self.platform, TIMING):
            while await OutboxJob.exclude(status="dead").exists():  # noqa: ASYNC110 - the jobs end in the database
                await asyncio.sleep(0.01)

    async def report(self, run: ImportRun, folder: Path) -> Path:
        """The report of a run, as it is downloaded."""
        stored = await StoredFile.get(id=run.report_id)
        target = folder / stored.name
        async with local_copy(self.platform, stored) as path:
            shutil.copyfile(path, target)
        return target


def told(path: Path) -> list[tuple[str, str]]:
    """The last two cells of each row of a report, below the headings."""
    (sheet,) = read_sheets(path)
    assert [str(one) for one in sheet.rows[0][-2:]] == ["Hasil", "Alasan"]
    return [(str(row[-2]), str(row[-1])) for row in sheet.rows[1:]]


async def make_office(platform: Platform) -> Office:
    """The regions and the people."""
    await make_regions()
    for code, name in VILLAGES.items():
        await Region.create(
            code=code,
            name=name,
            level=RegionLevel.VILLAGE,
            kind=RegionKind.URBAN_VILLAGE,
            sort_key=name.lower(),
            search_text=name.lower(),
            parent_id=code[:8],
            loaded_at=clock.now(),
        )
    made = [
        await _person(platform, name, *roles)
        for name, roles in {
            "head": (("siopik.officer", "32.01"),),
            "cibinong": (("siopik.officer", "32.01.01"),),
            "reader": (("core.import_reader", "32.01.01"),),
            "stranger": (),
        }.items()
    ]
    return Office(platform, *made)


async def _person(platform: Platform, name: str, *roles: tuple[str, str]) -> Actor:
    account = await Account.create(
        login_name=PersonalText(f"{name}@contoh.id"),
        name=name,
        password_hash="-",  # noqa: S106
        state=AccountState.ACTIVE,
        created_by="operator:tes",
        password_changed_at=clock.now(),
        created_at=clock.now(),
    )
    for role, region in roles:
        await RoleAssignment.create(
            account=account, role=role, region_code=region, granted_by="operator:tes", granted_at=clock.now()
        )
    return await actor_of_account(account.id, roles=platform.roles)
