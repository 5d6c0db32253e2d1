"""Python, the libraries, and which plugins there are."""

from __future__ import annotations

import re
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning

PINS = "constraints.txt"
_HERE = Path(__file__).resolve()
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def pinned_versions() -> dict[str, str]:
    """Version by distribution, as tried together: from the package, or from the source tree beside it."""
    for folder in (_HERE.parents[2], _HERE.parents[4]):
        file = folder / PINS
        if file.is_file():
            lines = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
            return dict(line.split("==", 1) for line in lines if "==" in line)
    return {}


def needed_distributions() -> list[str]:
    """What the installed program says it needs to run."""
    named = [one for one in requires("kopukm") or () if "extra ==" not in one]
    return [found.group() for one in named if (found := _NAME.match(one))]


@check("core.program", "Python dan pustaka")
async def program_check(checkup: Checkup) -> list[Finding]:
    pins = pinned_versions()
    other: list[str] = []
    missing: list[str] = []
    for name in needed_distributions():
        try:
            present = version(name)
        except PackageNotFoundError:
            missing.append(name)
            continue
        if name in pins and pins[name] != present:
            other.append(f"{name} {present} (dicoba: {pins[name]})")
    remedy = "pip install -c constraints.txt kopukm"
    findings: list[Finding] = []
    if missing:
        findings.append(fault(f"Pustaka belum terpasang: {', '.join(missing)}.", remedy=remedy))
    if other:
        findings.append(
            warning(f"Versi lain daripada yang dicoba bersama: {', '.join(other)}.", remedy=remedy)
        )
    return findings or [
        ok(f"kopukm {version('kopukm')}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}.")
    ]


@check("core.plugins", "Plugin")
async def plugins_check(checkup: Checkup) -> Finding:
    names = [name for name in checkup.platform.plugins.names if name != "core"]
    if not names:
        return warning(
            "Tidak ada plugin yang dimuat.", "Tanpa plugin graphql tidak ada layanan.", "kopukm plugins"
        )
    return ok(f"Dimuat: {', '.join(names)}.")
