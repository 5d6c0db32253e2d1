"""The hooks by which plugins give texts of messages and ways out, with the garden's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.messaging import Channel, MessageTemplate
from kopukm_core.messaging.registry import Messaging
from kopukm_core.messaging.template import Wording
from kopukm_core.parties import ContactKind
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import load_settings

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    """The core with the garden."""
    return build_platform(load_settings({"KOPUKM_HOME": str(tmp_path)}), [GARDEN])


def test_kopukm_message_templates_are_known_by_name(platform: Platform) -> None:
    template = platform.messaging.template("garden.watering")
    subject, text = Wording(template.subject, template.text).rendered(
        {"name": "Bu Tini", "garden": "Kebun Dinas", "day": date(2026, 11, 23)}, platform.messaging.context()
    )
    assert subject == "Menyiram Kebun Dinas"
    assert text == "Yth. Bu Tini, giliran Anda menyiram Kebun Dinas: Senin, 23 November 2026."
    with pytest.raises(NotFoundError, match=r"garden\.rain"):
        platform.messaging.template("garden.rain")


def test_kopukm_message_templates_bear_the_plugin_s_name(platform: Platform) -> None:
    template = platform.messaging.template("garden.watering")
    with pytest.raises(ConfigurationError, match=r"Plugin orchard menyatakan pesan garden\.watering"):
        Messaging(platform.settings, [("orchard", template)], [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Yth. {nama}", r"isian tidak dikenal: \{nama\}; yang ada: .*\{name\}"),
        ("Yth. {name.__class__}", "tidak sah"),
        ("Yth. {name!r}", "tidak sah"),
        ("Yth. {name:>10}", "tidak sah"),
        ("Yth. {}", "tidak sah"),
        ("Yth. {name", "tidak berpasangan"),
        (" ", "teksnya kosong"),
    ],
)
def test_a_text_that_does_not_fit_refuses_the_start(text: str, fault: str) -> None:
    with pytest.raises(ConfigurationError, match=fault):
        MessageTemplate("garden.watering", "Giliran", text, {"name": "Bu Tini"})


def test_kopukm_message_channels_reach_their_contacts(platform: Platform) -> None:
    gong = platform.messaging.channel("gong")
    assert gong.is_carried_outside
    assert platform.messaging.reaching(ContactKind.PHONE) == [gong]
    assert [one.name for one in platform.messaging.reaching(ContactKind.EMAIL)] == ["console"]
    with pytest.raises(ConfigurationError, match="Nama kanal 'Gong!' tidak sah"):
        Channel("Gong!", "Gong", kinds=())
