"""The audiences of this process by name, refused where a name or a permission is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kopukm_core.audiences.audience import Audience
from kopukm_core.errors import BadInputError, ConfigurationError

_NAME = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")


class AudienceRegistry:
    """Audiences by name, in the order in which core and the plugins give them."""

    def __init__(self, given: Iterable[tuple[str, Audience]], permissions: Collection[str]) -> None:
        """`given` pairs each audience with its plugin. ConfigurationError for a name or a permission that is wrong."""
        self._audiences: dict[str, Audience] = {}
        for owner, audience in given:
            _check(owner, audience, permissions)
            self._audiences[audience.name] = audience

    def __iter__(self) -> Iterator[Audience]:
        return iter(self._audiences.values())

    def __contains__(self, name: object) -> bool:
        return name in self._audiences

    def __getitem__(self, name: str) -> Audience:
        """The audience; BadInputError where there is none of that name."""
        try:
            return self._audiences[name]
        except KeyError:
            known = ", ".join(self._audiences) or "belum ada"
            raise BadInputError(
                f"Kelompok sasaran {name[:100]!r} tidak ada.", remedy=f"Yang ada: {known}."
            ) from None


def _check(owner: str, audience: Audience, permissions: Collection[str]) -> None:
    if not _NAME.fullmatch(audience.name) or not audience.name.startswith(f"{owner}."):
        raise ConfigurationError(
            f"Nama kelompok sasaran {audience.name!r} dari plugin {owner} tidak sah.",
            remedy=f"Tulis {owner}.kata_benda dengan huruf kecil.",
        )
    if audience.permission not in permissions:
        raise ConfigurationError(
            f"Kelompok sasaran {audience.name} meminta izin {audience.permission!r} "
            "yang tidak dinyatakan plugin mana pun.",
            remedy="Nyatakan izin itu di kopukm_permissions.",
        )
