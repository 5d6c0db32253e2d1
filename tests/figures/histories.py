"""Cooperatives with made-up histories, and the same histories as plain data for an oracle."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kopukm_core.db import copy_rows, transaction
from kopukm_core.parties import NewParty, PartyKind, create_parties
from kopukm_siopik.choices import (
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    LegalAuthority,
    LoanScope,
    SupervisingAuthority,
)
from kopukm_siopik.figures.choices import ComputedStatus
from kopukm_siopik.figures.models import StatusOverride
from kopukm_siopik.health.choices import AssessmentMethod, AssessmentState, HealthPredicate, RubricKind
from kopukm_siopik.health.models import HealthAssessment, HealthRubric
from kopukm_siopik.models import AnnualMeeting, Cooperative, CooperativeVersion, YearlyReport

PLACES = ("32.01.01.1001", "32.01.01.1002", "32.01.03.1001", "32.01.03", None)
FIRST_YEAR, LAST_YEAR = 2017, 2025


@dataclass(slots=True)
class History:
    """One cooperative: rows of each table as they are stored."""

    key: int
    versions: list[dict[str, Any]] = field(default_factory=list)
    meetings: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    overrides: list[dict[str, Any]] = field(default_factory=list)
    assessments: list[dict[str, Any]] = field(default_factory=list)


def moment(day: date) -> datetime:
    """Noon of the day."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def make_histories(count: int, seed: int, first_key: int = 1) -> list[History]:
    """Histories with corrections, withdrawn versions, replaced meetings and reports, dissolutions and overrides."""
    chance = random.Random(seed)
    return [_history(key, chance) for key in range(first_key, first_key + count)]


def _history(key: int, chance: random.Random) -> History:
    made = History(key)
    founded = chance.choice([None, _day(chance, 1990, 2016), _day(chance, 2019, 2025), date(2022, 12, 31)])
    for _ in range(chance.choice([1, 1, 2, 3])):
        status = chance.choice([*CooperativeStatus, CooperativeStatus.ACTIVE, CooperativeStatus.ACTIVE, None])
        effective, recorded = _day(chance, 2018, 2026), _day(chance, 2020, 2026)
        withdrawn = (
            moment(recorded + timedelta(days=chance.randint(1, 400))) if chance.random() < 0.1 else None
        )
        dissolved = (
            _day(chance, 2021, 2026)
            if status is CooperativeStatus.DISSOLVED and chance.random() < 0.7
            else None
        )
        made.versions.append(
            {
                "region_code": chance.choice(PLACES),
                "legal_entity_date": founded,
                "legal_entity_number": chance.choice(
                    [None, "12/BH/KWK.10/2004", "ahu-1. AH.01.26", "9/BH/M.KUKM.2/2018", "12/2009"]
                ),
                "legal_authority": chance.choice([None, None, LegalAuthority.REGIONAL]),
                "legal_amended_on": chance.choice([None, _day(chance, 2010, 2026)]),
                "nib": chance.choice([None, "9120001234567", "9120001234567"]),
                "savings_licence_number": chance.choice([None, "1/SP/2020"]),
                "loan_scope": chance.choice([None, None, LoanScope.CLOSED_LOOP]),
                "form": chance.choice([None, *CooperativeForm]),
                "supervised_by": chance.choice([None, None, *SupervisingAuthority]),
                "office_outside": chance.random() < 0.1,
                "nik": chance.choice([None, f"32010{key:08}"]),
                "certificate_until": chance.choice([None, _day(chance, 2022, 2027)]),
                "kind": chance.choice([CooperativeKind.SAVINGS_AND_LOAN, CooperativeKind.CONSUMER, None]),
                "status": status,
                "dissolved_on": dissolved,
                "effective_on": effective,
                "recorded_at": moment(recorded),
                "withdrawn_at": withdrawn,
            }
        )
    keen = chance.random()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if chance.random() < keen:
            held = date(year + 1, 1, 1) + timedelta(days=chance.randint(0, 330))
            _twice(
                made.meetings, {"year": year, "held_on": held}, "held_on", held + timedelta(days=40), chance
            )
        if chance.random() < keen:
            told = {
                "year": year,
                "members_male": chance.choice([None, 10, 4999, 5000, 9000]),
                "members_female": chance.choice([None, 0, 1]),
                "equity": chance.choice([None, -5, 249_999_999, 250_000_000, 15_000_000_001]),
                "assets": chance.choice([None, 0, 2_500_000_000, 100_000_000_001]),
                "business_volume": chance.choice([None, 0, 300_000_000, 300_000_001, 60_000_000_000]),
                "effective_on": date(year, 12, 31),
            }
            _twice(made.reports, told, "business_volume", 7_000_000, chance)
    for year in range(2021, 2026):
        if chance.random() < 0.25:
            _assessed(made, year, chance)
    if chance.random() < 0.3:
        since, ended = _day(chance, 2022, 2025), _day(chance, 2025, 2026)
        is_ended = chance.random() < 0.5
        made.overrides.append(
            {
                "status": chance.choice(list(ComputedStatus)),
                "effective_on": since,
                "until": chance.choice([None, since + timedelta(days=300)]),
                "recorded_at": moment(since),
                "ended_on": ended if is_ended else None,
                "ended_at": moment(ended) if is_ended else None,
            }
        )
    return made


