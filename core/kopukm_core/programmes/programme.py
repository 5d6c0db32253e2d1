"""What a plugin tells of a programme: who runs it, its SOP as a document, and its timelines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core.programmes.timeline import EvidenceCheck, Timeline
from kopukm_core.scheduling.calendar.seeded_hours import SeededHours


@dataclass(frozen=True, slots=True)
class ProgrammeUnit:
    """A unit or team of the office that works in a programme; `parent` is the key of the unit it belongs to.

    The office edits what was loaded: the key is what programmes and steps name.
    """

    key: str
    name: str
    is_team: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A rule that the SOP stands on; `note` says where one has lapsed or changed."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDocument:
    """The SOP of a programme as it is written. What the SOP leaves blank is blank here, and shown as "belum diisi".

    `version` counts the editions that the plugin brings; the office's own revisions follow them.
    """

    version: int
    title: str
    source: str
    number: str = ""
    revision: str = ""
    issued_on: date | None = None
    definition: str = ""
    purpose: str = ""
    policies: tuple[LegalBasis, ...] = ()
    references: tuple[LegalBasis, ...] = ()
    procedure: tuple[str, ...] = ()
    units_concerned: tuple[str, ...] = ()
    executors: tuple[str, ...] = ()
    history: str = ""


@dataclass(frozen=True, slots=True)
class CycleFigure:
    """A figure filled into the evaluation of a cycle, with what it counts."""

    name: str
    title: str
    value: str
    definition: str


CycleFigures = Callable[[int], Awaitable[Sequence[CycleFigure]]]
"""The figures of a cycle, asked with its id."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the office.

    `name` is the plugin's, or begins with it and a full stop. `permission` is what somebody must hold in a cycle's
    region to plan it and to record its steps. Timelines stay as long as cycles of that version may still be read.
    `opening_hours` are those of the services that the programme offers, loaded once; the office changes them after.
    """

    name: str
    title: str
    unit: ProgrammeUnit
    permission: str
    document: ProgrammeDocument
    timelines: tuple[Timeline, ...]
    teams: tuple[ProgrammeUnit, ...] = ()
    figures: CycleFigures | None = None
    opening_hours: tuple[SeededHours, ...] = ()

    def timeline_on(self, day: date) -> Timeline | None:
        """The version that is in force on the day; the first one before any is."""
        ordered = sorted(self.timelines, key=lambda one: (one.effective_on, one.version))
        in_force = [one for one in ordered if one.effective_on <= day]
        return in_force[-1] if in_force else (ordered[0] if ordered else None)

    @property
    def evidence_checks(self) -> dict[str, EvidenceCheck]:
        """The checks of all its steps, by name."""
        steps = (step for timeline in self.timelines for step in timeline.steps)
        return {
            step.evidence.name: step.evidence for step in steps if isinstance(step.evidence, EvidenceCheck)
        }
