"""All commands of this process by name; a clash names both owners and both places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kopukm_core.commands.declaration import CommandDeclaration, declaration_of
from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.plugins import Given


class CommandRegistry:
    """Commands by name, checked for clashes and for the owner's prefix."""

    def __init__(self, given: Iterable[Given]) -> None:
        self._declarations: dict[str, CommandDeclaration] = {}
        for item in given:
            self._add(item)

    def __iter__(self) -> Iterator[CommandDeclaration]:
        return iter(self._declarations.values())

    def __contains__(self, name: str) -> bool:
        return name in self._declarations

    def __getitem__(self, name: str) -> CommandDeclaration:
        try:
            return self._declarations[name]
        except KeyError:
            raise NotFoundError(
                f"Perintah {name!r} tidak ada.",
                remedy=f"{self._like(name)}`kopukm do --list` menampilkan semua perintah.",
            ) from None

    def _like(self, name: str) -> str:
        """The commands most like a misspelt name, with or without its owner's prefix; "" where none is."""
        bare = {one.partition(".")[2]: one for one in self._declarations}
        near = [
            *get_close_matches(name, self._declarations, n=3, cutoff=0.75),
            *(bare[one] for one in get_close_matches(name, bare, n=3, cutoff=0.75)),
        ]
        return f"Mungkin: {', '.join(dict.fromkeys(near))}. " if near else ""

    def _add(self, item: Given) -> None:
        declaration = declaration_of(item.value)
        if declaration.plugin != item.owner:
            raise ConfigurationError(
                f"Plugin {item.owner} membawa perintah {declaration.name} ({declaration.place}).",
                remedy=f"Awali nama perintah dengan {item.owner}.",
            )
        other = self._declarations.get(declaration.name)
        if other is not None:
            raise ConfigurationError(
                f"Perintah {declaration.name} dinyatakan dua kali: {other.place} dan {declaration.place}.",
                remedy="Ganti nama salah satunya.",
            )
        self._declarations[declaration.name] = declaration
