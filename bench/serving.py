"""The real server as a process of its own, in its own home, with an officer's token."""

from __future__ import annotations

import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.load import HOST

_KOPUKM = (sys.executable, "-c", "import sys; from kopukm_core.cli import main; sys.exit(main())")
_START_SECONDS = 60.0
_LOG_IN = """mutation In($input: LogInInput!) {
  logIn(input: $input) { problems { message } result { token } }
}"""
_CHANGE = """mutation Change($input: ChangePasswordInput!) {
  changePassword(input: $input) { problems { message } }
}"""


class ServerFailedError(RuntimeError):
    """The server did not start, or did not answer as it should."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at a port of this machine."""

    port: int
    process_id: int
    path: str = "/graphql"

    def ask(self, document: str, variables: Mapping[str, Any], token: str = "") -> Mapping[str, Any]:
        """The `data` of one operation. Raises ServerFailedError for errors and problems."""
        return self.send(orjson.dumps({"query": document, "variables": variables}), token)

    def send(self, body: bytes, token: str = "") -> Mapping[str, Any]:
        """The `data` of one request body. Raises ServerFailedError for errors and problems."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request("POST", self.path, body, headers)
            answer = orjson.loads(connection.getresponse().read())
        finally:
            connection.close()
        found = (answer.get("data") or {}).values()
        if (
            not found
            or answer.get("errors")
            or any(isinstance(one, dict) and one.get("problems") for one in found)
        ):
            raise ServerFailedError(orjson.dumps(answer)[:600].decode())
        data: Mapping[str, Any] = answer["data"]
        return data


@contextmanager
def running_server(environment: Mapping[str, str], port: int, log: Path) -> Iterator[RunningServer]:
    """`kopukm serve` for as long as the block runs."""
    command = [*_KOPUKM, "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=_whole(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            _wait_until_ready(process, port, log)
            yield RunningServer(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def officer_token(server: RunningServer, environment: Mapping[str, str], region: str) -> str:
    """The token of a new officer of the region for both registers, who has logged in as anybody would."""
    login, first, second = f"ukur.{secrets.token_hex(4)}", secrets.token_hex(12), secrets.token_hex(12)
    roles = ("siopik.officer", "businesses.officer")
    _user(environment, "create", login, "--role", roles[0], "--region", region, given=f"{first}\n")
    _user(environment, "assign", login, roles[1], "--region", region)
    token = _log_in(server, login, first)
    server.ask(_CHANGE, {"input": {"currentPassword": first, "newPassword": second}}, token)
    return _log_in(server, login, second)


def _user(environment: Mapping[str, str], *words: str, given: str = "") -> None:
    done = subprocess.run(
        [*_KOPUKM, "user", *words],
        env=_whole(environment),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServerFailedError(done.stderr)


def _log_in(server: RunningServer, login: str, password: str) -> str:
    data = server.ask(_LOG_IN, {"input": {"loginName": login, "password": password}})
    return str(data["logIn"]["result"]["token"])


def _whole(environment: Mapping[str, str]) -> dict[str, str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("KOPUKM_")}
    return {**outside, "PYTHONPATH": path, **environment}


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise ServerFailedError(log.read_text(errors="replace")[-2000:] or "the server did not answer")