def _assessed(made: History, year: int, chance: random.Random) -> None:
    """A result of one book year, sometimes withdrawn; results of two years may count on one day."""
    approved = _day(chance, year + 1, year + 1)
    withdrawn = moment(approved + timedelta(days=chance.randint(1, 400))) if chance.random() < 0.2 else None
    made.assessments.append(
        {
            "book_year": year,
            "predicate": chance.choice(list(HealthPredicate)),
            "effective_on": date(year, 12, 31),
            "valid_until": date(year + 1, 12, 31) + timedelta(days=chance.choice([-200, 0, 0, 365])),
            "approved_at": moment(approved),
            "recorded_at": moment(approved),
            "withdrawn_at": withdrawn,
            "state": AssessmentState.APPROVED if withdrawn is None else AssessmentState.WITHDRAWN,
        }
    )


def _twice(
    rows: list[dict[str, Any]], row: dict[str, Any], changed: str, value: Any, chance: random.Random
) -> None:
    """The row, and sometimes a correction that replaces it."""
    recorded = moment(_day(chance, 2021, 2026))
    if chance.random() < 0.2:
        later = recorded + timedelta(days=chance.randint(1, 300))
        rows.append({**row, "recorded_at": recorded, "replaced_at": later, "is_current": False})
        rows.append({**row, changed: value, "recorded_at": later, "replaced_at": None, "is_current": True})
    else:
        rows.append({**row, "recorded_at": recorded, "replaced_at": None, "is_current": True})


def _day(chance: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=chance.randint(0, (last - first + 1) * 365 - 1))


async def store_histories(histories: Sequence[History]) -> None:
    """Store the histories as the registry would have."""
    async with transaction():
        parties = await create_parties(
            PartyKind.ORGANISATION, "siopik", [NewParty(f"Koperasi {one.key}", None) for one in histories]
        )
        await copy_rows(
            Cooperative,
            ("id", "party_id", "name", "sort_key", "search_text", "office_outside", *_PRESENT),
            [
                (one.key, party, f"Koperasi {one.key}", str(one.key), str(one.key), False, *_present(one))
                for one, party in zip(histories, parties, strict=True)
            ],
        )
        named = {"name": "Koperasi", "command_record_id": 1}
        await _copy(
            CooperativeVersion, [(one.key, {**named, **row}) for one in histories for row in one.versions]
        )
        await _copy(AnnualMeeting, [(one.key, row) for one in histories for row in one.meetings])
        await _copy(YearlyReport, [(one.key, row) for one in histories for row in one.reports])
        told = {"reason": "berita acara", "set_by": "person:1", "command_record_id": 1}
        await _copy(
            StatusOverride, [(one.key, {**told, **row}) for one in histories for row in one.overrides]
        )

        rubric = await HealthRubric.create(
            version="uji-1",
            title="Uji",
            kind=RubricKind.GENERAL,
            source="uji",
            effective_on=date(2020, 1, 1),
            document={},
            recorded_at=moment(date(2020, 1, 1)),
        )
        result = {
            "rubric_id": rubric.id,
            "rubric_version": "uji-1",
            "method": AssessmentMethod.CONTRIBUTIONS,
            "examiners": [],
            "entered_by": [],
        }
        await _copy(
            HealthAssessment, [(one.key, {**result, **row}) for one in histories for row in one.assessments]
        )


_PRESENT = ("legal_entity_date", "status", "dissolved_on", "kind", "effective_on", "recorded_at", "region_id")


def _present(history: History) -> tuple[Any, ...]:
    kept = [row for row in history.versions if row["withdrawn_at"] is None] or history.versions[:1]
    last = sorted(enumerate(kept), key=lambda pair: (pair[1]["effective_on"], pair[0]))[-1][1]
    place = last["region_code"]
    return (*(last[name] for name in _PRESENT[:-1]), place)


async def _copy(model: Any, rows: list[tuple[int, dict[str, Any]]]) -> None:
    if rows:
        first = await model.all().count() + 1
        names = list(rows[0][1])
        await copy_rows(
            model,
            ("id", "cooperative_id", *names),
            [(first + place, key, *(row[name] for name in names)) for place, (key, row) in enumerate(rows)],
        )
