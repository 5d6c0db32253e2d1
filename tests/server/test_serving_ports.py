"""Listening: errors that name the port and say what to do; a start and a stop of a real process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.server.serving import listening_socket

DEMO = Path(__file__).parents[1] / "outside" / "demo_server.py"


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError) as refused:
            listening_socket("127.0.0.1", port)
    assert f"Port {port} sedang dipakai program lain." in str(refused.value)
    assert f"kopukm serve --port {port + 1}" in str(refused.value)


def test_a_port_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="Port 70000 tidak ada"):
        listening_socket("127.0.0.1", 70_000)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="tidak dapat dipakai"):
        listening_socket("192.0.2.1", 0)


def test_serves_until_told_to_stop() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, str(DEMO), str(port)], stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        assert f"Melayani di http://127.0.0.1:{port}/graphql" in process.stderr.readline()
        answer = httpx2.post(f"http://127.0.0.1:{port}/graphql", json={"query": "{ __typename }"})
        process.send_signal(signal.SIGTERM)
        log = process.stderr.read()
        process.wait(10)
    assert answer.json() == {"data": {"__typename": "Query"}}
    assert "POST /graphql  query (tanpa nama)  200" in log
    assert "Traceback" not in log
