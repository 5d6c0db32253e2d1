"""`kopukm do` in a process of its own: what an officer types and reads, and what is stored after it."""

from __future__ import annotations

import functools
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from databases import Databases
from kopukm_core.commands import declaration_of
from kopukm_core.db import Dialect
from kopukm_process import kopukm
from kopukm_siopik.commands import RegisterCooperative
from ready_home import make_ready

Do = Callable[..., subprocess.CompletedProcess[str]]

REGISTER = "siopik.register_cooperative"
MEETING = "siopik.report_annual_meeting"
GIVEN = {"name": "KSU Mekar Jaya", "nik": "3201010010001", "region_code": "32.01.01.1001"}
ASKED = [field.name for field in declaration_of(RegisterCooperative).fields]
QUESTIONS = len(ASKED)
SKIPPED = "\n" * (QUESTIONS - 1)
"""Enter at every question but the name."""


def run_do(
    home: Path, *arguments: str, typed: str = "", database_url: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `kopukm do …` with these lines typed."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "KOPUKM_HOME": str(home),
        "KOPUKM_DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }
    return kopukm(environment, "do", *arguments, typed=typed)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which the cooperative GIVEN was registered as number 1 under the key `surat-17`."""
    folder = make_ready(tmp_path_factory.mktemp("kantor"))
    shown = run_do(folder, REGISTER, "--input", json.dumps(GIVEN), "--key", "surat-17")
    assert shown.returncode == 0, shown.stderr
    assert "Daftarkan koperasi: tersimpan (catatan 1)." in shown.stdout
    return folder


@pytest.fixture(scope="module")
def do(home: Path) -> Do:
    return functools.partial(run_do, home)


def stored(home: Path, *tables: str) -> list[int]:
    """How many rows each table has, read past the platform."""
    with closing(sqlite3.connect(home / "kopukm.sqlite3")) as connection:
        return [connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in tables]


def test_the_list_tells_every_command(do: Do) -> None:
    shown = do("--list")
    assert shown.returncode == 0
    assert [REGISTER, "Daftarkan", "koperasi"] in [line.split() for line in shown.stdout.splitlines()]
    assert "core.create_account" in shown.stdout


def test_an_unknown_command_says_where_to_look(do: Do) -> None:
    shown = do("register_cooperativ")
    assert shown.returncode == 1
    assert "register_cooperativ" in shown.stderr and "kopukm do --list" in shown.stderr
    assert f"Mungkin: {REGISTER}." in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_cooperative_is_registered_by_talking(do: Do, home: Path) -> None:
    (before,) = stored(home, "siopik_cooperative")
    answers = {"name": "KSP Sinar", "nik": "3201010010009", "form": "2", "kind": "produsen"}
    answers["region_code"] = "Pakansari, Cibinong"
    typed = "".join(f"{answers.get(name, '')}\n" for name in ASKED)

    shown = do(REGISTER, typed=f"{typed}ya\n")

    assert shown.returncode == 0, shown.stderr
    assert "Nama koperasi\n" in shown.stdout and "NIK koperasi (boleh dikosongkan)" in shown.stdout
    assert "1. Primer Kabupaten/Kota" in shown.stdout
    assert "Bentuk koperasi: Primer Provinsi" in shown.stdout
    assert "Jenis koperasi: Produsen" in shown.stdout
    assert "Desa atau kelurahan: Pakansari" in shown.stdout
    assert "Daftarkan koperasi: tersimpan (catatan " in shown.stdout
    assert stored(home, "siopik_cooperative") == [before + 1]


def test_wrong_answers_are_asked_again_and_an_answer_can_be_corrected(do: Do, home: Path) -> None:
    (before,) = stored(home, "siopik_annual_meeting")
    typed = ["1", "besok", "2025", "32 Maret 2026", "27 Maret 2026", "-", "apa?", "2", "2024", "ya"]

    shown = do(MEETING, typed="\n".join(typed) + "\n")

    assert shown.returncode == 0, shown.stderr
    assert "'besok' bukan tahun" in shown.stderr
    assert "'32 Maret 2026' bukan tanggal" in shown.stderr
    assert "Ketik ya, batal, atau nomor 1 sampai 3." in shown.stderr
    assert "2. Tahun buku: 2024" in shown.stdout
    assert stored(home, "siopik_annual_meeting") == [before + 1]


@pytest.mark.parametrize(
    "typed",
    ["KSU Lain\n", "KSU Lain\nBatal\n", f"KSU Lain\n{SKIPPED}tidak\n"],
    ids=["the input ends", "a word", "no at the end"],
)
def test_nothing_is_stored_when_one_stops(do: Do, home: Path, typed: str) -> None:
    before = stored(home, "command_record", "siopik_cooperative", "party")
    shown = do(REGISTER, typed=typed)
    assert shown.returncode == 1
    assert "Dibatalkan; tidak ada yang disimpan." in shown.stderr
    assert stored(home, "command_record", "siopik_cooperative", "party") == before


def test_known_answers_come_on_the_line(do: Do) -> None:
    known = ("cooperative_id=1", "year=2023", "held_on=1/2/2024", "attendees=-")
    shown = do("--yes", MEETING, *known)
    assert shown.returncode == 0, shown.stderr
    assert "Tanggal RAT" not in shown.stdout

    shown = do(MEETING, "tahun=2023")
    assert shown.returncode == 1
    assert "'tahun=2023' bukan ISIAN=NILAI" in shown.stderr and "cooperative_id, year" in shown.stderr


def test_the_help_of_a_command_tells_its_fields(do: Do) -> None:
    shown = do(REGISTER, "--help")
    assert shown.returncode == 0, shown.stderr
    assert f"{REGISTER}: Daftarkan koperasi" in shown.stdout
    assert "  nik: NIK koperasi (boleh kosong)" in shown.stdout
    assert "primary_province (Primer Provinsi)" in shown.stdout
    assert f'kopukm do {REGISTER} name="…" --yes' in shown.stdout
    assert "KUNCI" in do("--help").stdout


def test_with_yes_nothing_that_may_stay_empty_is_asked(do: Do, home: Path) -> None:
    (before,) = stored(home, "siopik_cooperative")
    shown = do(REGISTER, "--yes", "name=KSU Tanpa Tanya", "nik=3201010010017", "form=primary_province")
    assert shown.returncode == 0, shown.stderr
    assert "> " not in shown.stdout
    assert stored(home, "siopik_cooperative") == [before + 1]

    shown = do(REGISTER, "--yes", "form=primary_province")
    assert shown.returncode == 1
    assert "Nama koperasi: belum dijawab. Tulis name=NILAI" in shown.stderr


def test_an_outcome_is_told_in_the_words_of_the_contract(do: Do) -> None:
    rule = "rule=Selasa kedua tiap bulan"
    shown = do("core.plan_year", "programme=siopik", "year=2031", rule, "--yes")
    assert shown.returncode == 0, shown.stderr
    assert "Jumlah siklus: 12" in shown.stdout
    assert "Hari H yang pertama: 14 Januari 2031" in shown.stdout
    assert "first_on" not in shown.stdout


def test_a_year_of_cycles_is_planned_in_one_line(do: Do) -> None:
    year = date.today().year + 1  # noqa: DTZ011 - of the process that plans
    shown = do("--yes", "core.plan_year", "programme=siopik", f"year={year}", "rule=FREQ=MONTHLY;BYDAY=2TU")
    assert shown.returncode == 0, shown.stderr
    assert "Jumlah siklus: 12\nJumlah langkah semuanya: 72\n" in shown.stdout
    assert "  - " in shown.stdout, "what piles up is listed"
    assert re.search(rf"Hari H yang pertama: \d+ Januari {year}", shown.stdout)


def test_a_whole_input_with_a_key_is_done_once(do: Do, home: Path) -> None:
    before = stored(home, "siopik_cooperative")
    again = do(REGISTER, "--input", "-", "--key", "surat-17", typed=json.dumps(GIVEN))
    other = do(REGISTER, "--input", json.dumps({**GIVEN, "name": "Lain"}), "--key", "surat-17")

    assert (again.returncode, other.returncode) == (0, 1)
    assert "sudah pernah tersimpan (catatan 1)" in again.stdout
    assert "'surat-17' sudah dipakai untuk isian yang lain" in other.stderr
    assert stored(home, "siopik_cooperative") == before


def test_every_problem_of_an_input_is_told_in_indonesian(do: Do) -> None:
    wrong = {"name": "K", "nik": "12", "email": "bukan", "legal_entity_date": "1-1-2020", "warna": "biru"}
    shown = do(REGISTER, "--input", json.dumps(wrong))
    assert shown.returncode == 1
    assert shown.stdout == ""
    told = shown.stderr.splitlines()
    assert told[0].startswith("✗ Isian 'warna' tidak dikenal.")
    assert "✗ Nama koperasi: paling sedikit 3 huruf." in told
    assert "✗ Email: 'bukan' bukan alamat surel." in told
    assert told[-1] == "Tidak ada yang disimpan."


def test_a_refusal_names_what_stands_in_the_way(do: Do) -> None:
    shown = do(REGISTER, "--input", json.dumps({**GIVEN, "name": "Mekar Jaya"}))
    assert shown.returncode == 1
    assert "sudah tercatat sebagai 'KSU Mekar Jaya' (nomor 1)" in shown.stderr


def test_an_input_that_is_no_object_is_refused(do: Do) -> None:
    shown = do(REGISTER, "--input", '["KSU Lain"]')
    assert shown.returncode == 1
    assert "--input" in shown.stderr and "Contoh" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_on_postgres_as_well(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh(Dialect.POSTGRES) as url:
        shown = run_do(tmp_path, REGISTER, "--input", json.dumps(GIVEN), database_url=url)
    assert shown.returncode == 0, shown.stderr
    assert "tersimpan" in shown.stdout


def test_with_yes_a_wrong_answer_stops_everything(do: Do, home: Path) -> None:
    before = stored(home, "siopik_cooperative")
    shown = do(REGISTER, "--yes", "name=KSU Nomor Salah", "nik=320101", "region_code=32.01.01.1001")
    assert shown.returncode == 1
    assert "NIK koperasi: " in shown.stderr and "tidak ada yang disimpan" in shown.stderr
    assert stored(home, "siopik_cooperative") == before


def test_yes_asks_only_what_must_be_told(do: Do) -> None:
    shown = do("--yes", REGISTER, "name=KSU Lain Sekali", "nik=3201010010777", "region_code=32.01.01.1001")
    assert shown.returncode == 0, shown.stderr
    assert "\n> " not in shown.stdout
    missing = do("--yes", REGISTER)
    assert missing.returncode == 1
    assert "Nama koperasi" in missing.stdout
