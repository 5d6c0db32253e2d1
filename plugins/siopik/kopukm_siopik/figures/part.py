"""What the plugin's figures gives to the hooks."""

from __future__ import annotations

from kopukm_core.part import Part


def _part() -> Part:
    from kopukm_siopik.figures.commands import COMMANDS
    from kopukm_siopik.figures.loading import prepare_figures
    from kopukm_siopik.figures.permissions import PERMISSIONS, ROLES
    from kopukm_siopik.figures.refreshing import SCHEDULES, TASKS
    from kopukm_siopik.figures.visibility import VISIBILITY

    return Part(
        models=("kopukm_siopik.figures.models",),
        permissions=PERMISSIONS,
        roles=ROLES,
        visibility=VISIBILITY,
        commands=COMMANDS,
        tasks=TASKS,
        schedules=SCHEDULES,
        prepare=prepare_figures,
    )


FIGURES_PART = _part()
