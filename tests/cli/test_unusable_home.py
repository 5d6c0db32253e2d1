"""A home that cannot be written, or whose keys are lost, is told in a sentence; nothing is made beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kopukm_process import kopukm
from ready_home import make_ready


def environment(home: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "KOPUKM_HOME": home,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }


@pytest.mark.parametrize("words", [("user", "list"), ("plugins", "disable", "siopik")], ids=" ".join)
@pytest.mark.parametrize("kind", ["no folder can be made", "a file"])
def test_a_home_that_cannot_be_written_is_told_without_a_traceback(
    words: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "berkas"
    file.touch()

    shown = kopukm(environment("/proc/tidak-ada" if kind != "a file" else str(file)), *words)

    assert shown.returncode == 1
    assert "Traceback" not in shown.stderr
    assert "tidak dapat dibuat" in shown.stderr and "KOPUKM_HOME" in shown.stderr


def test_lost_keys_are_not_replaced_by_wrong_ones(tmp_path: Path) -> None:
    given = environment(str(make_ready(tmp_path)))
    (tmp_path / "keys").rename(tmp_path / "keys.cadangan")

    shown = kopukm(given, "user", "list")

    assert shown.returncode == 1
    assert f"memakai kunci k1, tetapi {tmp_path / 'keys'} tidak ada" in shown.stderr
    assert not (tmp_path / "keys").exists()

    (tmp_path / "keys.cadangan").rename(tmp_path / "keys")
    assert kopukm(given, "user", "list").returncode == 0
