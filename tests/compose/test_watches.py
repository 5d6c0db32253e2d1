"""Watches compose beside hand-written subscriptions; what is wrong with one refuses the start and names the place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import GraphQLObjectType

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.compose import ComposedSchema, Owned, compose, missing_descriptions
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.source import RootField, handwritten_subscription, watch
from library_contract import LIBRARY, sample_visibility

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


def a_watch(**told: Any) -> RootField:
    given: dict[str, Any] = {"topic": "library.changed", "key": "library_id", "description": "Berubah."}
    return watch("libraryChanged", "Library", **{**given, **told})


async def ticks() -> AsyncIterator[int]:
    yield 1


def composed(*subscriptions: RootField) -> ComposedSchema:
    """The library with a plugin that contributes these."""
    return compose(
        [Owned("library", LIBRARY), Owned("other", Contribution(subscriptions=subscriptions))],
        sample_visibility(),
    )


async def test_a_watch_and_a_handwritten_field_are_nullable_and_described() -> None:
    schema = composed(
        a_watch(by=("id", "within"), required=("id",)),
        handwritten_subscription("ticks", ticks, description="Detak."),
    )
    found = schema._schema.subscription_type
    assert isinstance(found, GraphQLObjectType)
    assert {name: str(field.type) for name, field in found.fields.items()} == {
        "libraryChanged": "Library",
        "ticks": "Int",
    }
    taken = {name: str(each.type) for name, each in found.fields["libraryChanged"].args.items()}
    assert taken == {"id": "ID!", "within": "RegionCode"}
    assert missing_descriptions(schema._schema) == []
    assert schema.owners["Subscription.libraryChanged"][0] == "other"


async def test_a_name_taken_twice_names_both_owners() -> None:
    once = Contribution(subscriptions=(a_watch(),))
    with pytest.raises(ConfigurationError, match=r"Subscription\.libraryChanged .* first .* second"):
        compose([Owned("library", LIBRARY), Owned("first", once), Owned("second", once)], sample_visibility())


FAULTY: dict[str, tuple[RootField, str]] = {
    "an absent type": (
        watch("x", "Absent", topic="a.b", key="id", description="X."),
        "membaca tipe Absent, yang tidak ada",
    ),
    "no description": (a_watch(description=""), "tidak punya keterangan"),
    "no topic": (a_watch(topic="changed"), "topic 'changed'"),
    "no key": (a_watch(key=""), "key ''"),
    "an unknown argument": (a_watch(by=("name",)), "argumen name tidak dikenal"),
    "a required one that is none": (a_watch(required=("within",)), "argumen within tidak dikenal"),
}


@pytest.mark.parametrize("fault", FAULTY)
async def test_a_faulty_watch_refuses_the_start(fault: str) -> None:
    declared, message = FAULTY[fault]
    with pytest.raises(ConfigurationError, match=message):
        composed(declared)
