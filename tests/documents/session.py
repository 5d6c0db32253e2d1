"""Somebody who asks by the names of operations, as an app in production does."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2

from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.platform import Platform
from office import PASSWORD, headers


class Session:
    """Asks by the names of operations; `asked` collects what ran."""

    asked: set[str] = set()

    def __init__(self, client: httpx2.AsyncClient, token: str | None = None) -> None:
        self.client, self.token = client, token

    async def run(self, operation: str, **variables: Any) -> Any:
        """What its first field answers; no errors, no problems."""
        body = {"documentId": operation, "variables": variables}
        answer = await self.client.post("/graphql", json=body, headers=headers(self.token))
        assert "errors" not in answer.json(), f"{operation}: {answer.text}"
        value, *_ = answer.json()["data"].values()
        assert not (isinstance(value, dict) and value.get("problems")), f"{operation}: {answer.text}"
        assert value is not None, operation
        self.asked.add(operation)
        return value

    async def write(self, operation: str, **given: Any) -> Any:
        """What a mutation answers to this input."""
        return await self.run(operation, input=given)

    async def of(self, login_name: str, password: str = PASSWORD) -> Session:
        """Somebody else, who signs in."""
        entered = await self.write("LogIn", loginName=login_name, password=password)
        return Session(self.client, entered["result"]["token"])

    async def fetch(self, path: str) -> bytes:
        """What stands at a path of the server for who asks."""
        return (await self.client.get(path, headers=headers(self.token))).content

    async def upload(
        self,
        *,
        content: bytes = b"Nama Koperasi\nKSU Mekar\n",
        purpose: str = "core.import",
        **document: str,
    ) -> httpx2.Response:
        """The answer to a file sent with a document, or with the name of one."""
        given = {**document, "variables": {"file": None, "purpose": purpose}}
        return await self.client.post(
            "/graphql",
            data={"operations": json.dumps(given), "map": '{"0": ["variables.file"]}'},
            files={"0": ("koperasi.csv", content, "text/csv")},
            headers={**headers(self.token), "graphql-require-preflight": "1"},
        )

    async def file(self, **given: Any) -> str:
        """The id of a file that was sent."""
        answer = await self.upload(documentId="UploadFile", **given)
        stored = answer.json()["data"]["uploadFile"]
        assert stored["problems"] == [], answer.text
        self.asked.add("UploadFile")
        return str(stored["file"]["id"])


async def work(office: Platform) -> None:
    """Do all jobs that wait."""
    async with running_jobs(office, JobTiming(beat=0.1, poll=0.02)):
        while await OutboxJob.all().exists():  # noqa: ASYNC110 - the jobs end in the database
            await asyncio.sleep(0.01)
