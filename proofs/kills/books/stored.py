"""What the tables hold, read once, by what the books look it up by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proofs.kills.reading import Reader, Rows

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows by key, each in a list so that two of what must be one are seen."""

    records: Mapping[str, list[Row]]
    audits: Mapping[int, list[Row]]
    entries: Mapping[str, list[Row]]
    cooperatives: Mapping[str, list[Row]]
    """By NIK."""
    addresses: Mapping[int, str]
    """Of each cooperative, by its key."""
    versions: Mapping[int, list[Row]]
    """By command record."""
    histories: Mapping[int, list[Row]]
    """By cooperative, oldest first."""
    reports: Mapping[tuple[int, int], list[Row]]
    meetings: Mapping[tuple[int, int], list[Row]]
    chairs: Mapping[int, list[Row]]


async def stored(reader: Reader) -> Stored:
    """Read all that commands leave."""
    records = await reader.rows("SELECT id, actor, command, key, state, checkpoint FROM command_record")
    audits = await reader.rows("SELECT record_id, action, subject_model, subject_id FROM audit_entry")
    entries = await reader.rows("SELECT id, label, amount, command_record_id FROM proof_entry")
    cooperatives = await reader.rows("SELECT id, nik, name, region_code, address FROM siopik_cooperative")
    versions = await reader.rows(
        "SELECT id, cooperative_id, address, command_record_id FROM siopik_cooperative_version ORDER BY id"
    )
    reports = await reader.rows(
        "SELECT id, cooperative_id, year, members_male, assets, is_current FROM siopik_yearly_report"
    )
    meetings = await reader.rows(
        "SELECT id, cooperative_id, year, attendees, is_current FROM siopik_annual_meeting"
    )
    chairs = await reader.rows(
        "SELECT cooperative_id, name FROM siopik_officer WHERE position = 'chair' AND is_current"
    )
    return Stored(
        _by(records, "key"),
        _by(audits, "record_id"),
        _by(entries, "label"),
        _by(cooperatives, "nik"),
        {row["id"]: row["address"] for row in cooperatives},
        _by(versions, "command_record_id"),
        _by(versions, "cooperative_id"),
        _by(reports, "cooperative_id", "year"),
        _by(meetings, "cooperative_id", "year"),
        _by(chairs, "cooperative_id"),
    )


def _by(rows: Rows, *names: str) -> Any:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        found[key].append(row)
    return found
