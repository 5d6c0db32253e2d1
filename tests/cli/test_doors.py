"""The command line for somebody new: misspellings, plugins that are off, templates, reports, examples."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.test_unusable_home import environment
from kopukm_process import kopukm
from ready_home import make_ready

Run = Callable[..., subprocess.CompletedProcess[str]]
GOOD = "3201010010001;KSU Mekar;Cibinong;Pakansari"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ready(tmp_path_factory.mktemp("kantor"))


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    return lambda *words, **more: kopukm({**environment(str(home)), **more}, *words)


def written(folder: Path, *rows: str) -> str:
    file = folder / "koperasi.csv"
    file.write_text("\n".join(("NIK;Nama Koperasi;Kecamatan;Desa", *rows)) + "\n", encoding="utf-8")
    return str(file)


def test_a_misspelt_subcommand_is_told_with_the_one_most_like_it(run: Run) -> None:
    shown = run("imprt")
    assert shown.returncode == 2
    assert "perintah 'imprt' tidak ada. Mungkin: import." in shown.stderr


def test_a_misspelt_setting_is_told_in_one_line(run: Run) -> None:
    shown = run("plugins", KOPUKM_DATABSE_URL="x", KOPUKM_WARNA="biru", KOPUKM_KEYS="")
    assert shown.returncode == 0
    assert shown.stderr == (
        "Peringatan: setelan tidak dikenal, diabaikan: KOPUKM_DATABSE_URL (mungkin KOPUKM_DATABASE_URL), "
        "KOPUKM_WARNA.\n"
    )


def test_what_a_switched_off_plugin_brings_is_told_so(run: Run, home: Path) -> None:
    assert run("plugins", "disable", "siopik").returncode == 0
    try:
        for words in (("import", "siopik.cooperatives", "x.csv"), ("do", "siopik.register_cooperative")):
            shown = run(*words)
            assert shown.returncode == 1
            assert "plugin siopik sedang dimatikan" in shown.stderr
            assert "kopukm plugins enable siopik" in shown.stderr
    finally:
        assert run("plugins", "enable", "siopik").returncode == 0


def test_a_template_has_the_headings_alone(run: Run) -> None:
    first = run("import", "siopik.cooperatives", "--template").stdout.splitlines()
    assert len(first) == 1 and first[0].startswith("NIK;Nama Koperasi;")
    second = run("import", "siopik.cooperatives", "--template", "--sheet", "reports").stdout.splitlines()
    assert len(second) == 1 and second != first
    assert len(run("import", "siopik.register_cooperative", "--template").stdout.splitlines()) == 1
    wrong = run("import", "siopik.cooperatives", "--template", "--sheet", "x")
    assert wrong.returncode == 1 and "reports (" in wrong.stderr


def test_a_report_is_written_for_the_clerk_and_a_file_of_which_nothing_is_kept_fails(
    run: Run, tmp_path: Path
) -> None:
    report = tmp_path / "laporan.csv"
    half = written(tmp_path, GOOD, "3201010010002;;Cibinong;Pakansari")
    shown = run("import", "siopik.cooperatives", half, "--dry-run", "--report", str(report))
    assert shown.returncode == 0, shown.stderr
    lines = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    refused = [line for line in lines if line["hasil"] == "ditolak"]
    assert [(line["baris"], line["sel"], line["kode"]) for line in refused] == [("3", "B3", "NAME_MISSING")]

    nothing = written(tmp_path, "3201010010002;;Cibinong;Pakansari")
    assert run("import", "siopik.cooperatives", nothing, "--dry-run").returncode == 1

    headings = run("import", "siopik.cooperatives", written(tmp_path), "--dry-run")
    assert headings.returncode == 0
    assert "hanya berisi judul kolom" in headings.stdout


def test_examples_are_not_mixed_with_real_data(run: Run) -> None:
    assert run("demo").returncode == 0
    typed = (
        "do",
        "core.create_service_token",
        "--input",
        '{"service": "wa", "title": "t", "scopes": ["core.verify_contacts"]}',
    )
    assert run(*typed).returncode == 0

    shown = run("demo")

    assert shown.returncode == 1
    assert "data yang bukan contoh" in shown.stderr and "kopukm demo --force" in shown.stderr
    # Whose examples are filled in does not matter here.
    assert run("plugins", "disable", "siopik").returncode == 0
    assert [run("demo", *words).returncode for words in ((), ("--force",))] == [1, 0]
