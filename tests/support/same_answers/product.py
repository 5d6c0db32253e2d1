"""The whole product as a stage: rows made for trouble, all who may ask, and what each of them may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tortoise import Model

from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from same_answers.executors import TRUTH
from same_answers.filled import FilledStage
from same_answers.harvesting import harvest
from same_answers.judging import Judge
from same_answers.stage import Stage

STRANGER = "somebody with nothing"


@dataclass(frozen=True, slots=True)
class ProductStage(FilledStage):
    """The product, open."""

    platform: Platform

    @property
    def models(self) -> Sequence[type[Model]]:
        """Of all tables."""
        apps = self.platform.database.context.apps
        assert apps is not None
        return list(apps.get_models_iterable())


async def filled_stage(platform: Platform) -> ProductStage:
    """Fill the empty tables of the open product, the plugin from outside included."""
    from registry_actors import OPERATOR, Holding, add_person
    from registry_oracle import RECORDS, registry_oracle
    from sown_product import sow_product
    from troubled_rows import seed_personal_trouble, seed_trouble
    from troubled_sown import trouble_sown

    cast, _ = await sow_product(platform)
    await seed_trouble()
    await add_person(cast, platform, STRANGER)
    await add_person(cast, platform, "member of troubled cooperatives", members_of=(201, 203, 205))
    for name in ("head of the district", "officer of one kecamatan"):
        await seed_personal_trouble(platform, cast.actors[name])
    assert isinstance(cast.holdings[OPERATOR.key], Holding)
    schema = compose_contract(platform)
    await trouble_sown(source.model for source in schema.catalog.sources.values())
    oracle = await registry_oracle(cast)
    stage = Stage(schema, platform.settings, cast.actors, platform)
    ids = {name: [oracle.id(name, row) for row in known.rows] for name, known in oracle.types.items()}
    operator: Actor = cast.actors["operator"]
    assert operator.kind is ActorKind.OPERATOR
    pools = await harvest(replace(stage, trusting=True), TRUTH(schema), operator, ids, {"regionCode": []})
    return ProductStage(stage, pools, oracle, Judge(schema, oracle, RECORDS), platform)
