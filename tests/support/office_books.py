"""The books of an office: that every accepted command is there once, with everything that belongs to it."""

from __future__ import annotations

from kopukm_core.db import rows

_BROKEN = {
    "a command that is done without an audit entry": (
        "SELECT count(*) AS many FROM command_record c WHERE c.state = 'done'"
        " AND c.command = 'siopik.register_cooperative'"
        " AND NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.record_id = c.id)"
    ),
    "a cooperative without its party": (
        "SELECT count(*) AS many FROM siopik_cooperative c"
        " WHERE NOT EXISTS (SELECT 1 FROM party p WHERE p.id = c.party_id)"
    ),
    "a cooperative whose command is not done": (
        "SELECT count(*) AS many FROM siopik_cooperative_version v WHERE NOT EXISTS"
        " (SELECT 1 FROM command_record c WHERE c.id = v.command_record_id AND c.state = 'done')"
    ),
    "a command given twice": (
        "SELECT count(*) AS many FROM (SELECT actor, command, key FROM command_record"
        " GROUP BY actor, command, key HAVING count(*) > 1) twice"
    ),
}


async def broken_rules() -> dict[str, int]:
    """What does not balance in the open database, with how often; nothing, if all is well."""
    found = {name: int((await rows(sql))[0]["many"]) for name, sql in _BROKEN.items()}
    return {name: many for name, many in found.items() if many}
