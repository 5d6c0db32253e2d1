"""How each field that a record may lack is filled in: the command that records it, and the question that it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kopukm_core.commands import declaration_of
from kopukm_siopik.commands import CorrectCooperative, ReportAnnualMeeting, ReportYear

_ELSEWHERE: Mapping[str, tuple[type, str]] = {
    "village": (CorrectCooperative, "region_code"),
    "annual_meeting": (ReportAnnualMeeting, "held_on"),
    "members": (ReportYear, "members_male"),
    "savings_licence": (CorrectCooperative, "savings_licence_number"),
    "coordinates": (CorrectCooperative, "latitude"),
    **{
        name: (ReportYear, name)
        for name in ("employees", "equity", "external_capital", "assets", "business_volume", "surplus")
    },
}
"""Where it is not the field of that name in the correction of a cooperative."""
_LABELS = {
    "village": "Desa atau kelurahan",
    "members": "Jumlah anggota",
    "annual_meeting": "RAT",
    "chair": "Ketua",
    "coordinates": "Koordinat (lintang dan bujur)",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """A field that is missing, by the question that asks for it: `command` records it in its field `field`."""

    name: str
    label: str
    command: str
    command_title: str
    field: str
    help: str

    @property
    def sentence(self) -> str:
        """What to do, in one line: "NIK koperasi: Perbaiki data koperasi (siopik.correct_cooperative nik=…)"."""
        return f"{self.label}: {self.command_title} ({self.command} {self.field}=…)"


@cache
def filling_of(name: str) -> Filling:
    """How the field is filled in; one that no command knows by that name is told by its name alone."""
    command_class, field_name = _ELSEWHERE.get(name, (CorrectCooperative, name))
    declaration = declaration_of(command_class)
    field = declaration.by_name.get(field_name)
    if field is None:
        return Filling(name, name, declaration.name, declaration.title, field_name, "")
    label = _LABELS.get(name, field.label)
    example = f"Contoh: {field.question.example}" if field.question.example else ""
    hint = " ".join(part for part in (field.question.help, example) if part)
    return Filling(name, label, declaration.name, declaration.title, field_name, hint)


def fillings(names: str) -> list[Filling]:
    """Of names with commas, as they are kept with a guidance."""
    return [filling_of(name) for name in names.split(",") if name]
