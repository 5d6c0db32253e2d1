"""Who owns each name of the contract; a second claim is refused, naming both owners and places."""

from __future__ import annotations

from kopukm_core.errors import ConfigurationError


class Names:
    """Names taken so far: types as "Cooperative", fields as "Region.cooperatives" (as clients write them)."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, str, object]] = {}

    def claim(self, name: str, owner: str, place: str, what: str, thing: object = None) -> None:
        """Take a name. Raises ConfigurationError where it is taken, unless for the very same thing."""
        if name not in self._taken:
            self._taken[name] = (owner, place, thing)
            return
        first_owner, first_place, first_thing = self._taken[name]
        if thing is None or first_thing is not thing:
            raise ConfigurationError(
                f"{what} {name} dinyatakan dua kali: "
                f"oleh {first_owner} ({first_place}) dan oleh {owner} ({place}).",
                remedy="Ganti nama salah satunya, atau matikan satu plugin dengan KOPUKM_DISABLED_PLUGINS.",
            )

    def owner_of(self, name: str) -> str:
        """Whose the name is."""
        return self._taken[name][0]

    def owners(self) -> dict[str, tuple[str, str]]:
        """Name → (owner, place)."""
        return {name: (owner, place) for name, (owner, place, _) in self._taken.items()}
