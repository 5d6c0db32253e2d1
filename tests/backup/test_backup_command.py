"""`kopukm backup` and `kopukm restore` as operators run them."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

import upgraded
from filled_office import KEYS
from kopukm_core.backup import remove_older
from kopukm_core.cli import main
from kopukm_core.db import Dialect

NAMES = [
    "kopukm-20261120-010000.zip",
    "kopukm-20261121-010000.zip",
    "kopukm-20261121-010000-2.zip",
    "kopukm-20261121-010000-10.zip",
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled office, named by the environment."""
    folder = tmp_path / "kantor"
    folder.mkdir()
    upgraded.load(upgraded.COMMITS[0], Dialect.SQLITE, f"sqlite://{folder / 'kopukm.sqlite3'}")
    monkeypatch.setenv("KOPUKM_HOME", str(folder))
    monkeypatch.setenv("KOPUKM_KEYS", KEYS)
    return folder


def test_backed_up_checked_and_restored_elsewhere(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "disk"), "--keep", "1"]) == 0
    assert main(["backup", str(tmp_path / "disk"), "--keep", "1"]) == 0
    (archive,) = (tmp_path / "disk").iterdir()
    assert main(["backup", "--check", str(archive)]) == 0
    shown = capsys.readouterr()
    assert "Kunci k1 tidak ada di dalamnya" in shown.err
    assert f"Utuh: {archive}" in shown.out
    assert KEYS.partition("=")[2] not in shown.out + shown.err
    assert str(archive) in (home / "last_backup").read_text()

    monkeypatch.setenv("KOPUKM_HOME", str(tmp_path / "lain"))
    assert main(["restore", str(archive), "--hold-jobs"]) == 0
    shown = capsys.readouterr()
    assert "migrasi dijalankan" in shown.out
    assert "2 pekerjaan ditahan" in shown.err
    assert main(["restore", str(archive)]) == 1
    assert "sudah berisi data" in capsys.readouterr().err


def test_the_newest_are_kept_and_other_files_left_alone(tmp_path: Path) -> None:
    for name in (*NAMES, "kopukm-lama.zip", "foto.zip"):
        (tmp_path / name).touch()

    removed = remove_older(tmp_path, 2)

    assert [path.name for path in removed] == NAMES[:2]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*NAMES[2:], "kopukm-lama.zip", "foto.zip"]
    )


def test_a_disk_that_fills_up_half_way_leaves_no_archive(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "disk"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        assert main(["backup", str(folder)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert "tidak dapat ditulis" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    assert not (home / "last_backup").exists()


def test_an_address_where_nothing_answers_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOPUKM_HOME", str(tmp_path))
    assert main(["backup"]) == 1
    assert "Belum ada basis data" in capsys.readouterr().err

    monkeypatch.setenv("KOPUKM_DATABASE_URL", "postgres://siti:rahasia@127.0.0.1:1/kopukm")
    assert main(["backup"]) == 1
    told = capsys.readouterr().err
    assert "Tidak dapat tersambung" in told and "rahasia" not in told
