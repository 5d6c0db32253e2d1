"""Who sees what of the health assessment through GraphQL, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_core.platform import Platform
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from siopik.registry import CIBINONG, CITEUREUP
from siopik_health.office_of_health import READ, approved, do, new_cooperative, person, started, submitted

pytestmark = pytest.mark.anyio

HEALTH = """{ siopik { cooperatives(first: 50, order: RECORDED_AT_ASC) { nodes { name healthStatus
  health { score scoreExact predicate bookYear examiners aspectScores { contribution } }
  healthAssessments(first: 5) { totalCount nodes { state predicate } } } } } }"""
RUBRIC = """{ siopik { healthRubric(version: "kkpkk-2021-riil") { hasWorkingPapers notes
  predicates { label atLeast } aspects { key weight
    indicators { key items formula formulaInWords thresholds } } } } }"""


@pytest.fixture(scope="module")
def schema(platform: Platform) -> Any:
    return compose_contract(platform)


async def _ask(platform: Platform, schema: Any, document: str, actor: Actor, **variables: Any) -> Any:
    context = RequestContext(actor, platform.settings, platform)
    answer = await schema.execute(document, variable_values=variables, context_value=context)
    assert not answer.errors, answer.errors
    return answer.data


async def test_the_rubric_is_public_with_its_thresholds_in_words(platform: Platform, schema: Any) -> None:
    rubric = (await _ask(platform, schema, RUBRIC, ANONYMOUS))["siopik"]["healthRubric"]
    assert [(one["key"], one["weight"]) for one in rubric["aspects"]] == [
        ("tata_kelola", "30"),
        ("profil_risiko", "15"),
        ("kinerja_keuangan", "40"),
        ("permodalan", "15"),
    ]
    indicators = {one["key"]: one for aspect in rubric["aspects"] for one in aspect["indicators"]}
    roa = indicators["roa"]
    assert (roa["formula"], roa["formulaInWords"]) == ("shu / total_aset", "SHU : total aset")
    assert roa["thresholds"] == ["4: ≥ 7 %", "3: ≥ 5 % dan < 7 %", "2: ≥ 3 % dan < 5 %", "1: < 3 %"]
    assert indicators["legalitas"]["items"] == ["butir 1", "butir 2", "butir 3"]
    assert indicators["legalitas"]["thresholds"][0] == "4: > 75 % butir terpenuhi"
    assert rubric["predicates"][0] == {"label": "Sehat", "atLeast": "80"}


async def test_nothing_is_made_up_and_the_public_sees_no_result(platform: Platform, schema: Any) -> None:
    done, waiting, untouched, old = [await new_cooperative(platform) for _ in range(4)]
    await approved(platform, done)
    await submitted(platform, waiting, ["27.78", "13.035", "29.44", "12.18"])
    await approved(platform, old, year=2021)
    names = [one.name for one in (done, waiting, untouched, old)]

    async def seen_by(actor: Actor) -> list[Any]:
        listed = (await _ask(platform, schema, HEALTH, actor))["siopik"]["cooperatives"]["nodes"]
        found = {one["name"]: one for one in listed}
        return [found[name] for name in names]

    async def statuses(actor: Actor) -> list[Any]:
        nodes = await seen_by(actor)
        return [
            (
                one["healthStatus"],
                one["health"] and one["health"]["predicate"],
                one["healthAssessments"]["totalCount"],
            )
            for one in nodes
        ]

    nothing = (None, None, 0)
    assert await statuses(ANONYMOUS) == [nothing] * 4
    assert await statuses(person(51, READ, region=CITEUREUP)) == [nothing] * 4
    seen = [
        ("HEALTHY", "HEALTHY", 1),
        ("NOT_ASSESSED", None, 1),
        ("NOT_ASSESSED", None, 0),
        ("OUTDATED", "HEALTHY", 1),
    ]
    assert await statuses(person(52, READ, region=CIBINONG)) == seen
    own = person(53, parties=(done.party_id, waiting.party_id))
    assert await statuses(own) == [seen[0], ("NOT_ASSESSED", None, 0), nothing, nothing]
    health = (await seen_by(own))[0]["health"]
    assert (health["score"], health["scoreExact"], health["bookYear"]) == ("82.44", "82.435", 2025)
    assert [one["contribution"] for one in health["aspectScores"]] == ["27.78", "13.035", "29.44", "12.18"]


FINDINGS = """query($until: Date!) { siopik { healthFindings(first: 20,
  where: {closedAt: {isNull: true}, deadline: {atMost: $until}}) {
  nodes { description isOpen followUps { description } assessment { cooperative { name } } } } } }"""


async def test_overdue_findings_are_a_question_of_the_day(platform: Platform, schema: Any) -> None:
    cooperative = await new_cooperative(platform)
    draft = await started(platform, cooperative)
    given = {
        "assessment_id": draft.id,
        "aspect": "permodalan",
        "recommendation": "Tambah",
        "risk_level": "low",
    }
    for day in ("2026-06-30", "2026-11-01", "2026-11-02"):
        await do(platform, "add_health_finding", description=f"Tenggat {day}", deadline=day, **given)

    async def overdue(actor: Actor) -> list[str]:
        answered = await _ask(platform, schema, FINDINGS, actor, until="2026-11-01")
        return [one["description"] for one in answered["siopik"]["healthFindings"]["nodes"]]

    assert await overdue(person(54, READ, region=CIBINONG)) == ["Tenggat 2026-06-30", "Tenggat 2026-11-01"]
    assert await overdue(person(55, READ, region=CITEUREUP)) == []
    assert await overdue(person(56, parties=(cooperative.party_id,))) == []
