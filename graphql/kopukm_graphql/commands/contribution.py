"""From the registered commands to what they add to the contract, owned by each command's plugin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from strawberry.types.base import StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case
from tortoise.models import Model

from kopukm_core.commands import CommandDeclaration, Outcome
from kopukm_core.errors import ConfigurationError, ProblemsError
from kopukm_graphql.commands.inputs import command_input, given_input
from kopukm_graphql.commands.payloads import payload_of, payload_type, record_field
from kopukm_graphql.compose import Owned
from kopukm_graphql.context import RequestContext
from kopukm_graphql.contribution import Contribution, Extension
from kopukm_graphql.source.declaration import declaration_of
from kopukm_graphql.source.places import Resolve
from kopukm_graphql.source.strawberry_fields import SourceField, argument

KEY_DESCRIPTION = (
    "Kunci idempotensi, misalnya UUID: kiriman ulang dengan kunci dan isian yang sama dijawab seperti semula. "
    "Pakai kunci baru untuk isian yang baru."
)


def command_contributions(commands: Iterable[CommandDeclaration], given: Iterable[Owned]) -> list[Owned]:
    """One contribution per plugin that has commands."""
    names = type_names(given)
    mutations: dict[str, dict[str, StrawberryField]] = defaultdict(dict)
    types: dict[str, list[type[Any]]] = defaultdict(list)
    fields: dict[str, list[Extension]] = defaultdict(list)
    answers: dict[type, type[Any]] = {}
    for declaration in commands:
        if declaration.own_door:
            continue
        made, payload, extension = _mutation(declaration, names, answers)
        if declaration.verb_noun in mutations[declaration.plugin]:
            raise ConfigurationError(
                f"Mutasi {declaration.verb_noun} ada dua kali pada {declaration.plugin}."
            )
        mutations[declaration.plugin][declaration.verb_noun] = made
        types[declaration.plugin].append(payload)
        fields[declaration.plugin] += extension
    return [
        Owned(plugin, Contribution(types=types[plugin], fields=fields[plugin], mutations=made))
        for plugin, made in mutations.items()
    ]


def type_names(given: Iterable[Owned]) -> dict[type[Model], str]:
    """The GraphQL type of each model that has one."""
    return {
        declaration.model: declaration.name
        for owned in given
        for cls in owned.contribution.types
        if (declaration := declaration_of(cls)) is not None
    }


def _mutation(
    declaration: CommandDeclaration, names: Mapping[type[Model], str], answers: dict[type, type[Any]]
) -> tuple[StrawberryField, type[Any], list[Extension]]:
    stem = "".join(word.capitalize() for word in declaration.verb_noun.split("_"))
    payload = payload_type(declaration, f"{stem}Payload", answers)
    wanted = command_input(declaration, f"{stem}Input")
    arguments = [] if wanted is None else [argument("input", wanted, "Isiannya.")]
    arguments.append(argument("idempotencyKey", StrawberryOptional(str), KEY_DESCRIPTION, default=None))
    made = SourceField(
        to_camel_case(declaration.verb_noun),
        payload,
        f"{declaration.description} Izin: {declaration.permission or 'tidak perlu'}.",
        _resolver(declaration),
        arguments=arguments,
        declaration=declaration,
    )
    returns = declaration.returns
    target = names.get(returns) if isinstance(returns, type) and issubclass(returns, Model) else None
    return made, payload, [record_field(declaration, f"{stem}Payload", target)] if target else []


def _resolver(declaration: CommandDeclaration) -> Resolve:
    async def resolve(_parent: Any, info: Any, arguments: dict[str, Any]) -> Any:
        context: RequestContext = info.context
        try:
            given = given_input(declaration, arguments.get("input") or {})
        except ProblemsError as error:
            return payload_of(declaration, Outcome(0, problems=error.problems))
        outcome = await context.platform.runner.run(
            declaration.name, given, context.actor, key=arguments.get("idempotencyKey"), door="graphql"
        )
        return payload_of(declaration, outcome)

    return resolve
