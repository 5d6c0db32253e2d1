"""A person who uploads files, has them imported by a job, follows each run to its end, and takes some back."""

from __future__ import annotations

import asyncio
import contextlib
import random
import uuid
from collections.abc import Mapping
from typing import Any

import httpx2
import orjson

from proofs.kills.books.commands import number_of
from proofs.kills.clients import Doors, NoAnswerError
from proofs.kills.journal import GivenRun

_ROWS = 350
_AGAIN = 0.3
"""Share of files that are imported a second time."""
_UNDONE = 0.4
"""Share of files that are taken back."""
_LISTENS = 0.5
"""Share of runs that are followed over the subscription; the others are asked for."""
_SILENCE_SECONDS = 20.0
_LOOK_SECONDS = (0.3, 0.8)
_HEAD = "NIK;Nama Koperasi;Nomor Badan Hukum;Alamat;Kelurahan/Desa;Kecamatan;Status Koperasi"
_UPLOAD = """mutation($file: Upload!, $key: String!) { answer: uploadFile(
  file: $file, purpose: "core.import", idempotencyKey: $key) { problems { code } file { id } } }"""
_START = """mutation($file: ID!, $key: String!) { answer: startImport(
  input: {importName: "siopik.cooperatives", file: $file}, idempotencyKey: $key) {
  problems { code } importRun { id } } }"""
_UNDO = """mutation($run: ID!, $key: String!) { answer: undoImport(input: {runId: $run}, idempotencyKey: $key) {
  problems { code } importRun { id } } }"""
_RUN = "query($run: ID!) { importRun(id: $run) { state } }"
_CHANGED = "subscription($run: ID!) { importRunChanged(id: $run) { state } }"


class Uploader:
    """One client; it does not leave before its last run has come to its end."""

    def __init__(self, doors: Doors, token: str, chance: random.Random, is_ending: asyncio.Event) -> None:
        self._doors = doors
        self._token = token
        self._chance = chance
        self._is_ending = is_ending

    async def import_and_import(self, villages: list[tuple[str, str]]) -> None:
        """One file after the other."""
        number = 0
        while not self._is_ending.is_set():
            number += 1
            identifiers = tuple(f"7{number:05d}{row:07d}" for row in range(_ROWS))
            answer, _ = await self._answer(
                _UPLOAD, {}, self._key(), content=_sheet(number, identifiers, villages)
            )
            file = answer["file"]["id"]
            first = await self._run(file, GivenRun(self._key(), identifiers, is_again=False))
            if self._chance.random() < _AGAIN:
                await self._run(file, GivenRun(self._key(), identifiers, is_again=True))
            if first.state == "DONE" and self._chance.random() < _UNDONE:
                first.undo_key = self._key()
                run = {"run": first.id}
                answer, _ = await self._answer(_UNDO, run, first.undo_key)
                first.problems += tuple(one["code"] for one in answer["problems"])
                await self._follow(first, "UNDONE")
            await asyncio.sleep(self._chance.uniform(0.5, 3.0))

    async def _run(self, file: str, given: GivenRun) -> GivenRun:
        self._doors.journal.runs.append(given)
        answer, given.tries = await self._answer(_START, {"file": file}, given.key)
        given.problems = tuple(one["code"] for one in answer["problems"])
        if not given.problems:
            given.id = answer["importRun"]["id"]
            given.number = number_of(given.id)
            await self._follow(given, "DONE")
        return given

    async def _answer(
        self, document: str, variables: Mapping[str, Any], key: str, *, content: bytes | None = None
    ) -> tuple[Mapping[str, Any], int]:
        """The first answer, and how often it was asked for."""
        tries = 0
        while True:
            tries += 1
            with contextlib.suppress(NoAnswerError):
                told = {**variables, "key": key}
                data = await self._doors.ask(document, told, self._token, content=content)
                return data["answer"], tries
            await asyncio.sleep(self._chance.uniform(*_LOOK_SECONDS))

    async def _follow(self, given: GivenRun, wanted: str) -> None:
        """Until it has ended: told of it, or asked for it again and again."""
        given.state = ""
        listens = self._chance.random() < _LISTENS
        while given.state not in (wanted, "FAILED"):
            with contextlib.suppress(NoAnswerError):
                data = await self._doors.ask(_RUN, {"run": given.id}, self._token)
                given.state = data["importRun"]["state"]
            if given.state not in (wanted, "FAILED") and listens:
                with contextlib.suppress(httpx2.HTTPError):
                    await self._listen(given, wanted)
            await asyncio.sleep(self._chance.uniform(*_LOOK_SECONDS))

    async def _listen(self, given: GivenRun, wanted: str) -> None:
        url = self._chance.choice(list(self._doors.servers))
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {self._token}"}
        told = {"query": _CHANGED, "variables": {"run": given.id}}
        timeout = httpx2.Timeout(10.0, read=_SILENCE_SECONDS)
        with contextlib.suppress(TimeoutError):
            async with (
                asyncio.timeout(_SILENCE_SECONDS),
                httpx2.AsyncClient(timeout=timeout) as client,
                client.stream("POST", f"{url}/graphql", json=told, headers=headers) as answered,
            ):
                async for line in answered.aiter_lines():
                    if not line.startswith("data:") or not line[5:].strip():
                        continue
                    body = orjson.loads(line[5:])
                    for error in body.get("errors", ()):
                        self._doors.journal.codes[error.get("extensions", {}).get("code", "(none)")] += 1
                    if row := (body.get("data") or {}).get("importRunChanged"):
                        given.events += 1
                        given.state = row["state"]
                        if given.state in (wanted, "FAILED"):
                            return

    def _key(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))


def _sheet(number: int, identifiers: tuple[str, ...], villages: list[tuple[str, str]]) -> bytes:
    lines = [_HEAD]
    for row, nik in enumerate(identifiers):
        village, district = villages[row % len(villages)]
        legal = f"{number}.{row}/BH/KWK.11/2002"
        lines.append(f"{nik};KSU Unggah {number} Baris {row};{legal};Jalan {row};{village};{district};Aktif")
    return ("\n".join(lines) + "\n").encode()
