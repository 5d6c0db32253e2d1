"""The hook by which plugins give programmes, with the garden's."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from garden.programme import HARVEST

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.programmes import Programme, ProgrammeRegistry, StepTemplate
from kopukm_core.settings import load_settings

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")


def hours(**changed: Any) -> dict[str, object]:
    """The hours of the stall, with something else in them."""
    return {"opening_hours": (dataclasses.replace(HARVEST.opening_hours[0], **changed),)}


def test_kopukm_programmes_are_known_by_name(tmp_path: Path) -> None:
    platform = build_platform(load_settings({"KOPUKM_HOME": str(tmp_path)}), [GARDEN])
    assert platform.programmes["garden"].title == "Pekan Panen"
    assert platform.programmes.evidence_check("garden.all_watered") is not None
    with pytest.raises(NotFoundError, match="'kebun' tidak ada") as caught:
        platform.programmes["kebun"]
    assert str(caught.value.remedy).startswith("Yang ada: garden.")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": "orchard"}, "tidak diawali garden"),
        ({"permission": "garden.fly"}, "izin 'garden.fly' tidak dinyatakan"),
        ({"teams": ()}, "menyebut unit hose"),
        ({"timelines": HARVEST.timelines * 2}, "bernomor versi sama"),
        (hours(name="stall"), "'stall' tidak diawali garden."),
        (hours(service="office"), "jam kantor ditetapkan dinas"),
        (hours(weekdays="63"), "hari atau jam yang tidak sah"),
        (hours(closes="25:00"), "hari atau jam yang tidak sah"),
        (hours(closes="06:00"), "tutup sebelum buka"),
        (hours(rest_from="07:00"), "istirahatnya setengah tertulis"),
        (hours(source=""), "tidak menyebut dasarnya"),
    ],
)
def test_a_programme_that_does_not_fit_is_refused(changed: dict[str, object], fault: str) -> None:
    programme: Programme = dataclasses.replace(HARVEST, **changed)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=fault):
        ProgrammeRegistry([("garden", programme)], ["garden.write"])


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"key": "Menyiram"}, "kuncinya"),
        ({"offset_from": 2, "offset_to": 1}, "awal jendelanya"),
        ({"time_from": "8.00"}, "jamnya"),
        ({"after_step": "x"}, "after_step"),
        ({"inferred": ("colour",)}, "inferred menyebut colour"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(given: dict[str, object], fault: str) -> None:
    fields: dict[str, object] = {"key": "a", "number": "1", "phase": "", "title": "A", **given}
    with pytest.raises(ConfigurationError, match=fault):
        StepTemplate(**fields)  # type: ignore[arg-type]
