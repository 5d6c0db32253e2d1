"""Declared roles and permissions: what the registry refuses at start, naming both owners and places."""

from __future__ import annotations

import pytest

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.identity.core_roles import CORE_PERMISSIONS
from kopukm_core.identity.roles import Permission, Role, RoleRegistry

READ = Permission("halo.read", "Membaca")
CORE: list[tuple[str, Permission | Role]] = [("core", one) for one in CORE_PERMISSIONS]


def _registry(*more: tuple[str, Permission | Role]) -> RoleRegistry:
    return RoleRegistry([*CORE, *more])


def test_a_role_gives_its_permissions() -> None:
    roles = _registry(("halo", READ), ("halo", Role("halo.reader", "Pembaca", (READ, "core.read_audit"))))

    assert roles.permissions_of("halo.reader") == ("halo.read", "core.read_audit")
    assert roles["halo.reader"].title == "Pembaca"
    assert roles.has_permission("halo.read")


def test_a_role_of_a_plugin_that_is_off_gives_nothing() -> None:
    assert _registry().permissions_of("halo.reader") == ()
    assert _registry().get("halo.reader") is None
    with pytest.raises(NotFoundError, match=r"halo\.reader"):
        _registry()["halo.reader"]


def test_the_same_name_twice_names_both_owners_and_both_places() -> None:
    first, second = Permission("halo.read", "Membaca"), Permission("halo.read", "Melihat")

    with pytest.raises(ConfigurationError) as caught:
        _registry(("halo", first), ("halo", second))

    assert caught.value.message.count("test_roles.py:") == 2
    assert caught.value.message.count("halo (") == 2


def test_a_plugin_cannot_take_a_name_of_another() -> None:
    with pytest.raises(ConfigurationError, match=r"'core\.read_audit' dari halo \(.*test_roles\.py:\d+\)"):
        _registry(("halo", Permission("core.read_audit", "Pura-pura")))


@pytest.mark.parametrize(
    "role",
    [
        Role("halo.reader", "Pembaca", ("halo.raed",)),
        Role("halo.reader", "Pembaca", (), granted_with="halo.raed"),
    ],
)
def test_a_role_that_names_an_unknown_permission_is_refused(role: Role) -> None:
    with pytest.raises(ConfigurationError, match=r"'halo\.raed' yang tidak dinyatakan"):
        _registry(("halo", role))


@pytest.mark.parametrize("name", ["reader", "halo.Reader", "halo.", "halo.read-all", "halo.a.b"])
def test_a_malformed_name_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="tidak sah"):
        _registry(("halo", Role(name, "Pembaca", ())))
