"""The registry that is measured on: generated from a seed, the same rows for the same scale and region data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kopukm_core.db import copy_rows, reserve_ids, search_text, sort_key, transaction
from kopukm_core.parties import NewParty, PartyKind, create_parties
from kopukm_core.platform import Platform
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.regions.models import Region
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)
from kopukm_siopik.models import AnnualMeeting, Cooperative

SEED = 42
LAST_YEAR = 2025
_BATCH = 10_000
_SORTS = ("Simpan Pinjam", "Serba Usaha", "Unit Desa", "Karyawan", "Wanita", "Pegawai", "Tani", "Nelayan")
_WISHES = ("Maju", "Jaya", "Sejahtera", "Makmur", "Sentosa", "Mandiri", "Barokah", "Sumber Rejeki")
_STATUSES = (CooperativeStatus.ACTIVE,) * 3 + (
    CooperativeStatus.INACTIVE,
    CooperativeStatus.DISSOLUTION_PROPOSED,
    CooperativeStatus.DISSOLVED,
)
_FIRST_DAY = date(1970, 1, 1)
_RECORDED_FROM = datetime(2018, 1, 1, tzinfo=UTC)
_COLUMNS = (
    "id",
    "party_id",
    "region_id",
    "name",
    "sort_key",
    "search_text",
    "nik",
    "legal_entity_number",
    "legal_entity_key",
    "legal_entity_date",
    "form",
    "kind",
    "management_pattern",
    "address",
    "office_outside",
    "status",
    "grade",
    "certificate_status",
    "effective_on",
    "recorded_at",
)
_MEETING_COLUMNS = ("cooperative_id", "year", "held_on", "attendees", "recorded_at", "is_current")


class AlreadyFilledError(RuntimeError):
    """The database holds cooperatives already: nothing is generated among them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How many cooperatives, and how many annual meetings in all."""

    cooperatives: int
    meetings: int

    @property
    def meetings_each(self) -> int:
        return self.meetings // max(1, self.cooperatives)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the operations are asked about."""

    subdistricts: tuple[str, ...]
    villages: tuple[str, ...]
    cooperative_keys: tuple[int, ...]


async def fill(platform: Platform, scale: Scale) -> Dataset:
    """Fill the empty registry of an open, prepared platform. Raises AlreadyFilledError."""
    if await Cooperative.exists():
        raise AlreadyFilledError("The database holds cooperatives; name an empty one, or pass --reuse.")
    chance = random.Random(SEED)
    villages = await _codes(platform, RegionLevel.VILLAGE)
    for start in range(0, scale.cooperatives, _BATCH):
        await _fill_batch(
            chance, villages, range(start, min(start + _BATCH, scale.cooperatives)), scale.meetings_each
        )
    return await described(platform)


async def described(platform: Platform) -> Dataset:
    """The data set that the database holds."""
    keys = await Cooperative.all().order_by("id").limit(1_000_000).values_list("id", flat=True)
    return Dataset(
        tuple(await _codes(platform, RegionLevel.DISTRICT)),
        tuple(await _codes(platform, RegionLevel.VILLAGE)),
        tuple(int(str(key)) for key in keys),
    )


async def _codes(platform: Platform, level: RegionLevel) -> list[str]:
    home = platform.settings.region_code
    found = await Region.filter(level=level, code__startswith=f"{home}.").order_by("code").only("code")
    return [region.code for region in found]


async def _fill_batch(
    chance: random.Random, villages: Sequence[str], numbers: range, meetings_each: int
) -> None:
    named = [(f"Koperasi {_SORTS[n * 7 % 8]} {_WISHES[n * 5 % 8]} {n + 1}", n) for n in numbers]
    places = [chance.choice(villages) for _ in named]
    async with transaction():
        parties = await create_parties(
            PartyKind.ORGANISATION,
            "siopik",
            [NewParty(name, place) for (name, _), place in zip(named, places, strict=True)],
        )
        keys = await reserve_ids(Cooperative, len(named))
        cooperatives = [
            _cooperative(chance, key, party, place, name, number)
            for key, party, place, (name, number) in zip(keys, parties, places, named, strict=True)
        ]
        await copy_rows(Cooperative, _COLUMNS, cooperatives)
        await copy_rows(AnnualMeeting, _MEETING_COLUMNS, _meetings(chance, keys, meetings_each))


def _cooperative(
    chance: random.Random, key: int, party: int, place: str, name: str, number: int
) -> tuple[Any, ...]:
    recorded = _RECORDED_FROM + timedelta(minutes=chance.randrange(3000 * 24 * 60))
    legal = f"{number + 1}/BH/KWK.10/{1970 + number % 50}"
    return (
        key,
        party,
        place,
        name,
        sort_key(name),
        search_text(name),
        f"32010{number:08d}",
        legal,
        legal,
        _FIRST_DAY + timedelta(days=chance.randrange(20_000)),
        chance.choice(list(CooperativeForm)),
        chance.choice(list(CooperativeKind)),
        chance.choice(list(ManagementPattern)),
        f"Jalan Raya {_WISHES[number % 8]} No. {1 + number % 200}",
        False,
        chance.choice(_STATUSES),
        chance.choice(list(CertificateGrade)),
        chance.choice(list(CertificateStatus)),
        recorded.date(),
        recorded,
    )


def _meetings(chance: random.Random, keys: Sequence[int], each: int) -> Iterator[tuple[Any, ...]]:
    for year in range(LAST_YEAR - each + 1, LAST_YEAR + 1):
        for key in keys:
            held = date(year + 1, 1, 1) + timedelta(days=chance.randrange(180))
            moment = datetime(held.year, held.month, held.day, 3, tzinfo=UTC)
            yield key, year, held, chance.randrange(10, 310), moment, True
