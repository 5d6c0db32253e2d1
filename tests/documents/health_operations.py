"""The operations of the health assessment, given in the order in which an office needs them."""

from __future__ import annotations

import json
from typing import Any, Protocol

from kopukm_core.platform import Platform
from kopukm_siopik.health.delivered import delivered_documents
from office import PASSWORD, new_account


class Asking(Protocol):
    """Somebody who asks by the names of operations."""

    async def run(self, operation: str, **variables: Any) -> Any: ...
    async def write(self, operation: str, **given: Any) -> Any: ...
    async def of(self, login_name: str, password: str = PASSWORD) -> Asking: ...


async def ask_health_operations(office: Platform, anyone: Asking, cooperative: str) -> None:
    """All of them: an examiner who also keeps the rubrics, and an approver."""
    keeper = (("siopik.health_examiner", "32.01"), ("siopik.rubric_keeper", None))
    await new_account(office, "rini", *keeper)
    await new_account(office, "dewi", ("siopik.health_approver", "32.01"))
    rini, dewi = await anyone.of("rini"), await anyone.of("dewi")
    await _rubrics(rini, anyone)
    given = {"cooperativeId": cooperative, "bookYear": 2025, "rubricVersion": "uji"}
    one = (await rini.write("StartHealthAssessment", **given))["healthAssessment"]["id"]
    told = {"assessmentId": one}
    letters = {"assignmentNumber": "1/KPK", "assignmentDate": "2026-03-01", "examinedOn": "2026-03-02"}
    team = {"examiners": ["Rini", "Budi"], "minutesNumber": "BA/1"}
    await rini.write("DescribeHealthExamination", **told, **letters, **team)
    await rini.write("AnswerHealthItems", **told, met=["legalitas"], notes=["legalitas.1: lengkap"])
    await rini.write("EnterHealthFigures", **told, year="THIS_YEAR", equity=300, totalAssets=1000)
    scores = {"aspectScores": ["27.78", "13.035", "29.44", "12.18"], "resultSource": "Manekin 2023"}
    entered = (await rini.write("EnterHealthAspectScores", **told, **scores))["healthAssessment"]
    assert (entered["score"], entered["scoreExact"], entered["predicate"]) == ("82.44", "82.435", "HEALTHY")
    finding = {
        "aspect": "permodalan",
        "description": "Kurang",
        "recommendation": "Tambah",
        "riskLevel": "LOW",
    }
    found = await rini.write("AddHealthFinding", **told, **finding, deadline="2026-06-30")
    number = found["healthFinding"]["id"]
    await rini.write("FollowUpHealthFinding", findingId=number, description="Sudah", doneOn="2026-06-01")
    late = (await rini.run("OverdueHealthFindings", until="2026-07-01"))["healthFindings"]["nodes"]
    assert [each["id"] for each in late] == [number]
    await rini.write("CloseHealthFinding", findingId=number, closingNote="Selesai")
    await rini.write("SubmitHealthAssessment", **told)
    await dewi.write("ReturnHealthAssessment", **told, reason="Periksa lagi")
    await rini.write("SubmitHealthAssessment", **told)
    await dewi.write("ApproveHealthAssessment", **told)
    assert (await dewi.run("HealthAssessments"))["healthAssessments"]["totalCount"] == 1
    papers = (await dewi.run("HealthAssessment", id=one))["healthAssessment"]
    assert (papers["state"], len(papers["aspectScores"]), papers["answers"]["totalCount"]) == (
        "APPROVED",
        4,
        3,
    )
    health = (await rini.run("CooperativeHealth", id=cooperative))["cooperative"]
    assert health["health"]["id"] == one
    printed = (await rini.write("PrintHealthAssessment", **told))["file"]
    assert printed["mediaType"] == "application/pdf"
    await dewi.write("WithdrawHealthAssessment", **told, reason="Uji")
    health = (await rini.run("CooperativeHealth", id=cooperative))["cooperative"]
    assert (health["health"], health["healthStatus"]) == (None, "NOT_ASSESSED")


async def _rubrics(rini: Asking, anyone: Asking) -> None:
    general = next(one for one in delivered_documents() if one["version"] == "kkpkk-2021-riil")
    document = json.dumps(general | {"version": "uji"})
    await rini.write("AddHealthRubric", document=document)
    assert (await anyone.run("HealthRubrics"))["healthRubrics"]["totalCount"] == 6
    rubric = (await anyone.run("HealthRubric", version="uji"))["healthRubric"]
    assert sum(len(aspect["indicators"]) for aspect in rubric["aspects"]) == 58
