"""A small office with something of everything, and questions whose answers tell whether it is still the same.

It uses only what every version since the first registry has: `tests/data/upgrade/make.py` runs it as a program
on earlier commits.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from functools import lru_cache
from typing import Any

from starlette.applications import Starlette

from kopukm_core import clock
from kopukm_core.commands.drafts import save_draft
from kopukm_core.db import transaction
from kopukm_core.identity.actor import Actor, ActorKind, Grant
from kopukm_core.identity.models import Account, Service, ServiceContact
from kopukm_core.jobs.models import JobInstance, JobStatus, OutboxJob
from kopukm_core.jobs.schedules import sync_schedules
from kopukm_core.parties.kinds import ContactKind
from kopukm_core.parties.models import ContactPoint, Party
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.privacy import PersonalKind, PersonalText
from kopukm_core.settings import load_settings
from kopukm_graphql.serving import platform_application
from office import OPERATOR, client_of, headers, log_in, new_account

SOURCES = (
    PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", ""),
    PluginSource("siopik", "kopukm_siopik.plugin", "kopukm", ""),
)
KEYS = f"k1={base64.b64encode(bytes(range(32))).decode()}"
"""Known to everybody: for offices that live as long as a test."""

LOGIN = "siti.aminah"
CONTACT = "+6281234567890"
REPEATED = {"name": "KSU Mekar Jaya", "nik": "3201010010001", "region_code": "32.01.01.1001"}
KEY_OF_REPEATED = "sekali-saja"

DOCUMENTS: dict[str, str] = {
    "cooperatives": """{ siopik { cooperatives(first: 8) { totalCount edges { cursor node {
      id name nik legalEntityNumber regionCode phone status officers { name position }
    } } } } }""",
    "search": """{ siopik { cooperatives(search: "mekar") { totalCount edges { node { name } } } } }""",
    "me": """{ me { key drafts { command input }
      account { name loginName roles { role regionCode } sessions { title } } } }""",
    "regions": """{ regions(search: "cibinong", first: 5) { totalCount edges { node { code name } } }
      searchRegions(text: "Pakansari", first: 3) { region { code } } }""",
    "parties": """{ parties(first: 20) { totalCount edges { node { id name regionCode createdAt changedAt } } } }""",
}


def officer(account_id: int) -> Actor:
    """The account of the office, as the runner meets it."""
    return Actor(ActorKind.PERSON, str(account_id), (Grant("siopik.write"),), account_id=account_id)


async def fill(platform: Platform) -> str:
    """Accounts, sessions, cooperatives, drafts, contacts, jobs waiting and running; the token of a session."""
    account_id = await new_account(
        platform, LOGIN, ("siopik.officer", "32.01"), ("core.administrator", "32.01")
    )
    actor = officer(account_id)
    for number, name in enumerate(("KSU Mekar Jaya", "Koperasi Melati", "KPRI Mekar Sari"), start=1):
        given = {**REPEATED, "name": name, "nik": f"320101001000{number}", "phone": CONTACT, "chair": "Budi"}
        key = KEY_OF_REPEATED if number == 1 else None
        sent = REPEATED if number == 1 else given
        outcome = await platform.runner.run("siopik.register_cooperative", sent, actor, key=key)
        assert outcome.accepted, outcome.problems
    refused = await platform.runner.run("siopik.register_cooperative", REPEATED, actor)
    assert not refused.accepted
    draft = {"name": "KUD Sedang Diisi", "phone": CONTACT}
    await save_draft(platform, actor, "siopik.register_cooperative", draft)
    await _service_contact(account_id)
    party = await Party.all().order_by("id").first()
    assert party is not None
    contact = PersonalText(CONTACT, PersonalKind.PHONE)
    await ContactPoint.create(party=party, kind=ContactKind.PHONE, value=contact, created_at=clock.now())
    await sync_schedules(platform.schedules, platform.settings.time_zone)
    async with transaction():
        await platform.enqueue("core.forget_ended_access", {})
        await platform.enqueue("core.forget_ended_access", {})
    await JobInstance.create(id="mesin-lama-1", kind="server", beat=7, started_at=clock.now())
    first = await OutboxJob.all().order_by("id").first()
    assert first is not None
    await OutboxJob.filter(id=first.id).update(
        status=JobStatus.RUNNING, lease_owner="mesin-lama-1", attempts=1
    )
    async with client_of(_application(platform)) as client:
        return await log_in(client, LOGIN)


async def answers(platform: Platform, token: str) -> dict[str, Any]:
    """What the office answers to each document; errors are answers too."""
    told = {}
    async with client_of(_application(platform)) as client:
        for name, document in DOCUMENTS.items():
            answered = await client.post("/graphql", json={"query": document}, headers=headers(token))
            told[name] = answered.json()
    return told


@lru_cache(maxsize=1)
def _application(platform: Platform) -> Starlette:
    """Composing it is most of the work of asking it."""
    return platform_application(platform)


async def personal_values() -> dict[str, list[str]]:
    """Every personal value whole: only with the right keys."""
    return {
        "contact_point": [one.value.whole() for one in await ContactPoint.all().order_by("id")],
        "account": [one.login_name.whole() for one in await Account.all().order_by("id")],
        "service_contact": [one.external_id.whole() for one in await ServiceContact.all().order_by("id")],
    }


async def _service_contact(account_id: int) -> None:
    service = await Service.create(name="wa", title="WA", created_at=clock.now(), created_by=OPERATOR.key)
    await ServiceContact.create(
        service=service, external_id=PersonalText(CONTACT), account_id=account_id, created_at=clock.now()
    )


async def _main() -> None:
    platform = build_platform(load_settings(), SOURCES)
    async with platform.open():
        token = await fill(platform)
        told = {
            "moment": clock.now().isoformat(),
            "token": token,
            "answers": await answers(platform, token),
            "personal": await personal_values(),
        }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    asyncio.run(_main())
