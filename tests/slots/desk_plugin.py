"""A plugin with one programme that gives seats: the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kopukm_core.identity.roles import Permission
from kopukm_core.plugins import PluginInfo, hookimpl
from kopukm_core.programmes import Programme, ProgrammeDocument, ProgrammeUnit, StepTemplate, Timeline

RUN = "desk.run"


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("desk", "Meja", "1.0.0")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    return (Permission(RUN, "Menjalankan meja"),)


@hookimpl
def kopukm_programmes() -> Sequence[Programme]:
    step = StepTemplate(key="open", number="1", phase="Buka", title="Membuka meja")
    return (
        Programme(
            name="desk",
            title="Meja",
            unit=ProgrammeUnit("desk_unit", "Seksi Meja"),
            permission=RUN,
            document=ProgrammeDocument(version=1, title="Meja", source="Buku meja"),
            timelines=(
                Timeline(version=1, effective_on=date(2026, 1, 1), source="Buku meja", steps=(step,)),
            ),
        ),
    )
