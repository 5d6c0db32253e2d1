"""The peers' database: prepared from their seeded SQL, read as a registry of ours with the same ids and order."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg

from bench.rows import BusinessFacts, CooperativeFacts, Meeting
from kopukm_core import clock
from kopukm_core.db import copy_rows, search_text, sort_key
from kopukm_core.regions.kinds import RegionKind, RegionLevel
from kopukm_core.regions.models import Region
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)

SERVER = "postgres://postgres@127.0.0.1:55432"
"""Where the peers' programs look for PostgreSQL: it stands in them."""
HOME = "33.05"
"""The code of the peers' one kabupaten."""
BUSINESSES = 300_000
_STATUSES = {
    "aktif": CooperativeStatus.ACTIVE,
    "tidak_aktif": CooperativeStatus.INACTIVE,
    "beku": CooperativeStatus.DISSOLUTION_PROPOSED,
    "bubar": CooperativeStatus.DISSOLVED,
}
_KINDS = {
    "KSP": CooperativeKind.SAVINGS_AND_LOAN,
    "KSU": CooperativeKind.CONSUMER,
    "Konsumen": CooperativeKind.CONSUMER,
    "Produsen": CooperativeKind.PRODUCER,
    "Jasa": CooperativeKind.SERVICE,
    "Pemasaran": CooperativeKind.MARKETING,
}
_CLASSES = {"mikro": "micro", "kecil": "small", "menengah": "medium"}
_PADDED = (
    "UPDATE koperasi SET nama = regexp_replace(nama, '[0-9]+$', '') || lpad(id::text, 6, '0') "
    "WHERE nama !~ ' [0-9]{6}$'"
)
"""Names then stand in one order by bytes, as the peers sort them, and by our sort key."""


def prepare_anchor(folder: Path) -> None:
    """Fill the peers' database where it is empty, from the SQL in their folder."""
    if not asyncio.run(_is_filled()):
        files = [word for name in ("schema", "fill") for word in ("-f", str(folder / "data" / f"{name}.sql"))]
        command = ["psql", "-q", "-v", "ON_ERROR_STOP=1", f"{SERVER}/anchor", *files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    asyncio.run(_settle())


async def _is_filled() -> bool:
    server = await asyncpg.connect(f"{SERVER}/postgres")
    try:
        if not await server.fetchval("SELECT true FROM pg_database WHERE datname = 'anchor'"):
            await server.execute("CREATE DATABASE anchor")
    finally:
        await server.close()
    anchor = await asyncpg.connect(f"{SERVER}/anchor")
    try:
        return bool(await anchor.fetchval("SELECT to_regclass('public.statistik') IS NOT NULL"))
    finally:
        await anchor.close()


async def _settle() -> None:
    anchor = await asyncpg.connect(f"{SERVER}/anchor")
    try:
        await anchor.execute("DELETE FROM ukm WHERE id > $1", BUSINESSES)
        if await anchor.execute(_PADDED) != "UPDATE 0":
            await anchor.execute("VACUUM FULL ANALYZE koperasi")
        await anchor.execute("VACUUM ANALYZE")
    finally:
        await anchor.close()


async def forget_registered(url: str, table: str) -> None:
    """Take away what registering added to the businesses, so that every round finds the same rows."""
    database = await asyncpg.connect(url)
    try:
        await database.execute(f"DELETE FROM {table} WHERE id > {BUSINESSES}")
        await database.execute(f"VACUUM {table}")
    finally:
        await database.close()


async def add_regions() -> None:
    """Add the peers' kecamatan and desa to the regions of an open platform."""
    anchor = await asyncpg.connect(f"{SERVER}/anchor")
    try:
        districts = await anchor.fetch("SELECT kode, nama FROM kecamatan ORDER BY id")
        villages = await anchor.fetch("SELECT kode, nama, jenis FROM desa ORDER BY id")
    finally:
        await anchor.close()
    rows = [_region(each, RegionLevel.DISTRICT, RegionKind.DISTRICT) for each in districts]
    for each in villages:
        kind = RegionKind.URBAN_VILLAGE if each["jenis"] == "kelurahan" else RegionKind.VILLAGE
        rows.append(_region(each, RegionLevel.VILLAGE, kind))
    columns = ("code", "name", "level", "kind", "parent_id", "sort_key", "search_text", "loaded_at")
    await copy_rows(Region, columns, rows)


def _region(row: Any, level: RegionLevel, kind: RegionKind) -> tuple[Any, ...]:
    code, name = row["kode"], row["nama"]
    above = code.rpartition(".")[0]
    return code, name, level, kind, above, sort_key(name), search_text(name), clock.now()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The peers' rows as ours."""

    cooperative_rows: Sequence[Any]
    meeting_rows: Sequence[Any]
    business_rows: Sequence[Any]

    def cooperatives(self) -> Iterator[tuple[CooperativeFacts, Sequence[Meeting]]]:
        """Each cooperative with its meetings."""
        meetings: dict[int, list[Meeting]] = {}
        for row in self.meeting_rows:
            meetings.setdefault(row["koperasi_id"], []).append(
                Meeting(row["tahun"], row["tanggal"], row["peserta"])
            )
        for row in self.cooperative_rows:
            yield _cooperative(row), meetings[row["id"]]

    def businesses(self) -> Iterator[BusinessFacts]:
        """Each business."""
        for row in self.business_rows:
            yield BusinessFacts(
                owner_name=row["nama_pemilik"],
                name=row["nama_usaha"],
                kbli=row["kbli"],
                region_id=row["kode"],
                business_class=_CLASSES[row["kelas"]],
                turnover=row["omset"],
                validated=row["tervalidasi"],
                created_at=row["created_at"],
            )


async def read_anchor() -> Anchor:
    """All rows of the peers' database."""
    anchor = await asyncpg.connect(f"{SERVER}/anchor")
    try:
        return Anchor(
            await anchor.fetch(
                "SELECT k.*, d.kode FROM koperasi k JOIN desa d ON d.id = k.desa_id ORDER BY k.id"
            ),
            await anchor.fetch("SELECT koperasi_id, tahun, tanggal, peserta FROM rat ORDER BY id"),
            await anchor.fetch("SELECT u.*, d.kode FROM ukm u JOIN desa d ON d.id = u.desa_id ORDER BY u.id"),
        )
    finally:
        await anchor.close()


def _cooperative(row: Any) -> CooperativeFacts:
    number = int(row["id"])
    return CooperativeFacts(
        name=row["nama"],
        region_id=row["kode"],
        nik=row["nik"],
        legal_entity_number=f"{number}/BH/KWK.10/{1970 + number % 50}",
        legal_entity_date=row["created_at"].date() - timedelta(days=number % 9000),
        form=list(CooperativeForm)[number % len(CooperativeForm)],
        kind=_KINDS[row["jenis"]],
        management_pattern=ManagementPattern.CONVENTIONAL,
        address=f"Jalan Raya No. {1 + number % 200}",
        status=_STATUSES[row["status"]],
        grade=CertificateGrade.A,
        certificate_status=CertificateStatus.CERTIFIED,
        recorded_at=row["created_at"],
    )
