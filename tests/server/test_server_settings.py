"""Settings of the server from the environment."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
import strawberry

from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import load_settings
from kopukm_graphql.server import InterpretingExecutor, Rate, server_settings


def test_development_has_no_rate_limit_and_production_has() -> None:
    development = server_settings(load_settings({}))
    production = server_settings(load_settings({"KOPUKM_ENV": "production"}))
    assert (development.development, development.address_rate.burst) == (True, 0)
    assert (production.development, production.address_rate) == (False, Rate(300, 50))


def test_each_setting_is_read() -> None:
    settings = server_settings(
        load_settings(
            {
                "KOPUKM_BODY_BYTES": "2000",
                "KOPUKM_OPERATION_SECONDS": "2.5",
                "KOPUKM_CORS_ORIGINS": "https://a.example, https://b.example",
                "KOPUKM_ADDRESS_RATE": "10/2",
                "KOPUKM_ACTOR_RATE": "0/0",
                "KOPUKM_TRUSTED_PROXIES": "10.0.0.0/8 ::1",
                "KOPUKM_LIMIT_DEPTH": "7",
            }
        )
    )
    assert settings.body_bytes == 2_000
    assert settings.operation_seconds == 2.5
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert (settings.address_rate, settings.actor_rate) == (Rate(10, 2), Rate(0, 0))
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1/128"))
    assert settings.limits.depth == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KOPUKM_BODY_BYTES", "banyak"),
        ("KOPUKM_OPERATION_SECONDS", "0"),
        ("KOPUKM_OPERATION_SECONDS", "inf"),
        ("KOPUKM_ADDRESS_RATE", "10"),
        ("KOPUKM_ACTOR_RATE", "10/0"),
        ("KOPUKM_TRUSTED_PROXIES", "proksi"),
        ("KOPUKM_LIMIT_COST", "-1"),
        ("KOPUKM_LIMIT_DEPTH", "²"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        server_settings(load_settings({name: value}))
    assert name in str(refused.value)
    assert value in str(refused.value)


@strawberry.type
class Query:
    """One field."""

    name: str = "x"


class Tracing(strawberry.extensions.SchemaExtension):
    """An extension that this server would not run."""


def test_a_schema_with_extensions_is_refused_rather_than_run_without_them() -> None:
    with pytest.raises(ConfigurationError, match="Tracing"):
        InterpretingExecutor(strawberry.Schema(Query, extensions=[Tracing]))
