"""All imports of this process by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kopukm_core.errors import ConfigurationError, NotFoundError
from kopukm_core.plugins import Given
from kopukm_core.tabular.columns import ImportDeclaration


class ImportRegistry:
    """Imports by name, checked for clashes and for the owner's prefix."""

    def __init__(self, given: Iterable[Given]) -> None:
        self._declarations: dict[str, tuple[ImportDeclaration, str]] = {}
        for item in given:
            declaration: ImportDeclaration = item.value
            if declaration.name.partition(".")[0] != item.owner:
                raise ConfigurationError(
                    f"Plugin {item.owner} membawa impor {declaration.name} ({item.place}).",
                    remedy=f"Awali namanya dengan {item.owner}.",
                )
            if declaration.name in self._declarations:
                raise ConfigurationError(
                    f"Impor {declaration.name} dinyatakan dua kali: {self._declarations[declaration.name][1]} dan "
                    f"{item.place}.",
                    remedy="Ganti nama salah satunya.",
                )
            self._declarations[declaration.name] = (declaration, item.place)

    def __iter__(self) -> Iterator[ImportDeclaration]:
        return (declaration for declaration, _ in self._declarations.values())

    def __getitem__(self, name: str) -> ImportDeclaration:
        try:
            return self._declarations[name][0]
        except KeyError:
            known = ", ".join(sorted(self._declarations)) or "(belum ada)"
            raise NotFoundError(f"Impor {name!r} tidak ada.", remedy=f"Yang ada: {known}.") from None
