"""Every field of the composed product that returns rows or figures shows what the oracle says, and nothing else."""

from __future__ import annotations

import pytest

from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from visibility_oracle import differences

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_everybody_gets_what_the_oracle_says(product: Platform) -> None:
    from registry_actors import cast_of
    from registry_oracle import registry_oracle
    from registry_rows import seed_regions, seed_registry, seed_strangers

    await seed_regions()
    await seed_registry()
    await seed_strangers()
    cast = await cast_of(product)
    oracle = await registry_oracle(cast)
    schema = compose_contract(product)
    import time

    for name, actor in cast.actors.items():
        begin = time.monotonic()
        found = await differences(schema, oracle, actor)
        print(name, time.monotonic() - begin, len(found))
        assert found == []
