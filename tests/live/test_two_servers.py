"""A change through one server process is seen by who listens at another, over Redis."""

from __future__ import annotations

import itertools
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection
from websockets.typing import Subprotocol

from kopukm_process import kopukm, serving
from office import headers
from ready_home import make_ready

WATCH = 'subscription { cooperativeChanged(within: "32.01.01") { name } }'
REGISTER = """mutation($input: RegisterCooperativeInput!) { registerCooperative(input: $input) {
  problems { message } cooperative { name } } }"""


def heard(talk: Connection, seconds: float = 20) -> Any:
    """The next message that is no ping; None where there is none in time."""
    while True:
        try:
            message = json.loads(talk.recv(seconds))
        except TimeoutError:
            return None
        if message["type"] != "ping":
            return message


def test_a_change_at_one_server_reaches_a_subscriber_at_the_other(tmp_path: Path, redis_url: str) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "KOPUKM_HOME": str(make_ready(tmp_path)),
        "KOPUKM_REDIS_URL": redis_url,
    }
    made = kopukm(environment, "user", "token", "ods", "--scope", "siopik.write", "--region", "32.01")
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip().splitlines()[-1].split()[-1]
    with ExitStack() as stack:
        logs = (tmp_path / "here.log", tmp_path / "there.log")
        with ThreadPoolExecutor() as both:
            here, there = both.map(lambda log: stack.enter_context(serving(environment, log)), logs)
        address = f"ws://{here.base_url.host}:{here.base_url.port}/graphql"
        talk = stack.enter_context(connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]))
        talk.send('{"type": "connection_init"}')
        assert heard(talk) == {"type": "connection_ack"}
        talk.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": WATCH}}))
        told = None
        # The server may not be listening to Redis yet when it serves: then the first change passes it by.
        for number in itertools.count(1):
            for place, name in enumerate(("KSU Tetangga", f"KSU Ke-{number}")):
                given = {
                    "name": name,
                    "nik": f"32010100{place}{number:04}",
                    "regionCode": ("32.01.03.2001", "32.01.01.1001")[place],
                }
                body = {"query": REGISTER, "variables": {"input": given}}
                answered = there.post("/graphql", json=body, headers=headers(token)).json()
                assert answered["data"]["registerCooperative"]["problems"] == [], answered
            told = heard(talk, 1)
            if told is not None or number == 20:
                break
        assert told is not None
        assert told["type"] == "next"
        assert told["payload"]["data"]["cooperativeChanged"]["name"].startswith("KSU Ke-")
