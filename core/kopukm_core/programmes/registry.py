"""The programmes of the composed platform, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.programmes.programme import Programme
from kopukm_core.programmes.timeline import EvidenceCheck
from kopukm_core.scheduling.calendar.seeded_hours import OFFICE, SeededHours

_NAME = re.compile(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9_]*)?")
_UNIT = re.compile(r"[a-z][a-z0-9_]*")
_SERVICE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_WEEKDAYS = re.compile(r"(?=.)1?2?3?4?5?6?7?")
_CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class ProgrammeRegistry:
    """Every programme that the enabled plugins declare; every mistake in one refuses the start."""

    def __init__(self, declared: Iterable[tuple[str, Programme]], permissions: Iterable[str]) -> None:
        known = set(permissions)
        self._programmes: dict[str, Programme] = {}
        self._checks: dict[str, EvidenceCheck] = {}
        for owner, programme in declared:
            _check(owner, programme, known)
            self._programmes[programme.name] = programme
            self._checks.update(programme.evidence_checks)

    def __iter__(self) -> Iterator[Programme]:
        return iter(self._programmes.values())

    def __contains__(self, name: object) -> bool:
        return name in self._programmes

    def __getitem__(self, name: str) -> Programme:
        """The programme; NotFoundError where no plugin in use declares it."""
        found = self._programmes.get(name)
        if found is None:
            raise NotFoundError(
                f"Program {name[:80]!r} tidak ada.",
                remedy=f"Yang ada: {', '.join(self._programmes) or 'belum ada'}. Program dari plugin yang mati kembali "
                "begitu pluginnya dihidupkan.",
            )
        return found

    def evidence_check(self, name: str) -> EvidenceCheck | None:
        """The check of this name, or None where no plugin in use declares it."""
        return self._checks.get(name)


def _check(owner: str, programme: Programme, permissions: set[str]) -> None:
    name = programme.name
    if not _NAME.fullmatch(name) or name.partition(".")[0] != owner:
        raise _wrong(name, owner, f"namanya tidak diawali {owner}", f"Namai {owner} atau {owner}.kata_benda.")
    if programme.permission not in permissions:
        raise _wrong(
            name,
            owner,
            f"izin {programme.permission!r} tidak dinyatakan",
            "Nyatakan izin itu di kopukm_permissions.",
        )
    versions = [one.version for one in programme.timelines]
    if len(versions) != len(set(versions)):
        raise _wrong(name, owner, "dua garis waktunya bernomor versi sama", "Beri versi yang berbeda.")
    teams = {programme.unit.key, *(one.key for one in programme.teams)}
    for unit in (programme.unit, *programme.teams):
        if not _UNIT.fullmatch(unit.key) or (unit.parent and unit.parent not in teams):
            raise _wrong(name, owner, f"unit {unit.key!r} tidak sah", "Perbaiki kunci atau induknya.")
    for timeline in programme.timelines:
        unknown = {step.team for step in timeline.steps if step.team} - teams
        if unknown:
            raise _wrong(
                name,
                owner,
                f"langkahnya menyebut unit {', '.join(sorted(unknown))}",
                "Nyatakan unit itu di teams programnya.",
            )
    for hours in programme.opening_hours:
        fault = _fault_of_hours(owner, hours)
        if fault:
            raise _wrong(name, owner, f"jam buka {hours.name!r} {fault}", "Perbaiki jam bukanya.")


def _fault_of_hours(owner: str, hours: SeededHours) -> str:
    """What is wrong with hours that a plugin brings; empty where nothing is."""
    times = (hours.opens, hours.closes, *filter(None, (hours.rest_from, hours.rest_until)))
    if not hours.name.startswith(f"{owner}."):
        return f"tidak diawali {owner}."
    if hours.service == OFFICE or not _SERVICE.fullmatch(hours.service):
        return f"menyebut layanan {hours.service!r}; jam kantor ditetapkan dinas"
    if not _WEEKDAYS.fullmatch(hours.weekdays) or not all(map(_CLOCK_TIME.fullmatch, times)):
        return "memuat hari atau jam yang tidak sah (hari 1-7 berurutan, jam seperti 08:00)"
    if hours.opens >= hours.closes or (hours.rest_from is None) != (hours.rest_until is None):
        return "tutup sebelum buka, atau istirahatnya setengah tertulis"
    return "" if hours.source else "tidak menyebut dasarnya"


def _wrong(name: str, owner: str, fault: str, remedy: str) -> ConfigurationError:
    return ConfigurationError(f"Program {name!r} dari plugin {owner} tidak sah: {fault}.", remedy=remedy)
