"""A whole installation on this machine: database, Redis, two servers, workers; an office with its accounts."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from kopukm_core.identity.actor import operator
from kopukm_core.identity.models import Account
from kopukm_core.platform import build_platform
from kopukm_core.regions.kinds import RegionLevel
from kopukm_core.regions.models import Region
from kopukm_core.settings import load_settings
from proofs.kills.events import EventLog
from proofs.kills.stores import free_port, postgres, redis
from proofs.kills.supervised import Supervised, environment_of
from proofs.kills.terminal import KOPUKM
from proofs.ledger.seeded import VARIABLE

_PASSWORD = "gunung salak biru 7"  # noqa: S105 - of accounts that live as long as a proof
_START_SECONDS = 60.0
_LOG_IN = """mutation($input: LogInInput!) { logIn(input: $input) { problems { code } result { token } } }"""


class InstallationFailedError(RuntimeError):
    """The installation did not come up; the message holds the end of a log."""


@dataclass(slots=True)
class Installation:
    """What was begun, by role."""

    folder: Path
    environment: dict[str, str]
    database_url: str
    redis_url: str = ""
    postgres: Supervised | None = None
    redis: Supervised | None = None
    servers: dict[str, Supervised] = field(default_factory=dict)
    """By url."""
    workers: list[Supervised] = field(default_factory=list)
    token: str = ""
    """Of an officer of the whole district."""
    reader_token: str = ""
    reader_place: str = ""
    """The kecamatan that the reader belongs to."""
    villages: list[str] = field(default_factory=list)
    village_names: list[tuple[str, str]] = field(default_factory=list)

    @property
    def stores(self) -> list[Supervised]:
        return [one for one in (self.postgres, self.redis) if one is not None]

    @property
    def programs(self) -> list[Supervised]:
        return [*self.servers.values(), *self.workers]


@asynccontextmanager
async def installation(
    database: str, folder: Path, events: EventLog, *, seed_fault: str = "", serving: bool = True
) -> AsyncIterator[Installation]:
    """Everything running and supervised, servers and workers where `serving`; killed at the end, whatever happens."""
    home, site = folder / "home", folder / "site"
    home.mkdir(parents=True)
    _install_ledger(site)
    variables = {"KOPUKM_HOME": str(home), "KOPUKM_DATABASE_POOL_MAX": "8"}
    if seed_fault:
        variables[VARIABLE] = seed_fault
    made = Installation(folder, {}, f"sqlite://{home / 'kopukm.sqlite3'}")
    keeping: list[asyncio.Task[None]] = []
    try:
        if database == "postgres":
            made.postgres, made.database_url = postgres(folder / "postgres", events)
            made.redis, made.redis_url = redis(folder / "redis", events)
            variables |= {"KOPUKM_DATABASE_URL": made.database_url, "KOPUKM_REDIS_URL": made.redis_url}
            for store in made.stores:
                store.start()
            await _wait_for_port(made.database_url)
        made.environment = environment_of(variables, site)
        await _set_up(made, variables, site)
        if not serving:
            yield made
            return
        for number in (1, 2):
            port = free_port()
            command = [*KOPUKM, "serve", "--port", str(port)]
            log = folder / f"server-{number}.log"
            made.servers[f"http://127.0.0.1:{port}"] = Supervised(
                f"server {number}", command, made.environment, log, events
            )
            if made.redis is not None:
                log = folder / f"worker-{number}.log"
                made.workers.append(
                    Supervised(f"worker {number}", [*KOPUKM, "worker"], made.environment, log, events)
                )
        for program in made.programs:
            program.start()
        await _wait_until_ready(made)
        keeping += [asyncio.create_task(one.keep_running()) for one in (*made.programs, *made.stores)]
        made.token = await _logged_in(made, "juru.buku")
        made.reader_token = await _logged_in(made, "pembaca")
        yield made
    finally:
        for task in keeping:
            task.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)
        for one in (*made.programs, *made.stores):
            one.wanted = False
            one.kill()


def end_in_order(made: Installation) -> Mapping[str, int | None]:
    """Ask servers and workers to end, as an operator does; their exit statuses. The stores stay."""
    return {one.name: one.end(signal.SIGTERM) for one in made.programs}


def _install_ledger(site: Path) -> None:
    folder = site / "kopukm_proof-1.0.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kopukm-proof\nVersion: 1.0.0\n")
    (folder / "entry_points.txt").write_text("[kopukm.plugins]\nproof = proofs.ledger.plugin\n")
    if str(site) not in sys.path:
        sys.path.insert(0, str(site))


async def _set_up(made: Installation, variables: Mapping[str, str], site: Path) -> None:
    platform = build_platform(load_settings(variables))
    try:
        async with platform.open():
            home = platform.settings.region_code
            regions = await Region.filter(level=RegionLevel.VILLAGE, code__startswith=f"{home}.").order_by(
                "code"
            )
            names = {one.code: one.name for one in await Region.filter(level=RegionLevel.DISTRICT)}
            chosen = random.Random(1).sample(regions, 60)
            made.villages = [one.code for one in chosen]
            made.village_names = [(one.name, names[one.code.rpartition(".")[0]]) for one in chosen]
            made.reader_place = made.villages[0].rpartition(".")[0]
            roles = (("siopik.officer", home), ("proof.clerk", None))
            await _account(platform, "juru.buku", roles)
            await _account(platform, "pembaca", (("siopik.officer", made.reader_place),))
    finally:
        sys.path.remove(str(site))


async def _account(platform, login_name: str, roles: tuple[tuple[str, str | None], ...]) -> None:  # type: ignore[no-untyped-def]
    who = operator("pembuktian")
    given = {"login_name": login_name, "name": login_name, "password": _PASSWORD}
    made = await platform.runner.run("core.create_account", given, who)
    await Account.filter(id=int(made.reference.id)).update(must_change_password=False)
    for role, region in roles:
        told = {"account_id": int(made.reference.id), "role": role, "region_code": region}
        outcome = await platform.runner.run("core.assign_role", told, who)
        if not outcome.accepted:
            raise InstallationFailedError(str(outcome.problems))


async def _logged_in(made: Installation, login_name: str) -> str:
    given = {"input": {"loginName": login_name, "password": _PASSWORD}}
    async with httpx2.AsyncClient(timeout=30) as client:
        url = next(iter(made.servers))
        answered = await client.post(f"{url}/graphql", json={"query": _LOG_IN, "variables": given})
    return str(answered.json()["data"]["logIn"]["result"]["token"])


async def _wait_until_ready(made: Installation) -> None:
    async with httpx2.AsyncClient(timeout=5) as client, asyncio.timeout(_START_SECONDS):
        for url, server in made.servers.items():
            while True:
                if not server.is_running:
                    raise InstallationFailedError(server.log.read_text(errors="replace")[-2000:])
                try:
                    if (await client.get(f"{url}/health/ready")).status_code == 200:
                        break
                except httpx2.TransportError:
                    pass
                await asyncio.sleep(0.1)


async def _wait_for_port(url: str) -> None:
    import asyncpg

    async with asyncio.timeout(_START_SECONDS):
        while True:
            try:
                connection = await asyncpg.connect(url, timeout=5)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)
                continue
            await connection.close()
            return
