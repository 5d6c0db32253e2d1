"""A peer as its folder describes it (`sys/NAME.json`), started as a process of its own."""

from __future__ import annotations

import base64
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.office import free_port
from bench.operation import Operation, value_at
from bench.serving import RunningServer, ServerFailedError

_START_SECONDS = 60.0
_ANCESTORS = {
    "query": "query U1($kecamatanId:Int!,$first:Int!){allKoperasis(condition:{kecamatanId:$kecamatanId},"
    "orderBy:[NAMA_ASC,PRIMARY_KEY_ASC],first:$first){nodes{rowId nama nik status desaByDesaId{rowId nama "
    "kecamatanByKecamatanId{rowId nama kabupatenByKabupatenId{rowId nama}}}}}}",
    "variables": {"kecamatanId": "$kecamatanId", "first": "$first"},
    "rows": "allKoperasis.nodes",
    "probe": "nama",
}
"""What PostGraphile is asked where ours has a resolver written by hand."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A running peer and its operations by name."""

    name: str
    server: RunningServer
    operations: Mapping[str, Operation]


@contextmanager
def running_peer(folder: Path, name: str) -> Iterator[Peer]:
    """The peer of this name for as long as the block runs. Raises ServerFailedError."""
    described = orjson.loads((folder / "sys" / f"{name}.json").read_bytes())
    if "postgraphile" in name:
        described["ops"]["U1"] = _ANCESTORS
    port = free_port()
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            ["/bin/bash", "-c", f"exec {described['cmd']}"],
            cwd=described["cwd"],
            env={**os.environ, **described["env"], "PORT": str(port), "PYTHONPATH": ""},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        server = RunningServer(port, process.pid, described["path"])
        try:
            _wait_until_ready(process, server, described["ops"]["Q1"], name)
            made = {op: _operation(op, spec, server) for op, spec in described["ops"].items()}
            yield Peer(name, server, made)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def parameters(name: str) -> list[dict[str, Any]]:
    """What an operation is asked with, in the peers' words; the n-th is the same as the n-th of ours."""
    chance = random.Random(7)
    match name:
        case "Q1":
            return [{"kecamatanId": number, "first": 50} for number in range(1, 41)]
        case "U1":
            return [{"kecamatanId": number, "first": 20} for number in range(1, 41)]
        case "Q2":
            return [{"id": chance.randint(1, 300_000)} for _ in range(2000)]
        case "Q4":
            return [
                {"kecamatanId": number, "kelas": each, "first": 20, "after": None}
                for number in range(1, 41)
                for each in ("mikro", "kecil", "menengah")
            ]
        case "M1":
            return [_business(number, chance.randint(1, 435)) for number in range(1000)]
    return [{}]


def _business(number: int, village: int) -> dict[str, Any]:
    return {
        "namaPemilik": f"Pemilik {number}",
        "namaUsaha": f"Usaha {number}",
        "kbli": "10710",
        "desaId": village,
        "kecamatanId": 1 + (village - 1) % 40,
        "kelas": "mikro",
        "omset": str(10_000_000 + number),
    }


def _operation(name: str, spec: Mapping[str, Any], server: RunningServer) -> Operation:
    beside = spec.get("extra") or {}
    variables = [_substituted(spec["variables"], each) for each in parameters(name)]
    if name == "Q4":
        variables = [page for each in variables for page in _two_pages(spec, beside, each, server)]
        random.Random(3).shuffle(variables)
    return Operation(
        name,
        name,
        spec["query"],
        lambda number: variables[number],
        tuple(spec["rows"].split(".")),
        repeats=len(variables),
        total=tuple(spec["count"].split(".")) if "count" in spec else (),
        probe=spec["probe"],
        beside=beside,
    )


def _two_pages(
    spec: Mapping[str, Any], beside: Mapping[str, Any], first: Mapping[str, Any], server: RunningServer
) -> list[Mapping[str, Any]]:
    data = server.send(orjson.dumps({**beside, "query": spec["query"], "variables": first}))
    if "cursor" in spec:
        after = value_at(data, spec["cursor"].split("."))
    else:
        last = value_at(data, spec["rows"].split("."))[-1]
        after = _plain_cursor(last["createdAt"], last["id"])
    return [first, {**first, "after": after}]


def _plain_cursor(moment: str, key: int) -> str:
    return base64.urlsafe_b64encode(f"{moment}|{key}".encode()).decode()


def _substituted(template: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(template, dict):
        return {name: _substituted(value, given) for name, value in template.items()}
    return given[template[1:]] if isinstance(template, str) and template.startswith("$") else template


def _wait_until_ready(
    process: subprocess.Popen[bytes], server: RunningServer, spec: Mapping[str, Any], name: str
) -> None:
    first = _substituted(spec["variables"], parameters("Q1")[0])
    body = orjson.dumps({**(spec.get("extra") or {}), "query": spec["query"], "variables": first})
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.send(body)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise ServerFailedError(f"{name} did not start; see {name}.log in the folder of the peers.")


def described_peers(folder: Path, wanted: Sequence[str]) -> list[str]:
    """The wanted peers that the folder describes."""
    return [name for name in wanted if (folder / "sys" / f"{name}.json").is_file()]
