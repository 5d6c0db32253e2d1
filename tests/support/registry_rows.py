"""Rows of the whole product in two kecamatan: NULLs, equal names, replaced rows, rows on both sides of each rule."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kopukm_outside.models import FieldVisit, VisitState

from health_oracle import seed_health
from kopukm_core.db import search_text, sort_key
from kopukm_core.files import StoredFile
from kopukm_core.identity.accounts import create_account
from kopukm_core.identity.models import Account, MembershipState, PartyMembership, RoleAssignment
from kopukm_core.imports import ImportRun, ImportState, KeptRow
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.privacy import PersonalText
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_siopik.choices import CooperativeKind, CooperativeStatus, OfficerPosition
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport

GUNUNG, JONGGOL = "32.01.07", "32.01.13"
MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
_PLACES = (
    ("32", RegionLevel.PROVINCE),
    ("32.01", RegionLevel.REGENCY),
    (GUNUNG, RegionLevel.DISTRICT),
    (f"{GUNUNG}.2001", RegionLevel.VILLAGE),
    (f"{GUNUNG}.2002", RegionLevel.VILLAGE),
    (JONGGOL, RegionLevel.DISTRICT),
    (f"{JONGGOL}.2004", RegionLevel.VILLAGE),
    ("32.01.070", RegionLevel.DISTRICT),
    ("32.02", RegionLevel.REGENCY),
    (f"{GUNUNG}.2003", RegionLevel.VILLAGE),
)
"""One code begins like another without lying in it; the last region has vanished."""
CODES: tuple[str | None, ...] = (f"{GUNUNG}.2001", JONGGOL, f"{GUNUNG}.2002", None, f"{JONGGOL}.2004", GUNUNG)
_NAMES = ("KSU Melati 2", "KSU Melati 10", 'Koperasi "X" O\'Brien', "Éclair", "KSU melati 2", "100%_")
_STATES = (
    MembershipState.APPROVED,
    MembershipState.REQUESTED,
    MembershipState.ENDED,
    MembershipState.REJECTED,
)


async def seed_regions() -> None:
    """Provinces first: each knows the one above it."""
    for code, level in _PLACES:
        await Region.create(
            code=code,
            name=f"Wilayah {code}",
            level=level,
            kind=RegionKind.DISTRICT,
            parent_id=code.rpartition(".")[0] or None,
            sort_key=sort_key(code),
            search_text=search_text(code),
            loaded_at=MOMENT,
            vanished_at=MOMENT if code == _PLACES[-1][0] else None,
        )
    for code in (GUNUNG, JONGGOL):
        await RegionBoundary.create(
            region_id=code,
            geometry="{}",
            simplified=code == GUNUNG,
            source="uji",
            licence="CC0",
            loaded_at=MOMENT,
        )


async def seed_registry(count: int = 12) -> None:
    """Parties with cooperatives, and what hangs on them. Every hidden text begins with `rahasia`."""
    kinds: list[CooperativeKind | None] = [*CooperativeKind, None]
    states: list[CooperativeStatus | None] = [*CooperativeStatus, None]
    for number in range(1, count + 1):
        name, code = _NAMES[number % len(_NAMES)], CODES[number % len(CODES)]
        await Party.create(
            id=number,
            kind=PartyKind.ORGANISATION,
            name=name,
            sort_key=sort_key(name),
            search_text=search_text(name),
            region_id=code,
            outside_region="Kota Depok" if code is None else "",
            plugin="siopik",
            created_at=MOMENT,
            changed_at=MOMENT,
            merged_into_id=1 if number == count else None,
        )
        await Cooperative.create(
            id=number + 100,
            party_id=number,
            region_id=code,
            name=name,
            nik=f"32010700{number:05}" if number % 4 else None,
            kind=kinds[number % len(kinds)],
            status=states[number % len(states)],
            email=f"rahasia-{number}@contoh.id" if number % 3 else None,
            phone=f"+62811{number:07}" if number % 5 else None,
            served_village_code=f"{GUNUNG}.2002" if number == 2 else None,
            npwp=f"0{number:015}" if number % 3 else None,
            sort_key=sort_key(name),
            search_text=search_text(name),
            effective_on=date(2026, 1, 1),
            recorded_at=MOMENT,
        )
        await _hang_on(number)
    for number in range(1, count + 1):
        await _visit(number, count)


async def _hang_on(number: int) -> None:
    key = number + 100
    for position, current in ((OfficerPosition.CHAIR, True), (OfficerPosition.CHAIR, False)):
        await Officer.create(
            cooperative_id=key,
            position=position,
            name=f"rahasia pengurus {number} {current}",
            effective_on=date(2026, 1, 1),
            recorded_at=MOMENT,
            is_current=current,
        )
    for year in range(2024, 2024 + number % 3):
        for current in (True, False):
            await YearlyReport.create(
                cooperative_id=key,
                year=year,
                assets=990_000_000_000 + number * 1000 + year,
                effective_on=date(year, 12, 31),
                recorded_at=MOMENT,
                is_current=current,
            )
            await AnnualMeeting.create(
                cooperative_id=key,
                year=year,
                held_on=date(year + 1, 3, 1 + (number - 1) % 28 if current else 28),
                recorded_at=MOMENT,
                is_current=current,
            )


async def _visit(number: int, count: int) -> None:
    await FieldVisit.create(
        id=number,
        region_id=CODES[number % len(CODES)] or "32.01",
        party_id=(number * 5) % count + 1 if number % 4 else None,
        purpose=f"Kunjungan {number}",
        note=f"rahasia catatan {number % 7}" if number % 3 else None,
        visited_on=date(2026, 11, 1 + number % 28),
        state=VisitState.CONFIRMED if number % 2 else VisitState.PLANNED,
    )


async def account(login_name: str) -> Account:
    """An account that nobody logs in to: its password hash is no hash."""
    return await create_account(
        f"{login_name}@contoh.id", f"Orang {login_name}", "bukan sidik", created_by="operator:uji"
    )


async def hold(of: Account, role: str, region_code: str, *, ended: bool = False) -> None:
    """A role given to an account, perhaps ended."""
    await RoleAssignment.create(
        account=of,
        role=role,
        region_code=region_code,
        granted_by="operator:uji",
        granted_at=MOMENT,
        ended_at=MOMENT if ended else None,
    )


async def belong(of: Account, party_id: int, state: MembershipState) -> None:
    """A membership in one of its states."""
    await PartyMembership.create(
        account=of, party_id=party_id, title="Ketua", state=state, requested_at=MOMENT
    )


async def seed_files() -> None:
    """Files of two purposes and of one whose plugin is gone, by the anonymous and by people, in every place."""
    purposes = ("core.import", "core.import_report", "gone.paper")
    for number in range(36):
        await StoredFile.create(
            storage_key=f"uji/{number}",
            content_key=PersonalText("bukan kunci"),
            name=f"berkas {number}.csv",
            media_type="text/csv",
            size=number,
            sha256="0" * 64,
            purpose=purposes[number % 3],
            region_code=CODES[number // 3 % len(CODES)],
            created_by=("anonymous", "person:5", "person:7", "operator:uji", "person:55")[number % 5],
            created_at=MOMENT,
            kept=number % 2 == 0,
        )


async def seed_imports() -> None:
    """Imports of several people in every place, with what undoing them left."""
    files = await StoredFile.all().order_by("id")
    for number in range(24):
        run = await ImportRun.create(
            import_name="siopik.cooperatives",
            file_id=files[number].id if number % 3 else None,
            report_id=files[-number - 1].id if number % 2 else None,
            file_name=f"berkas {number}.csv",
            as_of=MOMENT.date(),
            actor=("anonymous", "person:5", "person:7", "operator:uji", "person:55")[number % 5],
            region_code=CODES[number % len(CODES)],
            state=list(ImportState)[number % len(ImportState)],
            started_at=MOMENT,
            progressed_at=MOMENT,
        )
        for kept in range(number % 3):
            await KeptRow.create(
                run=run, subject_model="siopik.Cooperative", subject_id=str(kept), reason="Sudah diubah lagi."
            )


async def seed_strangers() -> None:
    """Accounts that no test speaks for, with memberships in every state in both kecamatan."""
    await seed_files()
    await seed_imports()
    await seed_health()
    for number in range(1, 5):
        stranger = await account(f"orang.lain{number}")
        await hold(stranger, "siopik.reader", CODES[number % len(CODES)] or "", ended=number == 2)
        for step, state in enumerate(_STATES):
            await belong(stranger, (number + step * 3) % 11 + 1, state)
