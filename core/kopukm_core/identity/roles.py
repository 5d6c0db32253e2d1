"""Permissions and roles as plugins declare them, and the registry that refuses clashes at start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.places import place_of_caller

MANAGE_ROLES = "core.manage_roles"
_NAME = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Permission:
    """Something an actor may do: `plugin.verb_noun`, with its Indonesian title."""

    name: str
    title: str
    place: str = field(default_factory=lambda: place_of_caller(3), compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """A named bundle of permissions that is given to an account.

    `scoped_by_region` roles are given for a region subtree, the others everywhere. `granted_with` is the
    permission that lets someone give and end this role, in the region it is given for.
    """

    name: str
    title: str
    permissions: tuple[Permission | str, ...]
    scoped_by_region: bool = True
    granted_with: str = MANAGE_ROLES
    place: str = field(default_factory=lambda: place_of_caller(3), compare=False)

    @property
    def permission_names(self) -> tuple[str, ...]:
        return tuple(one if isinstance(one, str) else one.name for one in self.permissions)


@dataclass(frozen=True, slots=True)
class Owned:
    """A role or permission with the plugin that declared it ("core" for the core's own)."""

    owner: str
    value: Permission | Role

    def __str__(self) -> str:
        return f"{self.owner} ({self.value.place})"


class RoleRegistry:
    """Every permission and role of the composed platform."""

    def __init__(self, declarations: Iterable[tuple[str, Permission | Role]]) -> None:
        """`declarations` are (owner, permission or role); ConfigurationError on a clash or unknown name."""
        self._permissions: dict[str, Owned] = {}
        self._roles: dict[str, Owned] = {}
        for owner, value in declarations:
            kept = self._roles if isinstance(value, Role) else self._permissions
            self._add(kept, Owned(owner, value))
        for owned in self._roles.values():
            self._check(owned)

    def __iter__(self) -> Iterator[Role]:
        for owned in self._roles.values():
            if isinstance(owned.value, Role):
                yield owned.value

    def __contains__(self, role: str) -> bool:
        return role in self._roles

    def __getitem__(self, role: str) -> Role:
        found = self.get(role)
        if found is None:
            raise NotFoundError(
                f"Peran {role!r} tidak ada.", remedy=f"Yang ada: {', '.join(sorted(self._roles))}."
            )
        return found

    def get(self, role: str) -> Role | None:
        """The role of this name, or None where no plugin in use declares it."""
        owned = self._roles.get(role)
        return owned.value if owned and isinstance(owned.value, Role) else None

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """All declared permissions, by name."""
        found = [owned.value for _, owned in sorted(self._permissions.items())]
        return tuple(value for value in found if isinstance(value, Permission))

    def has_permission(self, name: str) -> bool:
        """Whether some plugin in use declares this permission."""
        return name in self._permissions

    def permissions_of(self, role: str) -> tuple[str, ...]:
        """The permissions of a role; none for a role whose plugin is off."""
        found = self.get(role)
        return found.permission_names if found else ()

    def _add(self, kept: dict[str, Owned], owned: Owned) -> None:
        value, what = owned.value, "Peran" if isinstance(owned.value, Role) else "Izin"
        if not _NAME.fullmatch(value.name) or value.name.partition(".")[0] != owned.owner:
            raise ConfigurationError(
                f"{what} {value.name!r} dari {owned} tidak sah.",
                remedy=f"Namai {owned.owner}.kata_kerja_benda: huruf kecil, diawali nama plugin.",
            )
        other = kept.get(value.name)
        if other is not None:
            raise ConfigurationError(
                f"{what} {value.name!r} dinyatakan dua kali: oleh {other} dan oleh {owned}.",
                remedy="Ubah nama atau hapus salah satunya.",
            )
        kept[value.name] = owned

    def _check(self, owned: Owned) -> None:
        assert isinstance(owned.value, Role)  # noqa: S101 - kept apart by _add
        for name in (*owned.value.permission_names, owned.value.granted_with):
            if name not in self._permissions:
                raise ConfigurationError(
                    f"Peran {owned.value.name!r} dari {owned} menyebut izin {name!r} yang tidak dinyatakan.",
                    remedy="Nyatakan izin itu di kopukm_permissions, atau hidupkan plugin yang memilikinya.",
                )
