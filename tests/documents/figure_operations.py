"""What officers send of the figures of the registry, by the names of operations."""

from __future__ import annotations

from documents.session import Session, work
from kopukm_core.platform import Platform


async def ask_figures(siti: Session, office: Platform, cooperative: str) -> None:
    """What is computed of the one cooperative, given out, and computed again."""
    await siti.write("OverrideStatus", cooperativeId=cooperative, status="INACTIVE", reason="kantor kosong")
    await siti.write("EndStatusOverride", cooperativeId=cooperative)
    rule = {"definition": "Berakhir dalam 60 hari.", "source": "Nota dinas", "effectiveOn": "2026-01-01"}
    await siti.write("AddRuleVersion", name="CERTIFICATE", parameters='{"days": 60}', **rule)
    assert len((await siti.run("RuleVersions"))["ruleVersions"]["nodes"]) > 10
    await work(office)
    (one,) = (await siti.run("CooperativeStandings"))["cooperatives"]["nodes"]
    assert one["standing"]["lastMeetingOn"] == "2026-03-01"
    assert (await siti.run("FiguresByRegion", since="2025-01-01"))["statistics"]["total"]["registered"] == 1
    await siti.run("FiguresByCategory", by="CLASS_ALL", within="32.01")
    members = await siti.run("CategoryMembers", by="LEGAL", value="endorsed", within="32.01")
    assert members["categoryMembers"] == []
    await ask_villages(siti, cooperative)
    await siti.run("GrowthByMonth", since="2026-01-01")
    assert (await siti.run("AnnualMeetingWatch", year=2025))["annualMeetingWatch"]["cooperatives"] == []
    assert (await siti.run("CooperativeTimeline", cooperativeId=cooperative))["timeline"]
    features = (await siti.run("FiguresMap"))["map"]["collection"]["features"]
    assert (len(features), sum(one["properties"]["registered"] for one in features)) == (40, 1)
    await siti.write("PublishFigures", title="Koperasi 2025", asOf="2025-12-31")
    (published,) = (await siti.run("Publications"))["publications"]["nodes"]
    assert (await siti.run("PublicationCheck", id=published["id"]))["publicationCheck"]["isEqual"]


async def ask_villages(siti: Session, cooperative: str) -> None:
    """The one cooperative as that of a desa for a while, with an outlet that was recorded by mistake."""
    village = {"programmeCategory": "KDMP", "servedVillageCode": "32.01.07.2001"}
    await siti.write("CorrectCooperative", cooperativeId=cooperative, **village)
    outlet = await siti.write(
        "RecordOutlet",
        cooperativeId=cooperative,
        kind="GROCERIES",
        status="OPERATING",
        effectiveOn="2026-01-02",
    )
    told = await siti.run("VillageCooperatives", within="32.01.07", first=1)
    assert told["villageCooperatives"]["total"]["served"] == 1
    assert told["villageCooperatives"]["total"]["outlets"] == [
        {"kind": "GROCERIES", "status": "OPERATING", "count": 1}
    ]
    assert len(told["unservedVillages"]) == 1
    (one,) = (await siti.run("Outlets"))["outlets"]["nodes"]
    await siti.write("WithdrawOutlet", outletId=one["id"], reason="salah koperasi")
    assert (await siti.run("Outlets"))["outlets"]["nodes"] == []
    assert outlet is not None
    await siti.write(
        "CorrectCooperative", cooperativeId=cooperative, programmeCategory="REGULAR", clear=["SERVED_VILLAGE"]
    )
