"""Proof of visibility at full size: many rows, many actors with roles at random, every field against the oracle."""

from __future__ import annotations

import asyncio
import logging
import random

from kopukm_core.cli.writing import note
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from proofs.kills.books import Book
from proofs.product import open_product
from proofs.results import Result

CLAIM = "Every list, row, relation, count, order and lookup shows each actor exactly what the oracle says."
_ROLES = (
    "siopik.officer",
    "siopik.reader",
    "outside.visitor",
    "core.party_reader",
    "core.membership_officer",
    "core.administrator",
    "core.service_administrator",
)
_PLACES = (
    "",
    "32",
    "32.01",
    "32.01.07",
    "32.01.07.2001",
    "32.01.07.2002",
    "32.01.13",
    "32.01.13.2004",
    "32.01.070",
)


def prove_visibility(database: str, rows: int, actors: int, seed: int) -> Result:
    """Compare for so many actors over so many cooperatives with all that hangs on them."""
    logging.getLogger("strawberry.execution").setLevel(logging.CRITICAL)
    return asyncio.run(_prove(database, rows, actors, seed))


async def _prove(database: str, rows: int, actors: int, seed: int) -> Result:
    async with open_product(database) as product:
        import registry_walk as walk
        from registry_actors import cast_of
        from registry_oracle import registry_oracle
        from registry_rows import seed_regions, seed_registry, seed_strangers
        from visibility_oracle import differences

        await seed_regions()
        await seed_registry(rows)
        await seed_strangers()
        cast = await cast_of(product)
        await _more_actors(cast, product, actors, rows, random.Random(seed))
        oracle = await registry_oracle(cast)
        schema = compose_contract(product)
        book = Book("visibility", "no answer differs from the oracle's")
        for number, (name, actor) in enumerate(cast.actors.items(), 1):
            note(f"actor {number} of {len(cast.actors)}: {name}")
            for compare in (
                differences,
                walk.lookup_differences,
                walk.order_differences,
                walk.masked_column_differences,
                walk.group_differences,
            ):
                book.faults += [f"{name}: {each}" for each in await compare(schema, oracle, actor)]
            book.examined += sum(len(known.rows) for known in oracle.types.values())
        seen = {name: len(oracle.seen(actor, "Officer")) for name, actor in cast.actors.items()}
        book.figures = {
            "different numbers of officers seen": len(set(seen.values())),
            "see no officer": sum(1 for one in seen.values() if one == 0),
        }
        return Result(
            name=f"visibility-{database}",
            claim=CLAIM,
            how=f"The composed product with a plugin from outside, on {database}; actors with roles at random.",
            holds=book.must_not_be_empty().balances,
            figures={
                "actors": len(cast.actors),
                "rows": sum(len(known.rows) for known in oracle.types.values()),
                "types": len(oracle.types),
                "rows × actors compared": book.examined,
                "seed": str(seed),
            },
            tables={"books": [book.as_json()]},
        )


async def _more_actors(
    cast: object, product: Platform, actors: int, rows: int, chance: random.Random
) -> None:
    from registry_actors import Cast, add_person

    assert isinstance(cast, Cast)  # noqa: S101 - its module can be imported only once the product is found
    for number in range(actors):
        roles = tuple((chance.choice(_ROLES), chance.choice(_PLACES)) for _ in range(chance.randrange(4)))
        parties = tuple(chance.sample(range(1, rows), chance.randrange(4)))
        await add_person(cast, product, f"somebody {number}", *dict.fromkeys(roles), members_of=parties)
