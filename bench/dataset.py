"""The registry that is measured on: generated from a seed, the same rows for the same scale and region data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bench.rows import BusinessFacts, CooperativeFacts, Meeting, Registry, store
from kopukm_core.db import Dialect, Parameters, dialect, rows
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
from kopukm_siopik.models import Cooperative

SEED = 42
LAST_YEAR = 2025
_SORTS = ("Simpan Pinjam", "Serba Usaha", "Unit Desa", "Karyawan", "Wanita", "Pegawai", "Tani", "Nelayan")
_WISHES = ("Maju", "Jaya", "Sejahtera", "Makmur", "Sentosa", "Mandiri", "Barokah", "Sumber Rejeki")
_STATUSES = (CooperativeStatus.ACTIVE,) * 3 + (
    CooperativeStatus.INACTIVE,
    CooperativeStatus.DISSOLUTION_PROPOSED,
    CooperativeStatus.DISSOLVED,
)
_FIRST_DAY = date(1970, 1, 1)
_RECORDED_FROM = datetime(2018, 1, 1, tzinfo=UTC)
_OWNERS = ("Siti", "Budi", "Agus", "Dewi", "Rina", "Joko", "Sri", "Wahyu", "Endang", "Slamet")
_FAMILIES = ("Rahayu", "Santoso", "Wijaya", "Lestari", "Hidayat", "Utami", "Prasetyo", "Susanti")
_TRADES = ("Warung", "Toko", "Bengkel", "Katering", "Konveksi", "Mebel", "Batik", "Keripik")
_CLASSES = ("micro",) * 7 + ("small",) * 2 + ("medium",)
_BUSINESSES_FROM = datetime(2020, 1, 1, tzinfo=UTC)


class AlreadyFilledError(RuntimeError):
    """The database holds cooperatives already: nothing is generated among them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How many cooperatives, how many annual meetings in all, how many businesses."""

    cooperatives: int
    meetings: int
    businesses: int

    @property
    def meetings_each(self) -> int:
        return self.meetings // max(1, self.cooperatives)

    def times(self, factor: int) -> Scale:
        """Everything so many times."""
        return Scale(self.cooperatives * factor, self.meetings * factor, self.businesses * factor)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the operations are asked about."""

    home: str
    subdistricts: tuple[str, ...]
    villages: tuple[str, ...]
    cooperatives: int
    businesses: int


async def fill(platform: Platform, scale: Scale) -> Dataset:
    """Fill the empty registry of an open, prepared platform. Raises AlreadyFilledError."""
    home = platform.settings.region_code
    return await fill_from(Generated(scale, await _codes(home, RegionLevel.VILLAGE)), home)


async def fill_from(registry: Registry, home: str) -> Dataset:
    """Fill an empty registry with these rows, which lie within the region `home`. Raises AlreadyFilledError."""
    if await Cooperative.exists():
        raise AlreadyFilledError("The database holds cooperatives; name an empty one, or pass --reuse.")
    await store(registry)
    if dialect() is Dialect.POSTGRES:
        await rows("VACUUM ANALYZE")
    else:
        await rows("ANALYZE")
    return await described(home)


async def described(home: str) -> Dataset:
    """The data set that the database holds within the region `home`."""
    return Dataset(
        home,
        tuple(await _codes(home, RegionLevel.DISTRICT)),
        tuple(await _codes(home, RegionLevel.VILLAGE)),
        await _count("siopik_cooperative"),
        await _count("businesses_business"),
    )


async def _codes(home: str, level: RegionLevel) -> list[str]:
    found = await Region.filter(level=level, code__startswith=f"{home}.").order_by("code").only("code")
    return [region.code for region in found]


async def _count(table: str) -> int:
    found = await rows(f"SELECT count(*) AS number FROM {table}", Parameters(dialect()))
    return int(found[0]["number"])


@dataclass(frozen=True, slots=True)
class Generated:
    """Rows made up from the seed, spread over the villages."""

    scale: Scale
    villages: Sequence[str]

    def cooperatives(self) -> Iterator[tuple[CooperativeFacts, Sequence[Meeting]]]:
        """Each cooperative with its meetings."""
        chance = random.Random(SEED)
        for number in range(self.scale.cooperatives):
            yield self._cooperative(chance, number), list(_meetings(chance, self.scale.meetings_each))

    def businesses(self) -> Iterator[BusinessFacts]:
        """Each business, eleven minutes after the one before."""
        chance = random.Random(SEED + 1)
        for number in range(self.scale.businesses):
            name = f"{chance.choice(_TRADES)} {chance.choice(_WISHES)} {number + 1}"
            yield BusinessFacts(
                owner_name=f"{chance.choice(_OWNERS)} {chance.choice(_FAMILIES)}",
                name=name,
                kbli=f"{chance.randrange(10_000, 99_999)}",
                region_id=chance.choice(self.villages),
                business_class=chance.choice(_CLASSES),
                turnover=chance.randrange(1_000_000, 300_000_000),
                validated=chance.random() < 0.6,
                created_at=_BUSINESSES_FROM + timedelta(minutes=11 * number),
            )

    def _cooperative(self, chance: random.Random, number: int) -> CooperativeFacts:
        recorded = _RECORDED_FROM + timedelta(minutes=chance.randrange(3000 * 24 * 60))
        return CooperativeFacts(
            name=f"Koperasi {_SORTS[number * 7 % 8]} {_WISHES[number * 5 % 8]} {number + 1}",
            region_id=chance.choice(self.villages),
            nik=f"32010{number:08d}",
            legal_entity_number=f"{number + 1}/BH/KWK.10/{1970 + number % 50}",
            legal_entity_date=_FIRST_DAY + timedelta(days=chance.randrange(20_000)),
            form=chance.choice(list(CooperativeForm)),
            kind=chance.choice(list(CooperativeKind)),
            management_pattern=chance.choice(list(ManagementPattern)),
            address=f"Jalan Raya {_WISHES[number % 8]} No. {1 + number % 200}",
            status=chance.choice(_STATUSES),
            grade=chance.choice(list(CertificateGrade)),
            certificate_status=chance.choice(list(CertificateStatus)),
            recorded_at=recorded,
        )


def _meetings(chance: random.Random, each: int) -> Iterator[Meeting]:
    for year in range(LAST_YEAR - each + 1, LAST_YEAR + 1):
        held = date(year + 1, 1, 1) + timedelta(days=chance.randrange(180))
        yield Meeting(year, held, chance.randrange(10, 310))
