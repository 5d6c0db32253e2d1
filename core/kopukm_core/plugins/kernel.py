"""The loaded plugins: who they are, what each gave to which hook."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType, MethodType, ModuleType
from typing import Any

import pluggy
from packaging.version import Version

from kopukm_core.errors import ConfigurationError, KopukmError
from kopukm_core.places import place_of
from kopukm_core.plugins.info import API_VERSION, PluginInfo
from kopukm_core.plugins.loading import PluginSource, disabling, import_plugin
from kopukm_core.plugins.markers import PROJECT_NAME
from kopukm_core.plugins.settings import SettingDeclaration, read_plugin_settings

_MAY_BE_HOOKS = (FunctionType, MethodType, staticmethod, classmethod)


@dataclass(frozen=True, slots=True)
class LoadedPlugin:
    """A plugin in use, with its provenance and its settings."""

    info: PluginInfo
    source: PluginSource
    module: ModuleType
    settings: Mapping[str, Any]
    variables: frozenset[str] = frozenset()
    """The variables its settings are read from."""

    @property
    def place(self) -> str:
        return place_of(self.module)


@dataclass(frozen=True, slots=True)
class Given:
    """One value that a plugin gave to a hook."""

    owner: str
    value: Any
    place: str


class Plugins:
    """All plugins of this process, needed ones before those that need them."""

    def __init__(self, loaded: Sequence[LoadedPlugin], manager: pluggy.PluginManager) -> None:
        self._loaded = {plugin.info.name: plugin for plugin in loaded}
        self._manager = manager
        self._each: dict[str, tuple[Given, ...]] = {}

    def __iter__(self) -> Iterator[LoadedPlugin]:
        return iter(self._loaded.values())

    def __contains__(self, name: str) -> bool:
        return name in self._loaded

    def __getitem__(self, name: str) -> LoadedPlugin:
        return self._loaded[name]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._loaded)

    def given(self, hook: str) -> tuple[Given, ...]:
        """What each plugin returned from the hook, in load order. A plugin that raises refuses the start."""
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        by_name = {implementation.plugin_name: implementation for implementation in caller.get_hookimpls()}
        answers = []
        for plugin in self:
            implementation = by_name.get(plugin.info.name)
            if implementation is None:
                continue
            place = place_of(implementation.function)
            try:
                value = implementation.function()
            except KopukmError:
                raise
            except Exception as error:
                raise ConfigurationError(
                    f"Plugin {plugin.info.name}: {hook} gagal ({place}): {type(error).__name__}: {error}.",
                    remedy=f"Perbaiki plugin itu, atau {disabling(plugin.info.name)}.",
                ) from error
            answers.append(Given(plugin.info.name, value, place))
        return tuple(answers)

    def each(self, hook: str) -> tuple[Given, ...]:
        """The single items of the lists that plugins returned, each with its owner and its own place.

        A plugin is asked once: what it gives is the same for as long as the process runs.
        """
        if hook not in self._each:
            self._each[hook] = tuple(
                Given(answer.owner, value, _place_of_item(value) or answer.place)
                for answer in self.given(hook)
                for value in _items(answer, hook)
            )
        return self._each[hook]


class _Manager(pluggy.PluginManager):
    """Looks for hooks among a module's functions only, not among the hundreds of classes that it imports."""

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        if not isinstance(vars(plugin).get(name), _MAY_BE_HOOKS):
            return None
        return super().parse_hookimpl_opts(plugin, name)


def load_plugins(
    sources: Iterable[PluginSource],
    variables: Mapping[str, str],
    hook_specifications: Sequence[str] = ("kopukm_core.hookspecs",),
) -> Plugins:
    """Import, register and check the plugins. Raises ConfigurationError at the first that cannot be used.

    `hook_specifications` are modules by dotted name: what they specify speaks of the whole platform, which is
    made from what is loaded here.
    """
    manager = _Manager(PROJECT_NAME)
    for name in hook_specifications:
        manager.add_hookspecs(importlib.import_module(name))
    found: dict[str, tuple[PluginInfo, PluginSource, ModuleType]] = {}
    for source in sources:
        module = import_plugin(source)
        info = _info_of(source, module)
        if info.hookspecs:
            _add_hookspecs(manager, info)
        if info.name in found:
            _, where, there = found[info.name]
            raise ConfigurationError(
                f"Dua plugin bernama {info.name!r}: dari paket {where.distribution} ({place_of(there)}) dan dari "
                f"paket {source.distribution} ({place_of(module)}).",
                remedy="Ganti nama salah satunya, atau lepas salah satu paket dengan pip uninstall.",
            )
        found[info.name] = (info, source, module)
    ordered = _in_order({name: info for name, (info, _, _) in found.items()})
    for name in ordered:
        _register(manager, name, found[name][2])
    _check_hook_names(manager)
    plugins = Plugins([LoadedPlugin(*found[name], settings={}) for name in ordered], manager)
    declared: dict[str, Sequence[SettingDeclaration]] = {
        given.owner: given.value for given in plugins.given("kopukm_settings")
    }
    return Plugins(
        [
            LoadedPlugin(
                *found[name],
                settings=read_plugin_settings(name, declared.get(name, ()), variables),
                variables=frozenset(one.variable(name) for one in declared.get(name, ())),
            )
            for name in ordered
        ],
        manager,
    )


