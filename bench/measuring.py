"""One operation measured: a warm-up, then a load between two readings of CPU time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bench.load import Bounds, Door, put_load
from bench.operation import Operation
from bench.processes import calibration, cpu_seconds, memory
from bench.serving import RunningServer, ServerFailedError


@dataclass(frozen=True, slots=True)
class Measure:
    """What one operation cost. CPU is in microseconds a request, times in milliseconds, memory in megabytes."""

    operation: str
    title: str
    rows: int
    answer_bytes: int
    requests: int
    refused: int
    server_cpu: float
    database_cpu: float
    per_second: float
    p50: float
    p99: float
    resident: float
    proportional: float
    calibration: float

    @property
    def cpu(self) -> float:
        """Server and database together."""
        return self.server_cpu + self.database_cpu

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a file."""
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def measure(
    operation: Operation,
    server: RunningServer,
    bounds: Bounds,
    *,
    token: str = "",
    postgres: int | None = None,
    warm_up: float | None = None,
) -> Measure:
    """Measure the operation against the running server, after a warm-up: its seconds, or a quarter of the load."""
    token = token if operation.authorised else ""
    door = Door(server.port, server.path, token)
    rows = operation.row_count(server.send(operation.body(0), token))
    if rows == 0:
        raise ServerFailedError(f"{operation.name} answers no rows: nothing would be measured.")
    seconds = bounds.seconds / 4 if warm_up is None else warm_up
    before_it = Bounds(seconds, max(1, bounds.requests // 4), bounds.connections)
    warmed = put_load(door, operation.body, before_it, first=1)
    before = calibration()
    server_before, database_before = cpu_seconds(server.process_id), cpu_seconds(postgres)
    load = put_load(door, operation.body, bounds, first=1 + warmed.requests)
    server_cpu = cpu_seconds(server.process_id) - server_before
    database_cpu = cpu_seconds(postgres) - database_before
    held = memory(server.process_id)
    count = max(1, load.requests)
    return Measure(
        operation.name,
        operation.title,
        rows,
        load.bytes_received // count,
        load.requests,
        load.refused,
        server_cpu / count * 1e6,
        database_cpu / count * 1e6,
        load.per_second,
        load.percentile(0.5) * 1e3,
        load.percentile(0.99) * 1e3,
        held.resident,
        held.proportional,
        (before + calibration()) / 2,
    )
