"""`kopukm doctor` on installations that are broken: each fault is named, with what to do, and never a traceback."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from databases import Databases, run_apart
from kopukm_core import clock
from kopukm_core.clock import MovingClock
from kopukm_core.db import Dialect
from kopukm_core.doctor import State
from kopukm_core.doctor.checkup import Answer, worst
from kopukm_core.doctor.running import examine
from kopukm_core.doctor.showing import as_lines
from kopukm_core.plugins import PluginSource
from kopukm_process import kopukm
from made_plugins import GRAPHQL, SIOPIK, Modules
from ready_home import make_ready
from servers import free_port

BOTH = (GRAPHQL, SIOPIK)
OTHER_KEY = "k1=" + "A" * 43 + "="


@pytest.fixture(scope="module")
def sound_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation in which all is well."""
    home = make_ready(tmp_path_factory.mktemp("doctor"))
    home.chmod(0o700)
    return home


@pytest.fixture
def home(sound_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound_home, tmp_path / "home")
    return tmp_path / "home"


def found(
    variables: Mapping[str, str], sources: tuple[PluginSource, ...] = BOTH, moment: timedelta = timedelta(0)
) -> list[Answer]:
    async def ask() -> list[Answer]:
        with clock.using(MovingClock(clock.now() + moment)):
            return await examine(variables, sources=sources, port=free_port(), patience=0.05)

    return run_apart(ask)


def told(answers: list[Answer], state: State) -> dict[str, str]:
    """What is of this state, by check."""
    texts: dict[str, str] = {}
    for answer in answers:
        if answer.finding.state is state:
            finding = answer.finding
            texts[answer.name] = (
                f"{texts.get(answer.name, '')}{finding.what} {finding.why} {finding.remedy}\n"
            )
    return texts


def test_a_sound_installation_has_no_fault(home: Path) -> None:
    answers = found({"KOPUKM_HOME": str(home)})
    assert told(answers, State.FAULT) == {}
    # What only the office can do stays a warning: its hours, the dates of the moon, an account for its e-mail.
    warned = set(told(answers, State.WARNING)) - {"core.days_off"}
    assert warned == {"core.workers", "core.opening_hours", "core.message_channels"}, as_lines(answers)
    assert {"siopik.registry", "graphql.port", "core.integrity"} <= {answer.name for answer in answers}


def sql(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "kopukm.sqlite3")) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(statement)
        connection.commit()


def damage(home: Path) -> None:
    file = home / "kopukm.sqlite3"
    data = bytearray(file.read_bytes())
    data[40_000:60_000] = b"\xff" * 20_000
    file.write_bytes(bytes(data))


def keep(home: Path) -> None:
    """Leave all as it is."""


