"""Tables of the activities of a period: who was invited, who came, and what guidance did for the records."""

from __future__ import annotations

from datetime import datetime, tzinfo

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.papers.report import Cell, ColumnKind, Table, TableColumn
from kopukm_core.regions.subtree import in_subtree
from kopukm_core.scheduling.activities import Activity, ActivityState, RegistrationState, TargetState
from kopukm_core.scheduling.activities.choices import SEATED
from kopukm_siopik.outreach.reporting.adding import total_of

_NUMBER = ColumnKind.NUMBER


async def activities_between(first: datetime, until: datetime, region_code: str) -> list[Activity]:
    """The programme's activities that begin in the period (`until` is no part of it), by time."""
    return await (
        Activity.filter(
            in_subtree(region_code), programme="siopik", starts_at__gte=first, starts_at__lt=until
        )
        .exclude(state__in=[ActivityState.CANCELLED, ActivityState.DRAFT])
        .order_by("starts_at", "id")
    )


async def activities_table(activities: list[Activity], zone: tzinfo) -> Table:
    """Each activity with the parties invited, the persons registered and those who were there."""
    invited = await _invited(activities)
    registered = await _registered(activities)
    told: list[tuple[Cell, ...]] = []
    for one in activities:
        seats, there = registered.get(one.id, (0, 0))
        told.append(
            (
                one.starts_at.astimezone(zone).date(),
                one.kind.label,
                one.title,
                one.mode.label,
                invited.get(one.id, 0),
                seats,
                there,
            )
        )
    return Table(
        "Kegiatan dan peserta",
        (
            TableColumn("Tanggal", ColumnKind.DATE),
            TableColumn("Jenis"),
            TableColumn("Kegiatan"),
            TableColumn("Cara"),
            TableColumn("Diundang", _NUMBER),
            TableColumn("Terdaftar", _NUMBER),
            TableColumn("Hadir", _NUMBER),
        ),
        tuple(told),
        (
            "Diundang: pihak yang undangannya ditulis. Terdaftar: orang yang mendapat tempat. Hadir: orang yang "
            "tercatat hadir, tatap muka maupun daring.",
        ),
        total_of(told, (None, None, "Jumlah", None)),
    )


async def guidance_table(activities: list[Activity]) -> Table:
    """Completeness before and after, for each activity whose participants' records were opened."""
    titles = {one.id: one.title for one in activities}
    parameters = Parameters(dialect())
    found = await rows(
        "SELECT activity_id, COUNT(*) AS opened, COUNT(after) AS measured, "
        "SUM(CASE WHEN after IS NOT NULL THEN before ELSE 0 END) AS before, SUM(after) AS after "
        f"FROM siopik_guided_completion WHERE activity_id IN ({parameters.add_all(list(titles))}) "
        "GROUP BY activity_id",
        parameters,
    )
    by_activity = {int(row["activity_id"]): row for row in found}
    told = [(titles[key], by_activity[key]) for key in titles if key in by_activity]
    return Table(
        "Kelengkapan sebelum dan sesudah bimbingan",
        (
            TableColumn("Kegiatan"),
            TableColumn("Koperasi dibimbing", _NUMBER),
            TableColumn("Sudah diukur", _NUMBER),
            TableColumn("Rata-rata sebelum", _NUMBER),
            TableColumn("Rata-rata sesudah", _NUMBER),
        ),
        tuple(
            (
                title,
                int(row["opened"]),
                int(row["measured"]),
                int(row["before"]) // int(row["measured"]) if row["measured"] else None,
                int(row["after"]) // int(row["measured"]) if row["measured"] else None,
            )
            for title, row in told
        ),
        (
            "Rata-rata nilai kelengkapan (0 sampai 100, dibulatkan ke bawah) koperasi yang sudah diukur, menurut "
            "aturan kelengkapan yang berlaku saat diukur.",
        ),
    )


async def _invited(activities: list[Activity]) -> dict[int, int]:
    parameters = Parameters(dialect())
    left_out = parameters.add_all([TargetState.PROPOSED.value, TargetState.DROPPED.value])
    found = await rows(
        "SELECT activity_id, COUNT(*) AS invited FROM activity_target WHERE activity_id IN "
        f"({parameters.add_all([one.id for one in activities])}) AND state NOT IN ({left_out}) "
        "GROUP BY activity_id",
        parameters,
    )
    return {int(row["activity_id"]): int(row["invited"]) for row in found}


async def _registered(activities: list[Activity]) -> dict[int, tuple[int, int]]:
    """Persons with a seat and persons who were there, by activity."""
    parameters = Parameters(dialect())
    attended = parameters.add(RegistrationState.ATTENDED.value)
    found = await rows(
        f"SELECT activity_id, COUNT(*) AS seats, SUM(CASE WHEN state = {attended} THEN 1 ELSE 0 END) AS there "
        f"FROM registration WHERE activity_id IN ({parameters.add_all([one.id for one in activities])}) "
        f"AND state IN ({parameters.add_all([state.value for state in SEATED])}) GROUP BY activity_id",
        parameters,
    )
    return {int(row["activity_id"]): (int(row["seats"]), int(row["there"])) for row in found}
