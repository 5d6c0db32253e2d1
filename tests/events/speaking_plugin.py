"""A plugin of one command that publishes an event: what the command line tells a server's subscribers."""

from __future__ import annotations

from pathlib import Path

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.events import Event
from kopukm_core.identity import Permission
from kopukm_core.plugins import PluginInfo, hookimpl

TOPIC = "speaking.said"


@command("speaking.say", title="Katakan", permission="speaking.say")
class Say:
    """Tell a number to whoever listens."""

    number: int = ask("Nomor")

    async def run(self, context: CommandContext) -> None:
        await context.publish(Event(TOPIC, {"number": self.number}))


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("speaking", "Berbicara", "1.0")


@hookimpl
def kopukm_permissions() -> list[Permission]:
    return [Permission("speaking.say", "Mengatakan sesuatu.")]


@hookimpl
def kopukm_commands() -> list[type]:
    return [Say]


def install(site: Path) -> Path:
    """Write into the folder what pip would write of a distribution that holds this plugin."""
    folder = site / "kopukm_speaking-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kopukm-speaking\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text(f"[kopukm.plugins]\nspeaking = {__name__}\n", "utf-8")
    return site
