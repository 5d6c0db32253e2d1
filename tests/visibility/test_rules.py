"""Rules as conditions: what grants decide is folded, wrong declarations are refused."""

from __future__ import annotations

from typing import Any

import pytest

from kopukm_core.db import Database, Parameters, rows
from kopukm_core.errors import ConfigurationError
from kopukm_core.identity.actor import ANONYMOUS, Actor, operator
from kopukm_core.visibility import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Mask,
    Nobody,
    Own,
    Rule,
    Through,
    Visibility,
    VisibilityRegistry,
    Where,
)
from library_models import Library, Place, Visit
from reading import person, seed

pytestmark = pytest.mark.anyio
READ = Granted("library.read", "region_code")
EVERYWHERE = person(("library.read", ""))
GUNUNG = person(("library.read", "32.01.07"))


def condition(database: Database, rule: Rule, actor: Actor) -> tuple[str, Parameters]:
    """The rule as the condition on libraries."""
    parameters = Parameters(database.dialect)
    registry = VisibilityRegistry([Visibility(Library, rows=rule)])
    return registry.condition(Library, actor, "t", parameters), parameters


FOLDED: list[tuple[Rule, Actor, str]] = [
    (Everyone(), ANONYMOUS, ALWAYS),
    (Nobody(), EVERYWHERE, NEVER),
    (Nobody(), operator("siti"), ALWAYS),
    (Own(), operator("siti"), ALWAYS),
    (AnyOf(Where("is_published", True), READ), operator("siti"), ALWAYS),
    (READ, ANONYMOUS, NEVER),
    (READ, EVERYWHERE, ALWAYS),
    (Granted("library.read"), GUNUNG, ALWAYS),
    (Own(), ANONYMOUS, NEVER),
    (AnyOf(Where("is_published", True), READ), EVERYWHERE, ALWAYS),
    (AllOf(Where("is_published", True), READ), ANONYMOUS, NEVER),
    (AnyOf(), EVERYWHERE, NEVER),
    (AllOf(), ANONYMOUS, ALWAYS),
]


@pytest.mark.parametrize(("rule", "actor", "expected"), FOLDED)
async def test_what_grants_decide_binds_no_parameter(
    database: Database, rule: Rule, actor: Actor, expected: str
) -> None:
    text, parameters = condition(database, rule, actor)
    assert (text, parameters.values) == (expected, [])


async def ids(database: Database, rule: Rule, actor: Actor) -> set[int]:
    """The libraries that the rule shows."""
    text, parameters = condition(database, rule, actor)
    return {row["id"] for row in await rows(f'SELECT id FROM "sample_library" t WHERE {text}', parameters)}


async def test_conditions_on_rows(database: Database) -> None:
    await seed()
    libraries = await Library.all()
    published = {each.id for each in libraries if each.is_published}
    gunung = {
        each.id for each in libraries if each.region_code and f"{each.region_code}.".startswith("32.01.07.")
    }
    mine = {each.id for each in libraries if each.party_id in (2, 5)}
    both = person(("library.read", "32.01.07"), parties=(2, 5))
    assert await ids(database, READ, GUNUNG) == gunung
    assert await ids(database, Own(), both) == mine
    assert (
        await ids(database, AnyOf(Where("is_published", True), READ, Own()), both)
        == published | gunung | mine
    )
    assert (
        await ids(database, AllOf(Where("is_published", True), READ, Own()), both)
        == published & gunung & mine
    )
    assert await ids(database, AllOf(READ, AnyOf(Own(), Everyone())), both) == gunung
    assert await ids(database, Through("region_code", Place, Everyone()), ANONYMOUS) == {
        each.id for each in libraries if each.region_code
    }


async def test_the_shape_depends_on_grants_and_not_on_their_values(database: Database) -> None:
    registry = VisibilityRegistry([Visibility(Library, rows=AnyOf(READ, Own()))])
    other_place = person(("library.read", "32.01.13"))
    assert registry.shape(Library, GUNUNG) == registry.shape(Library, other_place)
    assert registry.shape(Library, person(parties=(1,))) == registry.shape(Library, person(parties=(2, 5, 9)))
    shapes = {registry.shape(Library, each) for each in (GUNUNG, EVERYWHERE, ANONYMOUS, person(parties=(1,)))}
    assert len(shapes) == 4


WRONG: dict[str, tuple[list[Any], str]] = {
    "unknown column of a rule": ([(Library, Where("is_open", True), {})], "is_open"),
    "unknown column inside": ([(Library, AnyOf(AllOf(Own("owner_id"))), {})], "owner_id"),
    "unknown region column": ([(Library, Granted("library.read", "region"), {})], "region"),
    "unknown masked column": ([(Library, Everyone(), {"salary": Nobody()})], "salary"),
    "unknown permission": ([(Library, Granted("library.fly"), {})], "library.fly"),
    "unknown permission of a mask": (
        [(Library, Everyone(), {"phone": Granted("library.fly")})],
        "library.fly",
    ),
    "text over a number": ([(Library, Everyone(), {"budget": Mask(Nobody(), text="x")})], "budget"),
    "a parent without declaration": ([(Visit, Through("library_id", Library), {})], "library_models.Library"),
    "twice": ([(Library, Everyone(), {}), (Library, Nobody(), {})], "dua kali"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_wrong_declaration_is_refused_with_its_place(database: Database, wrong: str) -> None:
    declared, word = WRONG[wrong]
    with pytest.raises(ConfigurationError) as refused:
        VisibilityRegistry(
            [Visibility(model, rows=rule, masks=masks) for model, rule, masks in declared],
            permissions={"library.read"},
        )
    assert word in str(refused.value)
    assert "test_rules.py:" in str(refused.value)


async def test_a_model_without_declaration_cannot_be_read(database: Database) -> None:
    with pytest.raises(ConfigurationError, match="Visit"):
        VisibilityRegistry([]).condition(Visit, operator("siti"), "t", Parameters(database.dialect))
