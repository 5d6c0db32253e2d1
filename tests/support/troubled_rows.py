"""Rows made for trouble, beside those of registry_rows: NULLs, control characters, extremes of every column."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from kopukm_outside.models import FieldVisit, VisitState

from kopukm_core.commands import save_draft
from kopukm_core.db import search_text, sort_key
from kopukm_core.identity.actor import Actor
from kopukm_core.identity.models import Account, MembershipState, PartyMembership
from kopukm_core.imports import ImportRun, ImportState, KeptRow
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.models import Party
from kopukm_core.platform import Platform
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_siopik import choices
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from registry_rows import GUNUNG, JONGGOL

CONTROLS = "".join(map(chr, range(1, 32)))
"""U+0001 to U+001F; no PostgreSQL text takes U+0000."""
TEXTS: tuple[str, ...] = (
    f"Kendali {CONTROLS} habis",
    'Kutip " dan \\ dan \' dan \\" dan \\\\ dan \\u0000',
    "Baris\nbaru\r\ntab\tselesai",
    "👩‍👩‍👧‍👦 Koperasi 𝔘𝔫𝔦 ☕ e\u0301 é ß İ",
    "\u202eterbalik\u202c مرحبا بالعالم",
    "\u2028\u2029\ufeff\u200b\x7f\x85",
    "a" * 200,
    "漢" * 200,
    " ",
    "null",
    "\u0001H0\u0002",
    "100%_ {0} $1 ?1 %s",
)
"""As names, and as all that is written freely; none is longer than 200 characters."""
EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)
MOMENTS = (
    datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
    datetime(2026, 11, 2, 1, 0, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 2, 1, 0, 0, 999_999, tzinfo=UTC),
    datetime(2026, 11, 2, 1, 0, 0, 120_000, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
)
AMOUNTS = (2**31, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63) + 1, -1_250_000, 0)
NUMBERS = (0, 1, 2**31 - 1, -(2**31), 7)
COORDINATES = (-6.123456789012345, 106.80000000000001, 1e-300, -0.0, 1e22, 0.1, 100.0)
_MONEY = ("equity", "external_capital", "assets", "business_volume", "surplus")
_PEOPLE = ("members_male", "members_female", "prospective_members", "employees", "managers")
_PLACES: tuple[str | None, ...] = (
    f"{GUNUNG}.2001",
    f"{JONGGOL}.2004",
    GUNUNG,
    JONGGOL,
    None,
    "32.02",
    "31.71",
)
"""Two lie outside the office's district."""


async def seed_trouble() -> None:
    """Everything; the rows of registry_rows must be there."""
    await _regions()
    for number, text in enumerate(TEXTS):
        await _party(number, text)
    await Party.filter(id=201).update(merged_into_id=200)
    await Party.filter(id=3).update(merged_into_id=202)
    await _runs()


async def seed_personal_trouble(platform: Platform, actor: Actor) -> None:
    """What only its owner sees: drafts with input of any shape."""
    await save_draft(platform, actor, "siopik.register_cooperative", {"name": TEXTS[1], "address": None})
    await save_draft(platform, actor, "siopik.register_cooperative", {}, name="\u2615 kedua")


async def _regions() -> None:
    for number, (code, level) in enumerate(
        (
            ("31", RegionLevel.PROVINCE),
            ("31.71", RegionLevel.REGENCY),
            (f"{JONGGOL}.2005", RegionLevel.VILLAGE),
            (f"{JONGGOL}.2006", RegionLevel.VILLAGE),
            (f"{JONGGOL}.2007", RegionLevel.VILLAGE),
        )
    ):
        name = TEXTS[number][:100]
        await Region.create(
            code=code,
            name=name,
            level=level,
            kind=list(RegionKind)[number],
            parent_id=code.rpartition(".")[0] or None,
            sort_key=sort_key(name),
            search_text=search_text(name),
            postal_code=None if number % 2 else "16820",
            latitude=COORDINATES[number],
            longitude=COORDINATES[-number - 1],
            loaded_at=MOMENTS[number % 4],
            vanished_at=MOMENTS[number] if number > 3 else None,
        )
    shape = {"type": "Polygon", "coordinates": [[[106.80000000000001, -6.5], [1e-7, 2]]], "nama": TEXTS[1]}
    await RegionBoundary.create(
        region_id=JONGGOL,
        geometry=json.dumps(shape, ensure_ascii=False),
        simplified=True,
        source=TEXTS[0],
        licence="",
        loaded_at=MOMENTS[2],
    )


