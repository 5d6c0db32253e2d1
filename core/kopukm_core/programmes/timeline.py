"""The timeline of a programme: its steps, each tied to an anchor of the cycle (H±n), in versions."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from kopukm_core.errors import ConfigurationError
from kopukm_core.scheduling.calendar.rolling import DayUnit, Roll
from kopukm_core.values import Choice


class Anchor(Choice):
    """What a step's days are counted from."""

    H = "h", "Hari H"
    FIRST_SESSION = "first_session", "Sesi pertama"
    LAST_SESSION = "last_session", "Sesi terakhir"
    LAST_WORKDAY_OF_WEEK = "last_workday_of_week", "Hari kerja terakhir tiap pekan"
    WORKDAY = "workday", "Setiap hari kerja"
    STEP = "step", "Selesainya langkah lain"


class EvidenceKind(Choice):
    """What shows that a step was done."""

    ANY = "any", "Keterangan, tautan, atau berkas"
    TEXT = "text", "Keterangan"
    LINK = "link", "Tautan"
    FILE = "file", "Berkas"
    AUTOMATIC = "automatic", "Dibuktikan oleh data"


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """What a check found: whether the step is done, and in Indonesian what shows it."""

    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """Evidence that the records themselves give: `check` is asked with the id of the cycle.

    `name` is `plugin.noun`; `title` says in Indonesian what is looked at.
    """

    name: str
    title: str
    check: Callable[[int], Awaitable[EvidenceFound]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTemplate:
    """One row of a timeline.

    `offset_from` and `offset_to` are days from the anchor, negative before it; a window where they differ. `roll`
    None is the rule of the office: earlier before the anchor, later after it, untouched on the day itself.
    `after_step` is the key of the step that `Anchor.STEP` counts from. `WORKDAY` makes a step for each working day
    from the first session + `offset_from` to the last session + `offset_to`; `LAST_WORKDAY_OF_WEEK` one for each week
    of the sessions. Clock times are "HH:MM" at the office. `team` is the key of the unit that is responsible, "" for
    the programme's own. `inferred` names the fields that the source leaves blank and that were taken from the row
    above it.
    """

    key: str
    number: str
    phase: str
    title: str
    anchor: Anchor = Anchor.H
    offset_from: int = 0
    offset_to: int = 0
    unit_of_offset: DayUnit = DayUnit.CALENDAR
    roll: Roll | None = None
    after_step: str = ""
    time_from: str = ""
    time_to: str = ""
    team: str = ""
    place: str = ""
    parties: str = ""
    tools: str = ""
    evidence: EvidenceKind | EvidenceCheck = EvidenceKind.ANY
    inferred: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise _wrong(self.key, "kuncinya bukan huruf kecil, angka, dan garis bawah")
        if self.offset_from > self.offset_to:
            raise _wrong(self.key, "awal jendelanya sesudah akhirnya")
        if any(time and not _TIME.fullmatch(time) for time in (self.time_from, self.time_to)):
            raise _wrong(self.key, "jamnya tidak ditulis JJ:MM")
        if bool(self.after_step) != (self.anchor is Anchor.STEP):
            raise _wrong(self.key, "after_step dan jangkar STEP harus bersama-sama")
        unknown = set(self.inferred) - set(type(self).__slots__)
        if unknown:
            raise _wrong(self.key, f"inferred menyebut {', '.join(sorted(unknown))}, yang bukan isiannya")

    @property
    def kind_of_evidence(self) -> EvidenceKind:
        """The kind, also of evidence that a check gives."""
        return EvidenceKind.AUTOMATIC if isinstance(self.evidence, EvidenceCheck) else self.evidence


@dataclass(frozen=True, slots=True)
class Timeline:
    """One version of a programme's steps, in their order. `source` says where they are written."""

    version: int
    effective_on: date
    source: str
    steps: tuple[StepTemplate, ...]

    def __post_init__(self) -> None:
        known: set[str] = set()
        for step in self.steps:
            if step.key in known:
                raise _wrong(step.key, "kuncinya dipakai dua kali")
            if step.after_step and step.after_step not in known:
                raise _wrong(step.key, f"langkah {step.after_step!r} tidak ada sebelum langkah ini")
            known.add(step.key)


_KEY = re.compile(r"[a-z][a-z0-9_]*")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _wrong(key: str, fault: str) -> ConfigurationError:
    return ConfigurationError(
        f"Langkah {key!r} tidak sah: {fault}.", remedy="Perbaiki langkah itu di pluginnya."
    )
