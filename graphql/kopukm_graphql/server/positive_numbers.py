"""Numbers in settings."""

from __future__ import annotations

from kopukm_core.errors import ConfigurationError


def positive_number(text: str, default: float, name: str) -> float:
    """The number in a variable, or the default where it is empty. Raises ConfigurationError that names it."""
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1
    if not 0 < value < float("inf"):
        raise ConfigurationError(f"{name} berisi {text!r}.", remedy="Isi dengan bilangan di atas nol.")
    return value
