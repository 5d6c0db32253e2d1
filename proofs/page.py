"""The page of results: written from the kept JSON alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from proofs.results import FOLDER, PAGE

_HEAD = """# Results of the proofs

Written by `python -m proofs`; not by hand.
"""


def write_page(folder: Path = FOLDER, page: Path = PAGE) -> None:
    """Show the last result of each proof."""
    found = [orjson.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    rows = [
        {"proof": f"[{one['name']}](#{one['name']})", "holds": _word(one["holds"]), "date": one["date"][:10]}
        for one in found
    ]
    parts = [_HEAD, _table(rows), *(_section(one) for one in found)]
    page.write_text("\n".join(parts), encoding="utf-8")


def _section(one: Mapping[str, Any]) -> str:
    lines = [f"## {one['name']}", "", f"**{_word(one['holds'])}.** {one['claim']}", "", one["how"], ""]
    about = f"{one['date']}; {one['machine']}; commit {one['commit']}; {one['seconds']:.0f} s."
    lines += [
        about,
        "",
        _table([{"": name, "figure": _shown(value)} for name, value in one["figures"].items()]),
    ]
    for name, rows in one["tables"].items():
        lines += [f"### {one['name']}: {name}", "", _table(rows)]
    return "\n".join(lines)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "(none)\n"
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_shown(row.get(name)) for name in names) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(one)}" for name, one in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_shown(one) for one in value)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value).replace("|", "\\|").replace("\n", " ")[:600]


def _word(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"
