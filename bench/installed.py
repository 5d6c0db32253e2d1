"""The bench's own plugin of businesses, installed for this process and those it begins, and for nobody else."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SOURCE = Path(__file__).parent / "businesses"


@contextmanager
def businesses_installed() -> Iterator[None]:
    """Put the plugin and its distribution's entry points on the path, as pip would, while the block runs."""
    project = tomllib.loads((_SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    with tempfile.TemporaryDirectory(prefix="kopukm-bench-site-") as site:
        folder = Path(site) / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
        )
        entries = project["entry-points"]["kopukm.plugins"]
        lines = ["[kopukm.plugins]", *(f"{key} = {value}" for key, value in entries.items())]
        (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
        added = [site, str(_SOURCE)]
        sys.path[:0] = added
        try:
            yield
        finally:
            for entry in added:
                sys.path.remove(entry)
