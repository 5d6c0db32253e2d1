"""The plugin from outside the tree, made installed: its distribution's entry points beside its source."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "outside_plugin"
EVERYTHING = frozenset(("siopik", "outside"))
"""The programmes of which every subset must work; the GraphQL package is what they are served by."""


def install(site: Path) -> Path:
    """Write into the folder what pip would write of the distribution besides its modules."""
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    folder.mkdir(parents=True)
    name, version = project["name"], project["version"]
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = ["[kopukm.plugins]"]
    lines += [f"{key} = {value}" for key, value in project["entry-points"]["kopukm.plugins"].items()]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return site


def off(enabled: frozenset[str]) -> frozenset[str]:
    """The plugins to switch off so that only these programmes are on."""
    return EVERYTHING - enabled


def environment(home: Path, site: Path, enabled: frozenset[str], **variables: str) -> Mapping[str, str]:
    """The environment of a `kopukm` process in which the distribution is installed."""
    path = [str(site), str(SOURCE), *(entry for entry in sys.path if entry)]
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "KOPUKM_HOME": str(home),
        "KOPUKM_DISABLED_PLUGINS": " ".join(sorted(off(enabled))),
        "PYTHONPATH": os.pathsep.join(path),
        **variables,
    }
