"""A production server as a process, with two kecamatan, an officer of each, a developer and a citizen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from composed_once import composed_once
from databases import run_apart
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import load_settings
from kopukm_graphql.node import global_id
from kopukm_process import serving
from made_plugins import GRAPHQL, SIOPIK
from office import LOG_IN, OPERATOR, PASSWORD, new_account
from ready_home import make_ready

GUNUNG, JONGGOL = "32.01.07", "32.01.06"
PEOPLE = {
    "siti": (("siopik.officer", GUNUNG),),
    "joko": (("siopik.officer", JONGGOL),),
    "dewi": (("graphql.developer", None),),
    "budi": (),
}


@dataclass(frozen=True, slots=True)
class Office:
    """The server and who asks it; `ids` are global ids of what lies in Jonggol, and of joko's own."""

    client: httpx2.Client
    log: Path
    tokens: dict[str, str]
    ids: dict[str, str]

    def post(self, document: str, who: str = "", **variables: Any) -> httpx2.Response:
        """The answer to a document of this person, "" for anybody."""
        return self.client.post(
            "/graphql", json={"query": document, "variables": variables}, headers=self.headers(who)
        )

    def headers(self, who: str = "") -> dict[str, str]:
        """By which a request says who asks."""
        named = {"authorization": f"Bearer {self.tokens[who]}"} if who else {}
        return {"accept": "application/graphql-response+json", **named}


def codes(answer: httpx2.Response) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


async def _fill(platform: Platform) -> dict[str, str]:
    numbers = {name: await new_account(platform, name, *roles) for name, roles in PEOPLE.items()}
    ids = {"Account": global_id("Account", numbers["joko"])}
    for place in (GUNUNG, JONGGOL):
        given = {
            "name": f"KSU Maju {place}",
            "region_code": place,
            "nik": f"32010{place[-2:]}000001"[:13].ljust(13, "0"),
            "phone": "0215550123",
            "chair": "Pak Rahasia",
        }
        made = await platform.runner.run("siopik.register_cooperative", given, OPERATOR)
        assert made.reference is not None, made.problems
        report = {"cooperative_id": int(made.reference.id), "year": 2025, "assets": 777_000_111}
        reported = await platform.runner.run("siopik.report_year", report, OPERATOR)
        assert reported.reference is not None, reported.problems
        ids |= {"Cooperative": global_id("Cooperative", int(made.reference.id))}
        ids |= {"YearlyReport": global_id("YearlyReport", int(reported.reference.id))}
    ids |= {"Officer": global_id("Officer", 2), "AccessToken": global_id("AccessToken", 2)}
    return ids


@contextmanager
def production_office(home: Path) -> Iterator[Office]:
    """Production but for two things: free documents are let in and nothing is counted per address, so that
    every other guard has to hold by itself.
    """

    async def prepare() -> dict[str, str]:
        settings = load_settings({"KOPUKM_HOME": str(make_ready(home))})
        async with composed_once(build_platform(settings, [GRAPHQL, SIOPIK])).open() as platform:
            return await _fill(platform)

    ids = run_apart(prepare)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "KOPUKM_HOME": str(home),
        "KOPUKM_ENV": "production",
        "KOPUKM_TRUSTED_DOCUMENTS": "prefer",
        "KOPUKM_ADDRESS_RATE": "0/0",
        "KOPUKM_ACTOR_RATE": "0/0",
    }
    with serving(environment, home / "serve.log") as client:
        tokens = {name: _token(client, name) for name in PEOPLE}
        yield Office(client, home / "serve.log", tokens, ids)


def _token(client: httpx2.Client, name: str) -> str:
    given = {"input": {"loginName": name, "password": PASSWORD}}
    answer = client.post("/graphql", json={"query": LOG_IN, "variables": given})
    return str(answer.json()["data"]["logIn"]["result"]["token"])
