"""What people send of parties, accounts and services, by the names of operations."""

from __future__ import annotations

from datetime import timedelta

from documents.session import Session
from kopukm_core.identity.services import create_service_token
from kopukm_core.platform import Platform
from kopukm_graphql.node import global_id
from office import OPERATOR, PASSWORD


async def ask_people(siti: Session, budi: Session, party: str) -> None:
    """Parties, a membership from its request to its end, drafts, sessions."""
    assert (await siti.run("Parties", search="mekar"))["nodes"][0]["id"] == party
    assert (await siti.run("Party", id=party))["name"] == "KSU Mekar Jaya"
    asked = await budi.write("RequestMembership", partyId=party, title="Ketua")
    assert (await siti.run("Memberships", where={"state": {"equals": "REQUESTED"}}))["totalCount"] == 1
    membership = asked["membership"]["id"]
    await siti.write("DecideMembership", membershipId=membership, approve=True)
    await budi.write("EndMembership", membershipId=membership)
    await budi.run("SaveDraft", command="core.request_membership", input={"title": "Ketua"})
    assert (await budi.run("MyDrafts"))["drafts"][0]["input"] == {"title": "Ketua"}
    await budi.run("DiscardDraft", command="core.request_membership")
    assert (await budi.run("Me"))["account"]["memberships"][0]["state"] == "ENDED"
    sessions = (await budi.run("MySessions"))["account"]["sessions"]
    await budi.write("RevokeToken", tokenId=sessions[0]["id"])


async def ask_accounts(siti: Session, anyone: Session, platform: Platform) -> None:
    """Accounts, roles, services, and the end of the cooperative."""
    made = (await siti.write("CreateAccount", loginName="ani", name="Ani", password=PASSWORD))["account"]
    account = {"accountId": made["id"]}
    ani = await anyone.of("ani")
    await ani.write("ChangePassword", currentPassword=PASSWORD, newPassword="teh manis di beranda")
    await siti.write("AssignRole", **account, role="siopik.officer", regionCode="32.01.07")
    await siti.write("EndRole", **account, role="siopik.officer", regionCode="32.01.07")
    await siti.write("ResetPassword", **account, password=f"{PASSWORD} lain")
    await siti.write("DisableAccount", **account)
    await siti.write("EnableAccount", **account)
    assert (await siti.run("Accounts"))["totalCount"] == 3
    assert (await siti.run("Account", id=made["id"]))["loginName"] == "ani"
    await siti.write(
        "CreateServiceToken",
        service="wa",
        title="Percakapan",
        scopes=["siopik.read_reports"],
        regionCode="32.01",
    )
    chat = await create_service_token(
        OPERATOR,
        "chat",
        "Percakapan",
        scopes=["core.verify_contacts"],
        region_code="",
        roles=platform.roles,
        lifetime=timedelta(days=1),
    )
    await Session(siti.client, chat.text).write("VerifyContact", externalId="628123456789")
    await siti.write("DisableService", service="wa")
    cooperative = (await siti.run("Cooperatives"))["cooperatives"]["nodes"][0]["id"]
    await siti.write("DissolveCooperative", cooperativeId=cooperative, dissolvedOn="2026-01-31")
    assert global_id("Cooperative", 1) == cooperative
