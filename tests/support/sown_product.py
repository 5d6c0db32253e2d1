"""The whole product with rows of every type, who asks, and what each of them should be told."""

from __future__ import annotations

from calendar_oracle import seed_calendar
from cycles_oracle import seed_cycles
from figures_oracle import seed_figures
from kopukm_core.platform import Platform
from mixed_rows import mix
from registry_actors import Cast, cast_of
from registry_oracle import registry_oracle
from registry_rows import seed_regions, seed_registry, seed_strangers
from sown_rows import sow
from visibility_oracle import Oracle


async def sow_product(product: Platform) -> tuple[Cast, Oracle]:
    """Fill the empty tables of the open product, the plugin from outside included."""
    await seed_regions()
    await seed_registry()
    await seed_figures()
    await seed_strangers()
    await seed_cycles()
    cast = await cast_of(product)
    await seed_calendar()
    await sow(8)
    purposes = [each.name for each in product.files.purposes]
    await mix(purposes, [actor.key for actor in cast.actors.values()])
    return cast, await registry_oracle(cast)
