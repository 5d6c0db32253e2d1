# mypy: ignore-errors
"""PyPI gql: queries, mutations and uploads over aiohttp and httpx, subscriptions over websockets.

`python gql_round.py URL TOKEN`, in an environment with `gql[all]` of its own.
"""

from __future__ import annotations

import asyncio
import io
import sys
import time

from gql import Client, FileVar, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

URL, TOKEN = sys.argv[1:3]
HEADERS = {"Authorization": f"Bearer {TOKEN}", "GraphQL-Require-Preflight": "1"}
PLACE = "32.01.07"
READ = "query Read($code: RegionCode!) { region(code: $code) { name cooperativeCount } }"
REGISTER = """mutation Register($input: RegisterCooperativeInput!) {
  registerCooperative(input: $input) { problems { code message } cooperative { id name } } }"""
CORRECT = """mutation Correct($input: CorrectCooperativeInput!) {
  correctCooperative(input: $input) { problems { code } cooperative { name } } }"""
UPLOAD = """mutation Upload($file: Upload!, $purpose: String!) {
  uploadFile(file: $file, purpose: $purpose) { problems { code message } file { name size } } }"""
CHANGED = "subscription Changed($id: ID) { cooperativeChanged(id: $id) { id name } }"


def request(document: str, **variables: object) -> GraphQLRequest:
    return GraphQLRequest(gql(document), variable_values=variables)


async def round_over(name: str, transport) -> str:
    """Read, write, be refused, upload; the id of what was registered."""
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        read = await session.execute(request(READ, code=PLACE))
        assert read["region"]["cooperativeCount"] > 0
        nik = f"3201{time.time_ns() % 10**9:09d}"
        given = {"name": f"KSU {name}", "nik": nik, "regionCode": PLACE}
        made = (await session.execute(request(REGISTER, input=given)))["registerCooperative"]
        assert made["problems"] == [], made
        try:
            await session.execute(request("query($id: ID!) { party(id: $id) { id } }", id="bukan id"))
        except TransportQueryError as error:
            assert error.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
        else:
            raise AssertionError("a bad id was taken")
        file = FileVar(
            io.BytesIO(b"Nama Koperasi\nKSU Mekar\n"), filename="koperasi.csv", content_type="text/csv"
        )
        sent = await session.execute(request(UPLOAD, file=file, purpose="core.import"), upload_files=True)
        assert sent["uploadFile"]["problems"] == [], sent
        assert sent["uploadFile"]["file"]["name"] == "koperasi.csv"
    sys.stdout.write(f"gql {name} ok\n")
    return made["cooperative"]["id"]


async def subscription(cooperative: str) -> None:
    """A change made over the same socket is told."""
    transport = WebsocketsTransport(url=URL.replace("http", "ws", 1), init_payload=HEADERS)
    async with Client(transport=transport) as session:
        names = iter(range(1, 100))

        async def change() -> None:
            while True:
                await asyncio.sleep(0.4)
                given = {"cooperativeId": cooperative, "name": f"KSU gql {next(names)}"}
                await session.execute(request(CORRECT, input=given))

        changing = asyncio.create_task(change())
        try:
            async with asyncio.timeout(20):
                async for event in session.subscribe(request(CHANGED, id=cooperative)):
                    assert event["cooperativeChanged"]["name"].startswith("KSU gql ")
                    break
        finally:
            changing.cancel()
    sys.stdout.write("gql websockets ok\n")


async def main() -> None:
    await round_over("aiohttp", AIOHTTPTransport(url=URL, headers=HEADERS, ssl=False))
    cooperative = await round_over("httpx", HTTPXAsyncTransport(url=URL, headers=HEADERS))
    await subscription(cooperative)


asyncio.run(main())
