"""The database setting is checked, and never shown with its password."""

from __future__ import annotations

from pathlib import Path

import pytest

from kopukm_core.db import Dialect
from kopukm_core.db.address import database_address
from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings


def settings(url: str, **variables: str) -> Settings:
    return Settings(home=Path("/rumah"), database_url=url, variables=variables)


def test_without_a_setting_it_is_a_file_in_the_home() -> None:
    address = database_address(settings(""))
    assert (address.dialect, address.file) == (Dialect.SQLITE, Path("/rumah/kopukm.sqlite3"))


def test_a_file_may_have_blanks_and_a_doubled_slash() -> None:
    assert database_address(settings("sqlite:////a%20b/c.db")).file == Path("/a b/c.db")


def test_a_server_is_shown_without_user_password_and_options() -> None:
    address = database_address(
        settings("postgresql://siti:r%40hasia@db.kab:5433/kopukm?sslmode=require&password=x")
    )
    assert address.dialect is Dialect.POSTGRES
    assert address.shown == "postgresql://db.kab:5433/kopukm"
    assert "hasia" not in repr(address)


def test_the_pool_is_as_large_as_set() -> None:
    given = {"KOPUKM_DATABASE_POOL_MIN": "3", "KOPUKM_DATABASE_POOL_MAX": "7"}
    assert database_address(settings("postgres://db/kopukm", **given)).pool == (3, 7)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://siti:rahasia@db/kopukm",
        "siti:rahasia@db/kopukm",
        "postgres://siti:rahasia@db:bukanangka/kopukm",
        "postgres://siti:rahasia@db",
        "sqlite://relatif/rahasia.db",
        "sqlite://",
    ],
)
def test_a_wrong_url_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        database_address(settings(url))
    assert "KOPUKM_DATABASE_URL" in str(caught.value)
    assert "sqlite:///path/lengkap.sqlite3" in caught.value.remedy
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize("size", ["0", "banyak", "-1"])
def test_a_wrong_pool_size_is_refused(size: str) -> None:
    with pytest.raises(ConfigurationError, match="KOPUKM_DATABASE_POOL_MAX"):
        database_address(settings("postgres://db/kopukm", KOPUKM_DATABASE_POOL_MAX=size))
