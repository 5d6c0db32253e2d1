"""What a plugin says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from kopukm_core.errors import ConfigurationError

API_VERSION = 1
"""The version of the plugin interface. It rises when a plugin written for the older one would break."""

NAME_PATTERN = re.compile(r"[a-z][a-z0-9]{1,30}")

RESERVED_NAMES = frozenset(
    {
        "actor",
        "address",
        "body",
        "cors",
        "database",
        "disabled",
        "email",
        "env",
        "file",
        "files",
        "home",
        "import",
        "keys",
        "limit",
        "live",
        "lock",
        "log",
        "message",
        "metrics",
        "operation",
        "operations",
        "public",
        "redis",
        "region",
        "slow",
        "test",
        "time",
        "trusted",
        "upload",
    }
)
"""First words of the platform's own settings: a plugin of that name would read `KOPUKM_DATABASE_URL` as its own."""


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin's name and needs.

    `name` is lower-case letters and digits: the prefix of its tables, commands, tasks and permissions. `requires`
    lists other plugins with version ranges as pip writes them (`"siopik>=1.2,<3"`). `hookspecs` is the dotted name of a
    module of hook specifications that this plugin owns for others to implement.
    """

    name: str
    title: str
    version: str
    api_version: int = API_VERSION
    requires: tuple[str, ...] = ()
    hookspecs: str = ""

    def __post_init__(self) -> None:
        if not NAME_PATTERN.fullmatch(self.name):
            raise ConfigurationError(
                f"Nama plugin {self.name!r} tidak sah.", remedy="Pakai huruf kecil dan angka, diawali huruf."
            )
        if self.name in RESERVED_NAMES:
            raise ConfigurationError(
                f"Nama plugin {self.name!r} dipakai setelan platform (KOPUKM_{self.name.upper()}…).",
                remedy="Pilih nama lain.",
            )
        try:
            Version(self.version)
        except InvalidVersion:
            raise ConfigurationError(
                f"Plugin {self.name}: versi {self.version!r} tidak sah.", remedy="Tulis seperti 1.2.0."
            ) from None
        for text in self.requires:
            try:
                Requirement(text)
            except InvalidRequirement:
                raise ConfigurationError(
                    f"Plugin {self.name}: kebutuhan {text!r} tidak terbaca.",
                    remedy="Tulis seperti siopik>=1.0,<2.",
                ) from None

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(Requirement(text) for text in self.requires)