Break = Callable[[Path], object]
DEAD_JOB = (
    "INSERT INTO outbox_job (task, queue, arguments, status, attempts, deliveries, again, last_error, created_at)"
    " VALUES ('core.forget_ended_access', 'core', '{}', 'dead', 9, 0, 0, 'x', '2026-01-01 00:00:00.000000+00:00')"
)
PRODUCTION = {"KOPUKM_ENV": "production"}
BROKEN: dict[str, tuple[Break, dict[str, str], State, str, str]] = {
    "no keys in production": (
        lambda home: (home / "keys").unlink(),
        PRODUCTION,
        State.FAULT,
        "core.keys",
        "salinannya",
    ),
    "keys lost": (
        lambda home: (home / "keys").unlink(),
        {},
        State.FAULT,
        "core.keys_fit",
        "memakai kunci k1",
    ),
    "other keys": (keep, {"KOPUKM_KEYS": OTHER_KEY}, State.FAULT, "core.keys_fit", "bukan kunci"),
    "keys that cannot be read": (
        lambda home: (home / "keys").write_bytes(b"\xff\xfe"),
        {},
        State.FAULT,
        "core.keys",
        "bukan berkas kunci",
    ),
    "keys open to others": (
        lambda home: (home / "keys").chmod(0o644),
        {},
        State.FAULT,
        "core.home",
        "chmod 600",
    ),
    "a folder that anybody writes": (
        lambda home: home.chmod(0o777),
        {},
        State.FAULT,
        "core.home",
        "chmod 700",
    ),
    "no database": (
        keep,
        {"KOPUKM_DATABASE_URL": "postgres://u:rahasia@127.0.0.1:1/x"},
        State.FAULT,
        "core.database",
        "Tidak dapat tersambung",
    ),
    "a wrong url": (keep, {"KOPUKM_DATABASE_URL": "banana"}, State.FAULT, "core.database", "jenisnya"),
    "no file of the database in production": (
        lambda home: (home / "kopukm.sqlite3").unlink(),
        PRODUCTION,
        State.FAULT,
        "core.database",
        "kopukm migrate",
    ),
    "a file that is none": (
        lambda home: (home / "kopukm.sqlite3").write_text("bukan basis data" * 300),
        {},
        State.FAULT,
        "core.database",
        "rusak",
    ),
    "a damaged file": (damage, {}, State.FAULT, "core.integrity", "cadangan"),
    "references that are broken": (
        lambda home: sql(home, "UPDATE region SET parent_code = '99' WHERE code = '32.01.07'"),
        {},
        State.FAULT,
        "core.integrity",
        "region → region",
    ),
    "a migration that waits": (
        lambda home: sql(home, "DELETE FROM tortoise_migrations WHERE name LIKE '%request_ids'"),
        {},
        State.FAULT,
        "core.migrations",
        "kopukm migrate",
    ),
    "a rule that the database lost": (
        lambda home: sql(home, "DROP INDEX outbox_job_unique_key"),
        {},
        State.FAULT,
        "core.migrations",
        "outbox_job_unique_key",
    ),
    "another district": (keep, {"KOPUKM_REGION": "99.99"}, State.FAULT, "core.regions", "99.99"),
    "no Redis": (
        keep,
        {"KOPUKM_REDIS_URL": "redis://127.0.0.1:1/0"},
        State.FAULT,
        "core.redis",
        "tidak menjawab",
    ),
    "a dead job": (lambda home: sql(home, DEAD_JOB), {}, State.WARNING, "core.jobs", "kopukm jobs"),
    "a misspelt setting": (
        keep,
        {"KOPUKM_DATABSE_URL": "x"},
        State.WARNING,
        "core.variables",
        "KOPUKM_DATABASE_URL",
    ),
    "an unknown mode": (keep, {"KOPUKM_ENV": "prod"}, State.FAULT, "core.settings", "production"),
    "a setting of the log": (
        keep,
        {"KOPUKM_LOG_LEVEL": "keras"},
        State.FAULT,
        "core.variables",
        "DEBUG, INFO",
    ),
    "a setting of the server": (
        keep,
        {"KOPUKM_BODY_BYTES": "banyak"},
        State.FAULT,
        "graphql.server",
        "BODY_BYTES",
    ),
    "everybody a proxy": (
        keep,
        {**PRODUCTION, "KOPUKM_TRUSTED_PROXIES": "0.0.0.0/0"},
        State.FAULT,
        "core.mode",
        "siapa saja",
    ),
    "pages of everybody": (
        keep,
        {**PRODUCTION, "KOPUKM_CORS_ORIGINS": "*"},
        State.FAULT,
        "graphql.server",
        "KOPUKM_CORS_ORIGINS",
    ),
    "no rates": (
        keep,
        {**PRODUCTION, "KOPUKM_ACTOR_RATE": "0/0"},
        State.WARNING,
        "graphql.server",
        "tidak dibatasi",
    ),
    "SQLite in production": (keep, PRODUCTION, State.WARNING, "core.mode", "PostgreSQL"),
    "no backup in production": (keep, PRODUCTION, State.WARNING, "core.backup", "kopukm backup"),
    "an old backup": (
        lambda home: (home / "last_backup").write_text('{"at": "2020-01-01T00:00:00+00:00"}'),
        {},
        State.FAULT,
        "core.backup",
        "01-01-2020",
    ),
    "a plugin switched off": (
        lambda home: (home / "disabled_plugins").write_text("siopik\n"),
        {},
        State.WARNING,
        "core.sleeping_data",
        "plugins enable siopik",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_named_with_what_to_do(home: Path, case: str) -> None:
    spoil, variables, state, check, expected = BROKEN[case]
    spoil(home)
    answers = found({"KOPUKM_HOME": str(home), **variables})
    assert expected in told(answers, state).get(check, ""), "\n".join(as_lines(answers))
    assert worst(answers) is State.FAULT or state is State.WARNING
    assert "rahasia" not in "\n".join(as_lines(answers))


def test_schedules_that_nobody_fires_are_late(home: Path) -> None:
    sql(
        home,
        "INSERT INTO schedule (name, title, task, arguments, cron, declared_cron, paused, next_run) VALUES"
        " ('core.ended_access', 'x', 'core.forget_ended_access', '{}', '0 0 * * *', '0 0 * * *', 0,"
        " '2026-01-01 00:00:00.000000+00:00')",
    )
    answers = found({"KOPUKM_HOME": str(home)}, moment=timedelta(days=1))
    assert "core.ended_access" in told(answers, State.WARNING)["core.schedules"]


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Modules]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Modules(tmp_path)


@pytest.mark.parametrize(
    "text", ["raise ValueError('rusak')", "import tidak_ada_sama_sekali", "raise SystemExit(3)", "def ("]
)
def test_a_plugin_that_does_not_load_does_not_hide_the_rest(home: Path, modules: Modules, text: str) -> None:
    answers = found({"KOPUKM_HOME": str(home)}, (*BOTH, modules.write("bad", text, info="")))
    assert "core.plugins" in told(answers, State.FAULT)
    assert told(answers, State.OK)["core.plugins"].startswith("Dimuat: graphql, siopik.")
    assert "core.integrity" in told(answers, State.OK)


def test_a_check_that_fails_is_a_fault_and_the_others_go_on(home: Path, modules: Modules) -> None:
    text = """
from kopukm_core.doctor import check
@check("bad.nothing", "Rusak")
async def nothing(checkup):
    raise ValueError("3201012345678901")
@hookimpl
def kopukm_checks():
    return (nothing,)
"""
    answers = found({"KOPUKM_HOME": str(home)}, (*BOTH, modules.write("bad", text)))
    assert "ValueError" in told(answers, State.FAULT)["bad.nothing"]
    assert "3201012345678901" not in "\n".join(as_lines(answers))
    assert "core.integrity" in told(answers, State.OK)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    answers = found({"KOPUKM_HOME": str(tmp_path / "berkas")})
    assert "bukan folder" in told(answers, State.FAULT)["core.home"]


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    found({"KOPUKM_HOME": str(tmp_path / "baru")})
    assert list(tmp_path.iterdir()) == []


def test_an_empty_postgresql_lacks_what_it_lacks(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh(Dialect.POSTGRES) as url:
        answers = found({"KOPUKM_HOME": str(tmp_path), "KOPUKM_DATABASE_URL": url, "KOPUKM_KEYS": OTHER_KEY})
    faults = told(answers, State.FAULT)
    assert "pg_trgm" in faults["core.engine"]
    assert "migrasi belum dijalankan" in faults["core.migrations"]
    assert "core.clock" in told(answers, State.OK)


def test_the_command_line_answers_in_words_and_by_status(home: Path) -> None:
    path = ":".join(entry for entry in sys.path if entry)
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": path,
        "KOPUKM_HOME": str(home),
        "KOPUKM_ENV": "prod",
    }
    shown = kopukm(environment, "doctor", "--json", "--port", str(free_port()))
    assert (shown.returncode, shown.stderr) == (1, "")
    assert '"state": "fault"' in shown.stdout and '"name": "core.settings"' in shown.stdout
