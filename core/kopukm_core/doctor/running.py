"""The whole examination, from the environment to the exit status."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping

from kopukm_core.doctor.checkup import Answer, Checkup, examined
from kopukm_core.doctor.reading import usable_platform, usable_settings
from kopukm_core.plugins import PluginSource


async def examine(
    variables: Mapping[str, str],
    *,
    sources: Iterable[PluginSource] | None = None,
    port: int = 8000,
    patience: float = 3.5,
) -> list[Answer]:
    """Everything that the checks of core and of the plugins that load have to say. Changes nothing."""
    settings, wrong_settings = usable_settings(variables)
    platform, wrong_plugins = usable_platform(settings, sources)
    answers = [Answer("core.settings", "Setelan", finding) for finding in wrong_settings]
    answers += [Answer("core.plugins", "Plugin", finding) for finding in wrong_plugins]
    checks = [given.value for given in platform.plugins.each("kopukm_checks")]
    return answers + await examined(Checkup(settings, platform, port, patience), checks)


def examine_now(variables: Mapping[str, str], *, port: int) -> list[Answer]:
    """As `examine`, in an event loop of its own; what libraries log meanwhile would only hide the answers."""
    logging.disable(logging.CRITICAL)
    try:
        return asyncio.run(examine(variables, port=port))
    finally:
        logging.disable(logging.NOTSET)