def _items(answer: Given, hook: str) -> list[Any]:
    if isinstance(answer.value, str | Mapping) or not isinstance(answer.value, Iterable):
        raise ConfigurationError(
            f"Plugin {answer.owner}: {hook} ({answer.place}) mengembalikan {type(answer.value).__name__}, "
            "bukan daftar.",
            remedy=f"Kembalikan tuple atau list, atau {disabling(answer.owner)}.",
        )
    return list(answer.value)


def _place_of_item(value: object) -> str:
    """Where a value was declared, if it knows or is code itself; the class of a value is not its place."""
    declared = getattr(value, "place", "")
    if isinstance(declared, str) and declared:
        return declared
    return place_of(value) if isinstance(value, type) or callable(value) else ""


def _add_hookspecs(manager: pluggy.PluginManager, info: PluginInfo) -> None:
    try:
        manager.add_hookspecs(importlib.import_module(info.hookspecs))
    except Exception as error:
        raise ConfigurationError(
            f"Plugin {info.name}: modul hook {info.hookspecs} gagal dimuat: {type(error).__name__}: {error}.",
            remedy=f"Perbaiki plugin itu, atau {disabling(info.name)}.",
        ) from error


def _info_of(source: PluginSource, module: ModuleType) -> PluginInfo:
    give = getattr(module, "kopukm_plugin", None)
    if give is None:
        raise ConfigurationError(
            f"Plugin {source.name} (paket {source.distribution}) tidak punya kopukm_plugin() di {place_of(module)}.",
            remedy=f"Tambahkan hook itu, atau {disabling(source.name)}.",
        )
    try:
        info = give()
    except KopukmError:
        raise
    except Exception as error:
        raise ConfigurationError(
            f"Plugin {source.name}: kopukm_plugin gagal ({place_of(give)}): {type(error).__name__}: {error}.",
            remedy=f"Perbaiki plugin itu, atau {disabling(source.name)}.",
        ) from error
    if not isinstance(info, PluginInfo) or info.name != source.name:
        raise ConfigurationError(
            f"Plugin {source.name}: kopukm_plugin() di {place_of(give)} harus mengembalikan PluginInfo bernama "
            f"{source.name!r}, seperti nama entry point-nya.",
            remedy=f"Samakan keduanya, atau {disabling(source.name)}.",
        )
    if info.api_version != API_VERSION:
        raise ConfigurationError(
            f"Plugin {info.name} {info.version} ditulis untuk API plugin versi {info.api_version}; "
            f"platform ini memakai versi {API_VERSION}.",
            remedy=f"Pasang versi plugin yang cocok, atau {disabling(info.name)}.",
        )
    return info


def _in_order(infos: Mapping[str, PluginInfo]) -> list[str]:
    """Names with needed plugins first. Raises on a missing plugin, a wrong version, or a circle."""
    ordered: list[str] = []
    visiting: list[str] = []

    def visit(name: str) -> None:
        if name in ordered:
            return
        if name in visiting:
            circle = " → ".join([*visiting[visiting.index(name) :], name])
            raise ConfigurationError(
                f"Plugin saling membutuhkan: {circle}.", remedy="Putuskan salah satu kebutuhan."
            )
        visiting.append(name)
        for requirement in infos[name].requirements:
            other = infos.get(requirement.name)
            if other is None:
                raise ConfigurationError(
                    f"Plugin {name} membutuhkan plugin {requirement}, yang tidak terpasang atau dimatikan.",
                    remedy=f"Pasang dan hidupkan {requirement.name}, atau {disabling(name)}.",
                )
            if Version(other.version) not in requirement.specifier:
                raise ConfigurationError(
                    f"Plugin {name} membutuhkan {requirement}, tetapi yang terpasang versi {other.version}.",
                    remedy=f"Pasang versi {requirement.name} yang cocok, atau {disabling(name)}.",
                )
            visit(other.name)
        visiting.pop()
        ordered.append(name)

    for name in sorted(infos, key=lambda name: (name != "core", name)):
        visit(name)
    return ordered


def _register(manager: pluggy.PluginManager, name: str, module: ModuleType) -> None:
    try:
        manager.register(module, name=name)
    except pluggy.PluginValidationError as error:
        raise ConfigurationError(
            f"Plugin {name}: bentuk salah satu hook di {place_of(module)} tidak cocok: {error}.",
            remedy=f"Samakan argumennya dengan docs/plugins/hooks.md, atau {disabling(name)}.",
        ) from error


def _check_hook_names(manager: pluggy.PluginManager) -> None:
    """Refuse misspelt hooks, and functions named like a hook that are not marked as one."""
    for name, module in manager.list_name_plugin():
        for attribute, value in vars(module).items():
            if not attribute.startswith("kopukm_") or not inspect.isfunction(value):
                continue
            if (
                value.__module__ == getattr(module, "__name__", "")
                and manager.parse_hookimpl_opts(module, attribute) is None
            ):
                raise ConfigurationError(
                    f"Plugin {name}: {attribute} di {place_of(value)} tidak bertanda @hookimpl, jadi tidak dipakai.",
                    remedy="Tambahkan @hookimpl, atau ganti namanya bila bukan hook.",
                )
    known = {name for name in vars(manager.hook) if not name.startswith("_")}
    specified = {name for name in known if getattr(manager.hook, name).has_spec()}
    for name in sorted(known - specified):
        for implementation in getattr(manager.hook, name).get_hookimpls():
            if implementation.optionalhook:
                continue
            raise ConfigurationError(
                f"Plugin {implementation.plugin_name} mengisi hook {name!r} yang tidak ada "
                f"({place_of(implementation.function)}).",
                remedy=f"Hook yang ada: {', '.join(sorted(specified))}.",
            )
