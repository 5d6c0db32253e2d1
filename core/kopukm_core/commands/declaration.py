"""What a command declares: its input fields with labels and help, its permission, its effect."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from kopukm_core.errors import ConfigurationError
from kopukm_core.places import place_of
from kopukm_core.values import (
    FileReferenceType,
    ListType,
    RegionCodeType,
    ValueType,
    accepts_none,
    value_type_of,
)

if TYPE_CHECKING:
    from kopukm_core.commands.context import CommandContext

Answers = Mapping[str, Any]
"""The answers given so far, by field name."""

NAME_PATTERN = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")
MISSING: Any = object()
_ATTRIBUTE = "__kopukm_command__"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a person may choose."""

    value: Any
    label: str
    description: str = ""


OptionsOf = Callable[[Answers, "CommandContext"], Awaitable[Sequence[Option]]]


@dataclass(frozen=True, slots=True)
class Question:
    """What `ask` holds for one field, before its name and type are known.

    `when` tells from the earlier answers whether the question applies; `options` gives choices that depend on
    them. `pattern_help` says the right form to somebody whose answer does not fit the `pattern`. `check` returns an
    Indonesian sentence when the value is wrong, or None. `personal` values are encrypted in the command record;
    `secret` values are in no record at all. `synonyms` are spreadsheet headings. `purpose` names the FilePurpose of a
    FileReference.
    """

    label: str
    help: str = ""
    example: str = ""
    default: Any = MISSING
    minimum: Any = None
    maximum: Any = None
    minimum_length: int | None = None
    maximum_length: int | None = None
    pattern: str = ""
    pattern_help: str = ""
    when: Callable[[Answers], bool] | None = None
    options: OptionsOf | None = None
    check: Callable[[Any], str | None] | None = None
    personal: bool = False
    secret: bool = False
    synonyms: tuple[str, ...] = ()
    purpose: str = ""


def ask(
    label: str,
    *,
    help: str = "",  # noqa: A002 - the word that every door shows
    example: str = "",
    default: Any = MISSING,
    minimum: Any = None,
    maximum: Any = None,
    minimum_length: int | None = None,
    maximum_length: int | None = None,
    pattern: str = "",
    pattern_help: str = "",
    when: Callable[[Answers], bool] | None = None,
    options: OptionsOf | None = None,
    check: Callable[[Any], str | None] | None = None,
    personal: bool = False,
    secret: bool = False,
    synonyms: Sequence[str] = (),
    purpose: str = "",
) -> Any:
    """Declare one input field of a command by the question a person is asked. See Question for the parts."""
    return Question(
        label,
        help,
        example,
        default,
        minimum,
        maximum,
        minimum_length,
        maximum_length,
        pattern,
        pattern_help,
        when,
        options,
        check,
        personal,
        secret,
        tuple(synonyms),
        purpose,
    )


@dataclass(frozen=True, slots=True)
class InputField:
    """One input field of a command, complete with name and type."""

    name: str
    annotation: Any
    value_type: ValueType[Any]
    required: bool
    question: Question

    @property
    def label(self) -> str:
        return self.question.label

    def takes(self, kind: type[ValueType[Any]]) -> bool:
        """Whether its value is of this type, or a list of them."""
        one = self.value_type
        return isinstance(one.item if isinstance(one, ListType) else one, kind)


@dataclass(frozen=True, slots=True)
class CommandDeclaration:
    """A command as every door sees it.

    `name` is `plugin.verb_noun`. `permission` is what the actor must hold (None: anyone, even anonymous);
    `region` names the input field whose region it must be held for. With `members`, approved members of some
    party may give it without the permission, and the command itself checks that it concerns their own.
    `returns` is a model, a dataclass of simple values, or None. A `credential` command stores neither input
    nor answer. Of a command that `updates`, an optional field left out, null or blank stays as it is stored.
    A command with an `own_door` comes only through code written for it: none of the doors is derived.
    The `run` of one that stores `at_once` reads, and collects what to store (`context.create`, `audit`, `publish`):
    the claim on the key, the rows, the audit and the answer are then stored in one step, without a transaction before.
    """

    name: str
    title: str
    description: str
    permission: str | None
    region: str
    members: bool
    returns: type | None
    credential: bool
    updates: bool
    own_door: bool
    at_once: bool
    command_class: type
    fields: tuple[InputField, ...]
    place: str = ""
    by_name: Mapping[str, InputField] = field(default_factory=dict)
    file_fields: tuple[InputField, ...] = ()
    """Those that take a file, or several."""
    region_fields: tuple[InputField, ...] = ()
    """Those that take a place, or several."""

    @property
    def plugin(self) -> str:
        return self.name.split(".", 1)[0]

    @property
    def verb_noun(self) -> str:
        return self.name.split(".", 1)[1]

    @property
    def has_batch(self) -> bool:
        """Whether many rows may come at once: the command class has a `run_batch`."""
        return hasattr(self.command_class, "run_batch")


