"""Names that plugins take: one that two of them take refuses the start, naming both owners and both places."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tortoise.models import Model

from kopukm_core.db import AppModels
from kopukm_core.errors import ConfigurationError
from kopukm_core.places import place_of
from kopukm_core.plugins.kernel import Given
from kopukm_core.plugins.loading import disabling


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that a plugin takes, and where."""

    name: str
    owner: str
    place: str

    def __str__(self) -> str:
        return f"{self.owner} ({self.place})"


def refuse_clashes(what: str, claims: Iterable[Claim]) -> None:
    """Refuse a name that is taken twice. `what` is the kind of thing, as a person calls it."""
    taken: dict[str, Claim] = {}
    for claim in claims:
        other = taken.setdefault(claim.name, claim)
        if other is not claim:
            raise ConfigurationError(
                f"{what} {claim.name!r} dinyatakan dua kali: oleh {other} dan oleh {claim}.",
                remedy=f"Ganti nama salah satunya, atau {disabling(claim.owner)}.",
            )


def check_models(given: Iterable[Given]) -> None:
    """Refuse modules, models and tables that two plugins (or one, twice) claim, and tables of another's prefix.

    A table of a plugin begins with the plugin's name: so one that is switched off keeps its tables, and none that
    comes later can take their names.
    """
    apps: Sequence[tuple[Given, AppModels]] = [(one, one.value) for one in given]
    modules = [Claim(module, one.owner, one.place) for one, app in apps for module in app.models]
    refuse_clashes("Modul model", modules)
    found = [(one.owner, model) for one, app in apps for model in _models_of(one.owner, app)]
    claims = [(Claim(_table(model), owner, place_of(model)), model) for owner, model in found]
    refuse_clashes("Tabel", [claim for claim, _ in claims])
    refuse_clashes(
        "Model",
        [Claim(f"{claim.owner}.{model.__name__}", claim.owner, claim.place) for claim, model in claims],
    )
    for claim, _ in claims:
        if claim.owner != "core" and not claim.name.startswith(f"{claim.owner}_"):
            raise ConfigurationError(
                f"Tabel {claim.name!r} dari {claim} tidak berawalan nama plugin-nya.",
                remedy=f"Namai tabelnya {claim.owner}_…, agar tidak berebut nama dengan plugin lain.",
            )


def _models_of(owner: str, app: AppModels) -> Iterator[type[Model]]:
    """The models that the modules define themselves; those they only import belong to others."""
    seen: set[type[Model]] = set()
    for name in app.models:
        for value in vars(_imported(owner, name)).values():
            if not (isinstance(value, type) and issubclass(value, Model)) or value in seen:
                continue
            own = value.__module__.partition(".")[0] == name.partition(".")[0]
            if own and not value._meta.abstract and value is not Model:
                seen.add(value)
                yield value


def _imported(owner: str, name: str) -> object:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise ConfigurationError(
            f"Plugin {owner}: modul model {name} gagal dimuat: {type(error).__name__}: {error}.",
            remedy=f"Perbaiki plugin itu, atau {disabling(owner)}.",
        ) from error


def _table(model: type[Model]) -> str:
    return str(model._meta.db_table or model.__name__.lower())
