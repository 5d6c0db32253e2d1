"""Settings that a plugin declares: typed, with a default and a description, read from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopukm_core.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class SettingDeclaration:
    """One setting: `name` in lower_snake_case, read from `KOPUKM_<PLUGIN>_<NAME>`.

    `parse` turns the text into the value and raises ValueError on bad text. `description` is Indonesian.
    """

    name: str
    description: str
    default: Any
    parse: Callable[[str], Any] = str

    def variable(self, plugin: str) -> str:
        return f"KOPUKM_{plugin}_{self.name}".upper()


def read_plugin_settings(
    plugin: str, declarations: Sequence[SettingDeclaration], variables: Mapping[str, str]
) -> dict[str, Any]:
    """The plugin's settings by name. Raises ConfigurationError that names the variable."""
    values: dict[str, Any] = {}
    for declaration in declarations:
        if declaration.name in values:
            raise ConfigurationError(
                f"Plugin {plugin} menyatakan setelan {declaration.name!r} dua kali.",
                remedy="Hapus salah satunya.",
            )
        variable = declaration.variable(plugin)
        text = variables.get(variable)
        if text is None:
            values[declaration.name] = declaration.default
            continue
        try:
            values[declaration.name] = declaration.parse(text)
        except ValueError as error:
            raise ConfigurationError(
                f"{variable} berisi {text!r}, yang tidak dapat dibaca ({error}).",
                remedy=declaration.description,
            ) from None
    return values