def command(
    name: str,
    *,
    title: str,
    permission: str | None,
    region: str = "",
    members: bool = False,
    returns: type | None = None,
    credential: bool = False,
    updates: bool = False,
    own_door: bool = False,
    at_once: bool = False,
) -> Callable[[type[T]], type[T]]:
    """Declare a class as a command. Its docstring is the Indonesian description; `run(self, context)` its effect."""

    def declare(command_class: type[T]) -> type[T]:
        place = place_of(command_class)
        if not NAME_PATTERN.fullmatch(name):
            raise ConfigurationError(
                f"Nama perintah {name!r} tidak sah ({place}).", remedy="Tulis plugin.kata_kerja_benda."
            )
        description = " ".join((command_class.__doc__ or "").split())
        if not description:
            raise ConfigurationError(
                f"Perintah {name} tidak punya penjelasan ({place}).",
                remedy="Tulis docstring berbahasa Indonesia.",
            )
        fields = _fields_of(command_class, name, place)
        by_name = {one.name: one for one in fields}
        if region and region not in by_name:
            raise ConfigurationError(
                f"Perintah {name}: region={region!r} bukan isian perintah ini ({place}).",
                remedy=f"Isian yang ada: {', '.join(by_name)}.",
            )
        if at_once and any(one.question.purpose for one in fields):
            raise ConfigurationError(
                f"Perintah {name}: at_once tidak dapat dipakai bersama isian berkas ({place}).",
                remedy="Hapus at_once.",
            )
        declaration = CommandDeclaration(
            name,
            title,
            description,
            permission,
            region,
            members,
            returns,
            credential,
            updates,
            own_door,
            at_once,
            command_class,
            fields,
            place,
            by_name,
            tuple(one for one in fields if one.takes(FileReferenceType)),
            tuple(one for one in fields if one.takes(RegionCodeType)),
        )
        setattr(command_class, _ATTRIBUTE, declaration)
        return command_class

    return declare


def declaration_of(command_class: type) -> CommandDeclaration:
    """The declaration that `@command` attached. Raises ConfigurationError for a class without one."""
    declaration = command_class.__dict__.get(_ATTRIBUTE)
    if not isinstance(declaration, CommandDeclaration):
        raise ConfigurationError(
            f"{command_class.__qualname__} ({place_of(command_class)}) bukan perintah.",
            remedy="Beri @command(...).",
        )
    return declaration


def _fields_of(command_class: type, name: str, place: str) -> tuple[InputField, ...]:
    fields = []
    hints = get_type_hints(command_class, include_extras=True)
    questions = {
        name: value for base in reversed(command_class.__mro__) for name, value in vars(base).items()
    }
    for field_name, question in questions.items():
        if not isinstance(question, Question):
            continue
        annotation = hints.get(field_name)
        if annotation is None:
            raise ConfigurationError(
                f"Perintah {name}: isian {field_name} tidak punya tipe ({place}).",
                remedy=f"Tulis {field_name}: str = ask(...).",
            )
        value_type = value_type_of(annotation)
        _check_purpose(name, field_name, value_type, question, place)
        required = not accepts_none(annotation) and question.default is MISSING
        fields.append(InputField(field_name, annotation, value_type, required, question))
    return tuple(fields)


def _check_purpose(
    name: str, field_name: str, value_type: ValueType[Any], question: Question, place: str
) -> None:
    takes_file = isinstance(
        value_type.item if isinstance(value_type, ListType) else value_type, FileReferenceType
    )
    if takes_file != bool(question.purpose):
        raise ConfigurationError(
            f"Perintah {name}: isian {field_name} dan keperluan berkasnya tidak cocok ({place}).",
            remedy='Tulis berkas: FileReference = ask("…", purpose="plugin.keperluan"); selain berkas tanpa purpose.',
        )
