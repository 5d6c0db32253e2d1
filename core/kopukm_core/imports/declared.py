"""Which imports there are, and which of them somebody may use."""

from __future__ import annotations

from kopukm_core.commands import CommandDeclaration
from kopukm_core.commands.permission import allow
from kopukm_core.commands.spreadsheet import command_import, has_spreadsheet
from kopukm_core.errors import KopukmError, NotAllowedError
from kopukm_core.identity import Actor
from kopukm_core.platform import Platform
from kopukm_core.tabular import ImportDeclaration


def import_named(platform: Platform, name: str) -> ImportDeclaration:
    """The import that a plugin declares by this name, or the one derived from the command of this name.

    Raises NotFoundError that lists what there is.
    """
    if name in platform.commands and has_spreadsheet(platform.commands[name]):
        return command_import(platform.commands[name])
    return platform.imports[name]


def all_imports(platform: Platform) -> list[ImportDeclaration]:
    """Every import, by name: those declared, and those derived from commands."""
    derived = [command_import(one) for one in platform.commands if has_spreadsheet(one)]
    return sorted((*platform.imports, *derived), key=lambda one: one.name)


def usable_imports(platform: Platform, actor: Actor) -> list[ImportDeclaration]:
    """The imports whose commands the actor may give."""
    return [one for one in all_imports(platform) if may_import(platform, one, actor)]


def may_import(platform: Platform, declaration: ImportDeclaration, actor: Actor) -> bool:
    """Whether the actor may give the import's commands somewhere; each row is checked for its own place."""
    try:
        check_may_import(platform, declaration, actor)
    except KopukmError:
        return False
    return True


def check_may_import(platform: Platform, declaration: ImportDeclaration, actor: Actor) -> None:
    """Raise NotAllowedError or NotAuthenticatedError unless the actor may give the import's commands somewhere."""
    given = commands_of(platform, declaration)
    for command in given:
        allow(command, actor)
    if not given and not actor.is_operator:
        raise NotAllowedError(
            f"Impor {declaration.name} hanya dapat dijalankan pengelola lewat kopukm import.",
            remedy="Minta pengelola menjalankannya, atau pembuat plugin menyebut `commands` impor ini.",
        )


def commands_of(platform: Platform, declaration: ImportDeclaration) -> list[CommandDeclaration]:
    """The commands that the import gives its rows to: those declared, else the one it is derived from."""
    if declaration.commands:
        return [platform.commands[name] for name in declaration.commands]
    return [platform.commands[declaration.name]] if declaration.name in platform.commands else []


def region_of(platform: Platform, declaration: ImportDeclaration, actor: Actor) -> str:
    """The one place in which the actor may give the import's commands, else the office's district."""
    held = {
        code
        for command in commands_of(platform, declaration)
        if command.permission is not None
        for code in actor.regions(command.permission)
    }
    (code,) = held if len(held) == 1 else ("",)
    return code or platform.settings.region_code
