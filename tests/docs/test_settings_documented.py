"""Every setting is on the operators' page with its default, and nothing there is stale."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from kopukm_core.settings import load_settings
from kopukm_graphql.limits.limits import Limits
from kopukm_graphql.server.settings import ServerSettings, server_settings
from kopukm_siopik.plugin import kopukm_settings
from pages import DOCS, ROOT

PAGE = (DOCS / "operators" / "setelan.md").read_text(encoding="utf-8")
CODE = ("core", "graphql", "plugins")
NAME = re.compile(r"KOPUKM_[A-Z]+(?:_[A-Z]+)*\b(?!_)")


def settings_in_code() -> set[str]:
    """Every `KOPUKM_…` that the code names, and those it makes of the limits' names."""
    found = {f"KOPUKM_LIMIT_{name.upper()}" for name in Limits.__dataclass_fields__}
    for folder in CODE:
        for file in Path(ROOT / folder).rglob("*.py"):
            found |= set(NAME.findall(file.read_text(encoding="utf-8")))
    return found


def documented() -> set[str]:
    return {name for name in NAME.findall(PAGE) if not name.startswith("KOPUKM_TEST_")}


def default_of(variable: str) -> str:
    (found,) = re.findall(rf"^\| `{variable}` \| ([^|]+?) \|", PAGE, re.M)
    return str(found).strip("`")


def test_settings_are_found_in_the_code() -> None:
    assert {"KOPUKM_HOME", "KOPUKM_ENV", "KOPUKM_DATABASE_POOL_MAX", "KOPUKM_KEYS"} <= settings_in_code()


def test_every_setting_is_documented_and_none_is_stale() -> None:
    of_plugins = {one.variable("siopik"): str(one.default) for one in kopukm_settings()}
    assert sorted(documented()) == sorted(settings_in_code() | set(of_plugins))
    assert {variable: default_of(variable) for variable in of_plugins} == of_plugins


def test_every_command_knows_the_variables_that_the_code_names() -> None:
    """Also those that load nothing of the service: `kopukm plugins` warns of no setting that is right."""
    composed = (
        "from kopukm_core.settings import load_settings; from kopukm_core.platform import build_platform;"
        " build_platform(load_settings({})); from kopukm_core.variables import declared_variables;"
        " print(*sorted(declared_variables()))"
    )
    done = subprocess.run([sys.executable, "-c", composed], capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(settings_in_code())


def test_the_defaults_shown_are_the_defaults() -> None:
    settings = load_settings({})
    server = ServerSettings()
    assert default_of("KOPUKM_REGION") == settings.region_code
    assert default_of("KOPUKM_TIME_ZONE") == str(settings.time_zone)
    assert default_of("KOPUKM_ENV") == settings.environment.value
    assert default_of("KOPUKM_BODY_BYTES") == str(server.body_bytes)
    assert default_of("KOPUKM_OPERATION_SECONDS") == f"{server.operation_seconds:g}"
    for name in Limits.__dataclass_fields__:
        assert default_of(f"KOPUKM_LIMIT_{name.upper()}") == str(getattr(Limits(), name))


def test_the_rates_of_production_are_as_shown() -> None:
    production = server_settings(load_settings({"KOPUKM_ENV": "production"}))
    for variable, rate in (
        ("KOPUKM_ADDRESS_RATE", production.address_rate),
        ("KOPUKM_ACTOR_RATE", production.actor_rate),
    ):
        assert f"production `{rate.burst}/{rate.per_second:g}`" in default_of(variable)
