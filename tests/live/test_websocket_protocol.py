"""graphql-transport-ws as its protocol says, frame by frame."""

from __future__ import annotations

import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from live.streams import STATE
from live_server import Talk, talking, until

pytestmark = pytest.mark.anyio

NUMBERS = "subscription { numbers }"
WAITS = "subscription { waits }"


async def answers_of(talk: Talk, operation_id: str) -> list[Any]:
    """The payloads of an operation, up to its `complete`."""
    found = []
    while (message := await talk.hear())["type"] != "complete":
        assert (message["id"], message["type"]) == (operation_id, "next")
        found.append(message["payload"])
    assert message == {"id": operation_id, "type": "complete"}
    return found


async def test_a_subscription_sends_each_answer_and_completes(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", "subscription($n: Int!) { numbers(upto: $n) }", n=2)
        assert await answers_of(talk, "1") == [{"data": {"numbers": 0}}, {"data": {"numbers": 1}}]


async def test_queries_and_mutations_are_answered_once(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("q", "{ greeting }")
        assert await answers_of(talk, "q") == [{"data": {"greeting": "Halo Siti"}}]
        await talk.subscribe("m", "mutation { count }")
        (counted,) = await answers_of(talk, "m")
        assert counted == {"data": {"count": STATE.counted}}


async def test_an_id_is_free_again_after_complete_from_either_side(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", "{ greeting }")
        await answers_of(talk, "1")
        await talk.subscribe("1", WAITS)
        assert (await talk.hear())["payload"] == {"data": {"waits": 0}}
        await talk.say("complete", id="1")
        await talk.subscribe("1", NUMBERS)
        assert len(await answers_of(talk, "1")) == 3
        await until(lambda: not STATE.waiting)


async def test_completing_what_never_was_is_nothing(host: str) -> None:
    async with talking(host) as talk:
        await talk.say("complete", id="?")
        await talk.begin()
        await talk.say("complete", id="?")
        await talk.say("pong")
        await talk.say("ping", payload={"a": 1})
        assert await talk.hear() == {"type": "pong", "payload": {"a": 1}}


async def test_a_client_that_leaves_lets_go_of_what_it_listened_to(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", WAITS)
        await talk.hear()
        talk.connection.transport.abort()
    await until(lambda: not STATE.waiting)


async def test_a_mutation_that_has_begun_ends_though_nobody_listens(host: str) -> None:
    before = STATE.counted
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", "mutation { count }")
        await until(lambda: STATE.begun > before)
        await talk.say("complete", id="1")
        await talk.say("ping")
        assert await talk.hear() == {"type": "pong"}
    await until(lambda: STATE.counted > before)


REFUSED_FRAMES: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("{", "Pesan bukan JSON yang sah."),
    "nothing": ("", "Pesan bukan JSON yang sah."),
    "a list": ("[1]", "Pesan harus berupa objek JSON."),
    "null": ("null", "Pesan harus berupa objek JSON."),
    "binary": (b'{"type": "ping"}', "Pesan harus berupa teks JSON, bukan biner."),
    "nested deep": ("[" * 20_000, "Pesan bukan JSON yang sah."),
    "no type": ("{}", "Isian type bukan jenis pesan yang dapat dikirim klien."),
    "a type of the server": ('{"type": "next", "id": "1"}', "Isian type bukan jenis"),
    "a type that is a list": ('{"type": []}', "Isian type bukan jenis"),
    "a payload that is text": ('{"type": "ping", "payload": "x"}', "Isian payload harus objek JSON."),
    "no id": ('{"type": "subscribe", "payload": {"query": "{ greeting }"}}', "Isian id harus teks"),
    "an id that is a number": ('{"type": "complete", "id": 1}', "Isian id harus teks"),
    "no payload": ('{"type": "subscribe", "id": "1"}', "Isian payload harus objek JSON."),
    "no query": ('{"type": "subscribe", "id": "1", "payload": {}}', "Isian query tidak ada."),
    "a query that is a number": (
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        "Isian query harus teks.",
    ),
    "variables that are text": (
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": "x"}}',
        "Isian variables harus objek JSON atau null.",
    ),
    "a name that is a list": (
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "operationName": []}}',
        "Isian operationName harus teks atau null.",
    ),
}


@pytest.mark.parametrize("frame", REFUSED_FRAMES)
async def test_what_is_no_message_closes_with_4400_and_a_sentence(host: str, frame: str) -> None:
    sent, reason = REFUSED_FRAMES[frame]
    async with talking(host) as talk:
        await talk.begin()
        await talk.connection.send(sent)
        code, said = await talk.ended()
    assert code == 4400
    assert said.startswith(reason)


@pytest.mark.parametrize("compression", [None, "deflate"])
async def test_a_giant_frame_closes_with_1009(host: str, compression: str | None) -> None:
    async with talking(host, compression=compression) as talk:
        await talk.begin()
        await talk.connection.send(json.dumps({"type": "ping", "payload": {"a": " " * 60_000}}))
        assert (await talk.ended())[0] == 1009


async def test_a_subprotocol_must_be_ours(host: str) -> None:
    for offered in ([], ["graphql-ws"]):
        async with talking(host, subprotocols=offered or None) as talk:
            assert await talk.ended() == (4406, "Subprotocol not acceptable")


async def test_who_never_initialises_is_closed(host: str) -> None:
    async with talking(host) as talk:
        await talk.say("ping")
        assert await talk.ended() == (4408, "Connection initialisation timeout")


async def test_initialising_twice_and_asking_before_are_refused(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.say("connection_init")
        assert await talk.ended() == (4429, "Too many initialisation requests")
    async with talking(host) as talk:
        await talk.subscribe("1", "{ greeting }")
        assert await talk.ended() == (4401, "Unauthorized")


async def test_an_id_in_use_is_refused(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", WAITS)
        await talk.subscribe("1", WAITS)
        assert await talk.ended() == (4409, "Subscriber for 1 already exists")
    await until(lambda: not STATE.waiting)


async def test_the_token_comes_by_payload_or_handshake_and_a_wrong_one_is_forbidden(host: str) -> None:
    for payload, handshake in (
        ({"Authorization": "Bearer siti"}, {}),
        ({"authorization": "Bearer siti"}, {"Authorization": "Bearer basi"}),
        (None, {"Authorization": "Bearer siti"}),
    ):
        async with talking(host, additional_headers=handshake) as talk:
            await talk.begin(payload)
            await talk.subscribe("1", "{ asker }")
            assert await answers_of(talk, "1") == [{"data": {"asker": "person:siti"}}]
    async with talking(host) as talk:
        await talk.say("connection_init", payload={"Authorization": "Bearer basi"})
        assert await talk.ended() == (4403, "Forbidden")
    async with talking(host) as talk:
        await talk.say("connection_init", payload={"Authorization": 1})
        assert (await talk.ended())[0] == 4400


async def test_a_token_that_ends_ends_what_it_opened(host: str) -> None:
    STATE.valid.add("Bearer budi")
    async with talking(host) as talk:
        await talk.begin({"Authorization": "Bearer budi"})
        await talk.subscribe("1", WAITS)
        await talk.hear()
        STATE.valid.discard("Bearer budi")
        told = await talk.hear()
        assert (told["id"], told["type"]) == ("1", "error")
        assert told["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await talk.ended() == (4403, "Forbidden")
    await until(lambda: not STATE.waiting)


FAULTS = {
    "subscription { numbers(": "GRAPHQL_PARSE_FAILED",
    "subscription { none }": "GRAPHQL_VALIDATION_FAILED",
    "subscription A { numbers } subscription B { numbers }": "OPERATION_NOT_FOUND",
    'subscription { numbers(upto: "x") }': "BAD_USER_INPUT",
    "subscription($n: Int!) { numbers(upto: $n) }": "BAD_USER_INPUT",
    "{" + "".join(f" a{n}: greeting" for n in range(60)) + " }": "LIMIT_ROOT_FIELDS",
    "{ slow }": "TIMEOUT",
}


@pytest.mark.parametrize("document", FAULTS)
async def test_an_operation_that_does_not_run_ends_in_an_error_and_the_connection_goes_on(
    host: str, document: str
) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", document)
        told = await talk.hear()
        assert (told["id"], told["type"]) == ("1", "error")
        assert FAULTS[document] in [each["extensions"]["code"] for each in told["payload"]]
        assert "numbers" in document or "rahasia" not in json.dumps(told)
        await talk.subscribe("1", "{ greeting }")
        assert len(await answers_of(talk, "1")) == 1


@pytest.mark.parametrize(("field", "code"), [("breaks", "INTERNAL"), ("lags", "SLOW_SUBSCRIBER")])
async def test_a_stream_that_fails_ends_in_an_error_without_a_word_of_the_inside(
    host: str, field: str, code: str
) -> None:
    async with talking(host) as talk:
        await talk.begin()
        await talk.subscribe("1", f"subscription {{ {field} }}")
        assert (await talk.hear())["payload"] == {"data": {field: 0}}
        told = await talk.hear()
        assert told["type"] == "error"
        assert told["payload"][0]["extensions"]["code"] == code
        assert "rahasia" not in json.dumps(told)


async def test_too_many_operations_and_connections_are_refused(host: str) -> None:
    async with talking(host) as first, talking(host) as second, talking(host) as third:
        for talk in (first, second):
            await talk.begin({"Authorization": "Bearer siti"})
        await third.say("connection_init", payload={"Authorization": "Bearer siti"})
        assert (await third.ended())[0] == 1013
        for number in "123":
            await first.subscribe(number, WAITS)
            await first.hear()
        await first.subscribe("4", WAITS)
        told = await first.hear()
        assert (told["id"], told["type"]) == ("4", "error")
        assert told["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    await until(lambda: not STATE.waiting)


async def test_too_many_messages_close_the_connection(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        for _ in range(250):
            await talk.say("pong")
        assert await talk.ended() == (1008, "Terlalu banyak pesan.")


async def test_a_page_of_another_site_cannot_connect(host: str) -> None:
    for origin in ("https://jahat.example", "null", "http://127.0.0.1:1", "data:x"):
        with pytest.raises(InvalidStatus) as refused:
            async with talking(host, origin=origin):
                pass
        assert refused.value.response.status_code == 403
        assert b'"FORBIDDEN"' in refused.value.response.body
    async with talking(host, origin=f"http://{host}") as talk:
        await talk.begin()


async def test_idle_connections_hear_a_ping(host: str) -> None:
    async with talking(host) as talk:
        await talk.begin()
        assert json.loads(await talk.connection.recv()) == {"type": "ping"}