async def _party(number: int, text: str) -> None:
    code = _PLACES[number % len(_PLACES)]
    key = 200 + number
    moment, day = MOMENTS[number % len(MOMENTS)], (EARLIEST, LATEST, date(2024, 2, 29))[number % 3]
    await Party.create(
        id=key,
        kind=list(PartyKind)[number % 2],
        name=text,
        sort_key=sort_key(text),
        search_text=search_text(text),
        region_id=code,
        outside_region=TEXTS[-number - 1] if code is None else "",
        plugin="siopik",
        created_at=moment,
        changed_at=MOMENTS[-number % len(MOMENTS) - 1],
    )
    whole = number % 3 != 0
    known: dict[str, Any] = {
        "nik": f"3299{number:09}",
        "legal_entity_number": text[:100],
        "legal_entity_date": day,
        "legal_amended_on": day,
        "form": list(choices.CooperativeForm)[number % 6],
        "kind": list(choices.CooperativeKind)[number % 5],
        "management_pattern": list(choices.ManagementPattern)[number % 2],
        "group": text[:100],
        "sector": text,
        "address": text + TEXTS[number - 1][:100],
        "office_outside": True,
        "postal_code": "16820",
        "email": f"rahasia{text}"[:200],
        "phone": f"+628{number}\\\"'\u0001",
        "status": list(choices.CooperativeStatus)[number % 4],
        "grade": list(choices.CertificateGrade)[number % 5],
        "certificate_status": list(choices.CertificateStatus)[number % 3],
        "certificate_until": day,
        "dissolved_on": day,
    }
    await Cooperative.create(
        id=2**62 + number if number == 1 else key + 1000,
        party_id=key,
        region_id=code,
        name=text,
        sort_key=sort_key(text),
        search_text=search_text(text),
        effective_on=day,
        recorded_at=moment,
        **(known if whole else {}),
    )
    await _below(number, 2**62 + number if number == 1 else key + 1000, text, whole)
    await FieldVisit.create(
        id=300 + number,
        region_id=code or "31",
        party_id=key if whole else None,
        purpose=text,
        note=f"rahasia {text}" if whole else None,
        visited_on=day,
        state=list(VisitState)[number % 2],
        greeting=text[:100],
    )


async def _below(number: int, cooperative: int, text: str, whole: bool) -> None:
    day = (EARLIEST, LATEST, date(2024, 2, 29))[number % 3]
    moment = MOMENTS[number % len(MOMENTS)]
    if number % 4 == 3:
        return
    for current in (True, False):
        stored: dict[str, Any] = {"effective_on": day, "recorded_at": moment, "is_current": current}
        await Officer.create(
            cooperative_id=cooperative,
            position=list(choices.OfficerPosition)[number % 5],
            name=f"rahasia {current} {text}"[:200],
            **stored,
        )
        amounts = [AMOUNTS[(number + step) % len(AMOUNTS)] for step in range(5)]
        figures = [NUMBERS[(number + step) % len(NUMBERS)] for step in range(5)]
        money: dict[str, Any] = dict(zip(_MONEY, amounts, strict=True))
        people: dict[str, Any] = dict(zip(_PEOPLE, figures, strict=True)) if whole else {}
        await YearlyReport.create(
            cooperative_id=cooperative,
            year=NUMBERS[number % len(NUMBERS)],
            **money,
            **people,
            **stored,
        )
        await AnnualMeeting.create(
            cooperative_id=cooperative,
            year=NUMBERS[-number % len(NUMBERS) - 1],
            held_on=day,
            attendees=figures[0] if whole else None,
            recorded_at=moment,
            is_current=current,
        )


async def _runs() -> None:
    accounts = await Account.all().order_by("id")
    for number, text in enumerate(TEXTS):
        run = await ImportRun.create(
            import_name=text[:120],
            file_name=text,
            as_of=(EARLIEST, LATEST)[number % 2],
            dry_run=number % 2 == 1,
            actor=f"person:{accounts[number % len(accounts)].id}",
            region_code=_PLACES[number % len(_PLACES)],
            state=list(ImportState)[number % len(ImportState)],
            error_code=text[:60],
            error=text * 3,
            started_at=MOMENTS[number % len(MOMENTS)],
            progressed_at=MOMENTS[0],
            ended_at=MOMENTS[-number % len(MOMENTS) - 1] if number % 2 else None,
            undone_at=MOMENTS[number % len(MOMENTS)] if number % 3 else None,
            total=2**31 - 1,
        )
        await KeptRow.create(
            run=run,
            subject_model=text[:100],
            subject_id=text[:40],
            name=text,
            reason=text,
            command=text[:100],
            changed_at=MOMENTS[number % len(MOMENTS)] if number % 2 else None,
        )
        await PartyMembership.create(
            account=accounts[number % len(accounts)],
            party_id=200 + number,
            title=text[:120],
            state=list(MembershipState)[number % 4],
            requested_at=MOMENTS[number % len(MOMENTS)],
            decided_at=MOMENTS[2] if number % 2 else None,
            reason=text,
        )
    for number, account in enumerate(accounts):
        if number % 2:
            await Account.filter(id=account.id).update(
                name=TEXTS[number % len(TEXTS)], last_login_at=MOMENTS[number % len(MOMENTS)]
            )
