"""Input fields that several commands of activities share."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import CommandContext
from kopukm_core.values import RecordIdType

ActivityId = Annotated[int, RecordIdType("Activity")]
SessionId = Annotated[int, RecordIdType("ActivitySession")]
SpeakerId = Annotated[int, RecordIdType("ActivitySpeaker")]
MaterialId = Annotated[int, RecordIdType("ActivityMaterial")]
TargetId = Annotated[int, RecordIdType("ActivityTarget")]
RegistrationId = Annotated[int, RecordIdType("Registration")]
AttendanceId = Annotated[int, RecordIdType("Attendance")]
CycleId = Annotated[int, RecordIdType("ProgrammeCycle")]
PartyId = Annotated[int, RecordIdType("Party")]

PARAMETERS_HELP = "Tulis nama=nilai, misalnya tahun=2025."


def read_parameters(context: CommandContext, written: list[str] | None, field: str) -> dict[str, str]:
    """`name=value` pairs as a mapping."""
    found: dict[str, str] = {}
    for number, one in enumerate(written or ()):
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            context.refuse(f"{field}.{number}", "WRONG_FORMAT", PARAMETERS_HELP)
        found[name.strip()] = value.strip()
    return found
