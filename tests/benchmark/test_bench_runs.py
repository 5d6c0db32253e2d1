"""`python -m bench` fills, serves, measures and prints, at a scale that takes seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.operations import NAMES

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The bench as a person starts it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_operation_answers_rows_and_no_error(tmp_path: Path) -> None:
    home, figures = tmp_path / "home", tmp_path / "figures.json"
    scale = ["--cooperatives", "400", "--meetings", "1200", "--businesses", "3000"]
    scale += ["--requests", "4", "--connections", "2"]
    done = run(*scale, "--home", str(home), "--json", str(figures))
    assert done.returncode == 0, done.stdout + done.stderr
    written = json.loads(figures.read_text())
    assert (written["cooperatives"], written["businesses"], written["database"]) == (400, 3000, "sqlite")
    measures = {one["operation"]: one for one in written["measures"]}
    assert tuple(measures) == NAMES
    assert {one["requests"] for one in measures.values()} == {4}
    assert {one["refused"] for one in measures.values()} == {0}
    assert measures["M1"]["rows"] == measures["Q2"]["rows"] == 1
    assert measures["Q4"]["rows"] == 20
    assert all(name in done.stdout for name in measures)

    again = run(*scale, "--home", str(home), "--operations", "Q2")
    assert again.returncode == 1
    assert "--reuse" in again.stderr


def test_an_unknown_operation_is_named() -> None:
    done = run("--operations", "Q9")
    assert done.returncode == 2
    assert "Q9" in done.stderr
