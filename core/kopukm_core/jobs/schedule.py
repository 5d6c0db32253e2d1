"""Declared schedules: which task is due when, in cron's terms and the office's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter  # type: ignore[import-untyped]

from kopukm_core.errors import BadInputError, ConfigurationError
from kopukm_core.jobs.registry import TaskRegistry

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Run a task at the times of a cron expression (minute hour day month weekday, office time).

    `name` is `plugin.noun`; `title` is what officers read.
    """

    name: str
    cron: str
    task: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


class ScheduleRegistry:
    """The schedules that core and the enabled plugins declare; every mistake in one refuses the start."""

    def __init__(self, tasks: TaskRegistry, declarations: Iterable[tuple[str, Schedule]] = ()) -> None:
        self._tasks = tasks
        self._schedules: dict[str, tuple[str, Schedule]] = {}
        for owner, declared in declarations:
            self.add(owner, declared)

    def add(self, owner: str, declared: Schedule) -> None:
        """Take in one schedule of the plugin `owner`. Raises ConfigurationError saying what is wrong."""
        if not _NAME.fullmatch(declared.name) or not declared.name.startswith(f"{owner}."):
            raise ConfigurationError(
                f"Nama jadwal {declared.name!r} dari plugin {owner} tidak sah.",
                remedy=f"Tulis {owner}.nama dengan huruf kecil, angka, dan garis bawah.",
            )
        taken = self._schedules.get(declared.name)
        if taken is not None:
            raise ConfigurationError(
                f"Jadwal {declared.name} dideklarasikan dua kali: oleh {taken[0]} (tugas {taken[1].task}) "
                f"dan oleh {owner} (tugas {declared.task}).",
                remedy="Ganti nama salah satunya.",
            )
        if declared.task not in self._tasks:
            raise ConfigurationError(
                f"Jadwal {declared.name} menjalankan tugas {declared.task}, yang tidak ada.",
                remedy="Deklarasikan tugasnya, atau perbaiki namanya.",
            )
        self._tasks.get(declared.task).to_json(declared.arguments)
        check_cron(declared.cron)
        self._schedules[declared.name] = (owner, declared)

    def __iter__(self) -> Iterator[Schedule]:
        return (declared for _, declared in self._schedules.values())

    def __len__(self) -> int:
        return len(self._schedules)


def check_cron(expression: str) -> None:
    """Raises BadInputError for what is not five fields of cron with a time that comes."""
    if not _comes(expression):
        raise BadInputError(
            f"Jadwal {expression!r} tidak sah.",
            remedy="Tulis lima bagian cron, misalnya 0 7 * * 1 (Senin 07.00).",
        )


@lru_cache(maxsize=256)
def _comes(expression: str) -> bool:
    if len(expression.split()) != 5 or not croniter.is_valid(expression):
        return False
    try:
        croniter(expression, datetime(2026, 1, 1, tzinfo=UTC)).get_next(datetime)
    except (ValueError, KeyError):
        return False
    return True


def next_slot(cron: str, after: datetime, time_zone: ZoneInfo) -> datetime:
    """The first time of the expression later than the moment; in UTC."""
    found: datetime = croniter(cron, after.astimezone(time_zone)).get_next(datetime)
    return found.astimezone(UTC)


def latest_slot(cron: str, until: datetime, time_zone: ZoneInfo) -> datetime:
    """The last time of the expression not later than the moment; in UTC."""
    local = until.astimezone(time_zone)
    found: datetime = croniter(cron, local).get_prev(datetime)
    following: datetime = croniter(cron, found).get_next(datetime)
    return (following if following <= local else found).astimezone(UTC)
