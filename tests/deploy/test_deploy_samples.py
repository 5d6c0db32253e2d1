"""The samples in `deploy/` are ones that work: known settings, commands that parse, units that systemd accepts."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kopukm_core.cli.main import build_parser
from kopukm_core.jobs import JobTiming
from kopukm_core.metrics.registry import REGISTRY
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import load_settings
from kopukm_core.variables import declared_variables
from kopukm_graphql.server.serving import GRACE_SECONDS
from kopukm_graphql.server.settings import ServerSettings
from pages import DOCS, ROOT, sections

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
UNITS = sorted(path for path in SYSTEMD.iterdir() if path.suffix in (".service", ".timer"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
YAML = sorted(path for path in DEPLOY.rglob("*.yml"))
SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0"),
    PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", "0.1.0"),
)


def files() -> list[Path]:
    return sorted(path for path in DEPLOY.rglob("*") if path.is_file())


def section(unit: Path, name: str) -> dict[str, str]:
    """The last value of each key of a unit's section."""
    part = unit.read_text(encoding="utf-8").split(f"[{name}]", 1)[1].split("\n[", 1)[0]
    return dict(line.split("=", 1) for line in part.splitlines() if "=" in line and not line.startswith("#"))


def command_lines() -> list[list[str]]:
    """The words after `kopukm` of every command in units, the container file and the compose file."""
    found = [shlex.split(section(unit, "Service")["ExecStart"])[1:] for unit in SERVICES]
    for path in (DEPLOY / "container" / "Containerfile", DEPLOY / "container" / "compose.yml"):
        given = re.findall(r"\[\"kopukm\", ([^]]+)\]", path.read_text(encoding="utf-8"))
        found += [[word.strip(' "') for word in words.split(",")] for words in given]
    return found


def test_every_setting_is_a_known_one() -> None:
    build_platform(load_settings({}), SOURCES)
    named = {
        name
        for path in files()
        for name in re.findall(r"KOPUKM_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert named - declared_variables() == set()
    assert "KOPUKM_DATABASE_URL" in named


def test_every_command_line_is_understood(tmp_path: Path) -> None:
    parser = build_parser(build_platform(load_settings({"KOPUKM_HOME": str(tmp_path)}), SOURCES))
    lines = command_lines()
    assert len(lines) >= 6
    for words in lines:
        assert parser.parse_args(words).subcommand.name == words[0]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"/opt/kopukm/venv/bin/kopukm", "/bin/true", unit.read_text(encoding="utf-8"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    shown = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
    )
    assert (shown.returncode, [line for line in shown.stderr.splitlines() if "kopukm" in line]) == (0, [])


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_is_hardened_and_writes_only_where_it_must(unit: Path) -> None:
    service = section(unit, "Service")
    assert service["User"] == "kopukm"
    expected = {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ReadWritePaths": "/var/lib/kopukm",
        "CapabilityBoundingSet": "",
        "UMask": "0077",
        "EnvironmentFile": "/etc/kopukm/kopukm.env",
    }
    assert {name: service.get(name) for name in expected} == expected


def test_stopping_waits_as_long_as_the_program_does() -> None:
    grace = GRACE_SECONDS + JobTiming().grace
    for unit in SERVICES:
        service = section(unit, "Service")
        if "TimeoutStopSec" in service:
            assert int(service["TimeoutStopSec"]) > grace
            assert service["Restart"] == "always"


def test_the_proxies_let_through_what_the_server_takes() -> None:
    nginx = (DEPLOY / "nginx" / "kopukm.conf").read_text(encoding="utf-8")
    caddy = (DEPLOY / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    for pattern, text in ((r"client_max_body_size (\d+)m;", nginx), (r"max_size (\d+)MB", caddy)):
        (megabytes,) = re.findall(pattern, text)
        assert int(megabytes) * 1_000_000 >= ServerSettings().body_bytes
    for needed in ("proxy_buffering off", "proxy_set_header Upgrade", "X-Forwarded-For", "X-Request-Id"):
        assert needed in nginx
    assert "flush_interval -1" in caddy


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_the_yaml_is_yaml(path: Path) -> None:
    assert isinstance(loaded(path), dict)


def rules() -> list[dict[str, Any]]:
    return [
        rule for group in loaded(DEPLOY / "prometheus" / "alerts.yml")["groups"] for rule in group["rules"]
    ]


def test_alarms_ask_for_figures_that_exist_and_point_at_a_runbook() -> None:
    families = [family.name for family in REGISTRY.collect()]
    known = {f"{name}{end}" for name in families for end in ("", "_total", "_bucket")}
    runbook = sections(DOCS / "operators" / "gangguan.md")
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in runbook}
    for rule in rules():
        asked = set(re.findall(r"(?:kopukm|process)_[a-z_]+", rule["expr"])) - {"kopukm"}
        assert asked <= known, rule["alert"]
        page, _, anchor = rule["annotations"]["runbook"].partition("#")
        assert page == "docs/operators/gangguan.md"
        assert anchor in anchors, rule["alert"]


def test_every_alarm_is_explained_to_who_watches() -> None:
    page = (DOCS / "operators" / "memantau.md").read_text(encoding="utf-8")
    assert [rule["alert"] for rule in rules() if rule["alert"] not in page] == []


def test_every_figure_is_explained() -> None:
    page = (DOCS / "operators" / "memantau.md").read_text(encoding="utf-8")
    ours = [family.name for family in REGISTRY.collect() if family.name.startswith("kopukm_")]
    assert [name for name in ours if f"`{name}" not in page] == []


def test_the_container_is_nobodys_root_and_says_whether_it_lives() -> None:
    text = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER kopukm$", text, re.M) and "HEALTHCHECK" in text and text.count("FROM ") == 2


def test_the_keepers_command_asks_systemd_for_the_service_s_user_and_settings() -> None:
    script = DEPLOY / "systemd" / "kopukm"
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    text, unit = script.read_text(), (DEPLOY / "systemd" / "kopukm-server.service").read_text()
    settings = re.findall(r"EnvironmentFile=(\S+)", unit)
    assert re.findall(r"EnvironmentFile=(\S+)", text) == settings
    assert re.findall(r"--uid=(\S+)", text) == re.findall(r"^User=(\S+)", unit, re.MULTILINE)
