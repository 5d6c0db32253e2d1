"""What a line tells, and what it never holds."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import pytest

from kopukm_core.errors import ConfigurationError, KopukmError, Problem, ProblemsError
from kopukm_core.logs import LogFormat, LogSettings, bound, log_settings, safe_error, safe_text
from kopukm_core.logs.formatting import JsonFormatter, TextFormatter
from kopukm_core.settings import load_settings

NIK = "3201012345678901"
NAME = "Siti Aminah"
Written = Callable[[], str]


@pytest.fixture(params=[JsonFormatter, TextFormatter])
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    """What the logger `kopukm.try` has written, in each form."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(request.param())
    logger = logging.getLogger("kopukm.try")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield text.getvalue
    logger.removeHandler(handler)


def unique_violation() -> Exception:
    """What PostgreSQL's driver says of a row that is there already."""
    fields: Any = {
        "S": "ERROR",
        "C": "23505",
        "M": 'duplicate key value violates unique constraint "person_nik"',
        "D": f"Key (nik)=({NIK}) already exists.",
        "n": "person_nik",
    }
    return asyncpg.PostgresError.new(fields)  # type: ignore[no-any-return]


FAILURES: dict[str, Callable[[], object]] = {
    "a value that is no number": lambda: int(f"{NIK}x"),
    "a key that is not there": lambda: dict[str, str]()[f"{NIK} {NAME}"],
    "words of a plugin": lambda: _raise(RuntimeError(f"{NAME} ({NIK}) tidak ada")),
    "a database's DETAIL": lambda: _raise(unique_violation()),
    "SQLite's words": lambda: sqlite3.connect(":memory:").execute(f"SELECT '{NIK} {NAME}"),
    "problems of an input": lambda: _raise(ProblemsError([Problem("nik", "TAKEN", f"{NIK} milik {NAME}")])),
    "our own words with a number": lambda: _raise(KopukmError(f"NIK {NIK} sudah ada.")),
}


def _raise(error: Exception) -> object:
    raise error


@pytest.mark.parametrize("failure", FAILURES)
def test_no_failure_brings_a_persons_number_or_name_into_a_line(written: Written, failure: str) -> None:
    logger = logging.getLogger("kopukm.try")
    try:
        try:
            FAILURES[failure]()
        except Exception as inner:
            raise ValueError(f"gagal untuk {NAME} {NIK}") from inner
    except ValueError as error:
        logger.exception("job %s failed: %s", 7, error)
        logger.error("cannot be stored: %s", error.__cause__)
        logger.error(error)
    assert NIK not in written()
    assert NAME not in written()
    assert "ValueError" in written() and "test_log_lines.py" in written()


def test_numbers_typed_into_a_message_are_hidden_and_codes_of_places_are_not(written: Written) -> None:
    logging.getLogger("kopukm.try").warning(
        "NIK %s telepon 0812-3456-7890 surel siti@contoh.id wilayah 32.01.07.2001 pada 2026-11-22", NIK
    )
    assert "3201012345678901" not in written() and "3456" not in written() and "siti@" not in written()
    assert "32.01.07.2001" in written() and "2026-11-22" in written()


def test_passwords_and_tokens_are_hidden() -> None:
    assert safe_text("postgres://kopukm:rahasia@db:5432/x") == "postgres://•••@db:5432/x"
    assert "abcdefghijklmnop" not in safe_text("Authorization: Bearer abcdefghijklmnop")
    assert "abcdefghijklmnop" not in safe_text("kop_s_abcdefghijklmnop")


def test_what_tells_of_code_and_not_of_people_is_kept() -> None:
    assert safe_error(unique_violation()).endswith("UniqueViolationError: SQLSTATE 23505 person_nik")
    assert safe_error(FileNotFoundError(2, "No such file", "/srv/x")) == (
        "FileNotFoundError: [Errno 2] No such file: '/srv/x'"
    )
    assert safe_error(KopukmError("Disk penuh.", remedy="Kosongkan.")).endswith("Disk penuh. Kosongkan.")


def test_a_json_line_names_request_command_and_job() -> None:
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("kopukm.line")
    logger.addHandler(handler)
    with bound(request_id="abcd1234abcd1234", command_id=7, job_id=9, task="garden.water"):
        logger.error("gagal", extra={"attempt": 2, "nik": NIK})
    logger.removeHandler(handler)
    line = json.loads(text.getvalue())
    assert {
        name: line[name] for name in ("level", "logger", "message", "request_id", "command_id", "job_id")
    } == {
        "level": "ERROR",
        "logger": "kopukm.line",
        "message": "gagal",
        "request_id": "abcd1234abcd1234",
        "command_id": 7,
        "job_id": 9,
    }
    assert (line["task"], line["attempt"]) == ("garden.water", 2)
    assert "nik" not in line


def test_a_line_is_one_line_whatever_somebody_sends(written: Written) -> None:
    logging.getLogger("kopukm.try").error("jalur %s", '/x\n{"level": "palsu"}')
    assert len(written().splitlines()) == 1


def test_production_writes_json_and_settings_decide() -> None:
    assert log_settings(load_settings({})) == LogSettings(LogFormat.TEXT, logging.INFO)
    assert log_settings(load_settings({"KOPUKM_ENV": "production"})).format is LogFormat.JSON
    given = {"KOPUKM_ENV": "production", "KOPUKM_LOG_FORMAT": "text", "KOPUKM_LOG_LEVEL": "warning"}
    assert log_settings(load_settings(given)) == LogSettings(LogFormat.TEXT, logging.WARNING)


@pytest.mark.parametrize("given", [{"KOPUKM_LOG_FORMAT": "xml"}, {"KOPUKM_LOG_LEVEL": "keras"}])
def test_a_wrong_setting_is_named(given: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(given))):
        log_settings(load_settings(given))
