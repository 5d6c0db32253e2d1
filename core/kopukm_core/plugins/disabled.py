"""Which plugins are switched off: by the environment, or by a file in the installation's home."""

from __future__ import annotations

from kopukm_core.settings import Settings, home_not_usable

FILE_NAME = "disabled_plugins"


def disabled_plugins(settings: Settings) -> frozenset[str]:
    """The names that are off."""
    return settings.disabled_plugins | _in_file(settings)


def set_disabled(settings: Settings, name: str, *, disabled: bool) -> bool:
    """Switch a plugin off or on in the file; whether that changed anything.

    Raises ConfigurationError where the file cannot be written.
    """
    before = _in_file(settings)
    after = before | {name} if disabled else before - {name}
    if after == before:
        return False
    path = settings.home / FILE_NAME
    draft = settings.home / f".{FILE_NAME}.new"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        draft.write_text("".join(f"{one}\n" for one in sorted(after)), encoding="utf-8")
        draft.replace(path)
    except OSError as fault:
        raise home_not_usable(path, fault) from fault
    return True


def _in_file(settings: Settings) -> frozenset[str]:
    path = settings.home / FILE_NAME
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as fault:
        raise home_not_usable(path, fault) from fault
