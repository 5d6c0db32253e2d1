"""Links to calendars over real HTTP: made once, revocable, with the rights of their owner as they are."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import pytest
import vobject
from icalendar import Calendar

from feeds.conftest import MONDAY
from identity.people import account
from kopukm_core import clock, plugin
from kopukm_core.commands.models import CommandRecord
from kopukm_core.identity import Actor
from kopukm_core.identity.models import Account
from kopukm_core.identity.tokens import issue_person_token, token_hash
from kopukm_core.part import Part
from kopukm_core.platform import Platform
from kopukm_core.scheduling.feeds import CalendarEntry, FeedSource
from kopukm_core.scheduling.feeds.models import CalendarFeed
from kopukm_core.scheduling.feeds.sources import Parameters
from kopukm_graphql.serving import platform_application
from office import OPERATOR, ask, client_of, headers

pytestmark = pytest.mark.anyio

CREATE = """mutation($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) {
  problems { field code message } result { feedId path expiresAt } } }"""
FEEDS = "{ calendarFeeds { nodes { id title source useCount revokedAt lastUsedAt } } }"
REVOKE = """mutation($input: RevokeCalendarFeedInput!) { revokeCalendarFeed(input: $input) {
  problems { code } calendarFeed { revokedAt } } }"""


async def person(platform: Platform, name: str, *roles: str) -> tuple[int, str]:
    """The number of a new account with these roles, and the token of a session."""
    made_now = await account(name)
    await Account.filter(id=made_now.id).update(must_change_password=False)
    for role in roles:
        await change(platform, "assign_role", account_id=made_now.id, role=role, region_code=None)
    return made_now.id, (await issue_person_token(made_now, "uji")).text


@pytest.fixture(scope="module")
async def siti(platform: Platform) -> str:
    return (await person(platform, "siti", "core.calendar_manager"))[1]


@pytest.fixture(scope="module")
async def budi(platform: Platform) -> str:
    return (await person(platform, "budi"))[1]


async def made(client: httpx2.AsyncClient, token: str, **given: Any) -> dict[str, Any]:
    data = await ask(client, CREATE, token, input={"source": "core.days_off", **given})
    assert data["createCalendarFeed"]["problems"] == []
    result: dict[str, Any] = data["createCalendarFeed"]["result"]
    return result


async def events_of(client: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    """UID → event, read by a library that the platform does not use."""
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return {event.uid.value: event for event in vobject.readOne(answer.text).vevent_list}


async def change(platform: Platform, command: str, **given: Any) -> None:
    outcome = await platform.runner.run(f"core.{command}", given, OPERATOR)
    assert outcome.accepted, outcome.problems


async def test_the_days_off_follow_the_office(
    platform: Platform, client: httpx2.AsyncClient, siti: str, office_clock: clock.MovingClock
) -> None:
    path = (await made(client, siti))["path"]
    before = await events_of(client, path)
    lebaran = "day-off-20270310@32.01.kopukm"
    assert before[lebaran].summary.value == "Hari Raya Idul Fitri (perkiraan)"
    assert (before[lebaran].status.value, before[lebaran].sequence.value) == ("TENTATIVE", "0")
    office_clock.move(timedelta(minutes=1))
    decree = {"source": "SKB 3 Menteri", "moved_from": "2027-03-10"}
    await change(platform, "set_day_off", day="2027-03-16", name="Hari Raya Idul Fitri", **decree)
    after = await events_of(client, path)
    assert set(after) - set(before) == {"day-off-20270316@32.01.kopukm"}
    assert (after[lebaran].status.value, after[lebaran].sequence.value) == ("CANCELLED", "1")
    assert after[lebaran].dtstamp.value > before[lebaran].dtstamp.value
    others = set(before) - {lebaran}
    assert {uid: after[uid].serialize() for uid in others} == {uid: before[uid].serialize() for uid in others}
    (read,) = Calendar.from_ical((await client.get(path)).content).walk("VCALENDAR")
    assert read["X-WR-CALNAME"] == "Hari libur dan cuti bersama"


async def test_an_unchanged_calendar_is_not_sent_again(client: httpx2.AsyncClient, siti: str) -> None:
    path = (await made(client, siti, title="Libur 2027"))["path"]
    first = await client.get(path)
    assert first.headers["cache-control"] == "private, max-age=300"
    tag = first.headers["etag"]
    changed = parsedate_to_datetime(first.headers["last-modified"])
    assert MONDAY <= changed <= clock.now()
    since = {"if-modified-since": first.headers["last-modified"]}
    assert (await client.get(path, headers=since)).status_code == 200, (
        "what goes out of sight has no later moment"
    )
    for sent, status in ((tag, 304), (f'"x", W/{tag}', 304), ("*", 304), ('"x"', 200), ("", 200)):
        answer = await client.get(path, headers={"if-none-match": sent})
        assert (answer.status_code, answer.headers["etag"]) == (status, tag)
        assert bool(answer.content) is (status == 200)
    head = await client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    assert (await client.post(path)).status_code == 405


async def test_the_secret_is_told_once_and_kept_nowhere(
    platform: Platform, client: httpx2.AsyncClient, siti: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = await made(client, siti)
        await client.get(answer["path"])
        await client.get(f"{answer['path'][:-4]}x.ics")
    secret = answer["path"].removeprefix("/kalender/").removesuffix(".ics")
    feed = await CalendarFeed.get(id=answer["feedId"])
    assert feed.token_hash == token_hash(secret)
    stored = json.dumps(
        [*await CommandRecord.all().values(), *await CalendarFeed.all().values()], default=str
    )
    assert secret not in stored
    told = [record.getMessage() for record in caplog.records if record.name == "kopukm.access"]
    assert sum("/kalender/…" in line for line in told) == 2
    ours = [record for record in caplog.records if record.name.startswith("kopukm")]
    assert not any(secret[6:30] in json.dumps(vars(record), default=str) for record in ours)


async def test_a_revoked_link_is_gone_and_tells_nothing(
    client: httpx2.AsyncClient, siti: str, budi: str
) -> None:
    path = (await made(client, budi, title="Milik Budi"))["path"]
    mine = (await ask(client, FEEDS, budi))["calendarFeeds"]["nodes"]
    assert [feed["title"] for feed in mine] == ["Milik Budi"]
    assert (await ask(client, FEEDS))["calendarFeeds"]["nodes"] == []
    assert (await client.get(path)).status_code == 200
    revoked = await ask(client, REVOKE, budi, input={"feedId": mine[0]["id"]})
    assert revoked["revokeCalendarFeed"]["calendarFeed"]["revokedAt"]
    gone, never = await client.get(path), await client.get(f"/kalender/kop_k_{'a' * 43}.ics")
    malformed = await client.get("/kalender/..%2f..%2fetc.ics")
    assert gone.status_code == never.status_code == malformed.status_code == 404
    assert gone.text == never.text == malformed.text


async def test_only_the_owner_or_who_manages_the_calendar_revokes(
    client: httpx2.AsyncClient, siti: str, budi: str
) -> None:
    made_by_siti = await made(client, siti, title="Milik Siti")
    feeds = (await ask(client, FEEDS, siti))["calendarFeeds"]["nodes"]
    (feed,) = [each for each in feeds if each["title"] == "Milik Siti"]
    for token in (budi, None):
        answer = await client.post(
            "/graphql",
            json={"query": REVOKE, "variables": {"input": {"feedId": feed["id"]}}},
            headers=headers(token),
        )
        assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert (await client.get(made_by_siti["path"])).status_code == 200


async def test_an_anonymous_actor_and_wrong_parameters_get_no_link(
    client: httpx2.AsyncClient, siti: str
) -> None:
    answer = await client.post(
        "/graphql",
        json={"query": CREATE, "variables": {"input": {"source": "core.days_off"}}},
        headers=headers(),
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    for given, code in (
        ({"source": "core.nothing"}, "NO_SUCH_SOURCE"),
        ({"source": "core.days_off", "parameters": ["programme=x"]}, "INVALID"),
        ({"source": "core.days_off", "days": 5_000}, "TOO_LARGE"),
    ):
        data = await ask(client, CREATE, siti, input=given)
        assert [problem["code"] for problem in data["createCalendarFeed"]["problems"]] == [code]


async def test_a_link_ends_and_its_use_is_counted_coarsely(
    client: httpx2.AsyncClient, siti: str, office_clock: clock.MovingClock
) -> None:
    answer = await made(client, siti, days=1)
    for _ in range(3):
        assert (await client.get(answer["path"])).status_code == 200
    assert (await CalendarFeed.get(id=answer["feedId"])).use_count == 1
    office_clock.move(timedelta(minutes=11))
    await client.get(answer["path"])
    assert (await CalendarFeed.get(id=answer["feedId"])).use_count == 2
    office_clock.move(timedelta(days=1))
    assert (await client.get(answer["path"])).status_code == 404
    office_clock.move(-timedelta(days=1, minutes=11))


async def test_the_rights_are_the_owner_s_as_they_are_now(
    platform: Platform, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def secret_days(actor: Actor, parameters: Parameters) -> list[CalendarEntry]:
        if not actor.may("core.manage_calendar"):
            return []
        moment = datetime(2026, 11, 1, tzinfo=UTC)
        return [
            CalendarEntry(
                uid="rahasia@x", sequence=0, starts=moment, summary=parameters["team"], changed_at=moment
            )
        ]

    part = Part(feed_sources=(FeedSource("core.secret_days", "Rahasia", secret_days, {"team": "Tim"}),))
    monkeypatch.setattr(plugin, "PARTS", (*plugin.PARTS, part))
    number, token = await person(platform, "tini", "core.calendar_manager")
    path = (await made(client, token, source="core.secret_days", parameters=["team=Humas"]))["path"]
    assert (await events_of(client, path))["rahasia@x"].summary.value == "Humas"
    ended = {"account_id": number, "role": "core.calendar_manager", "region_code": None}
    await change(platform, "end_role", **ended)
    assert "BEGIN:VEVENT" not in (await client.get(path)).text
    await change(platform, "disable_account", account_id=number)
    assert (await client.get(path)).status_code == 404


async def test_guessing_is_limited_by_address(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {**platform.settings.variables, "KOPUKM_ADDRESS_RATE": "2/0.001"}
    monkeypatch.setattr(platform, "settings", replace(platform.settings, variables=variables))
    async with client_of(platform_application(platform)) as limited:
        answers = [await limited.get(f"/kalender/kop_k_{'b' * 43}.ics") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
