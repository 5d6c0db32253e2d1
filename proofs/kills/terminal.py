"""People at the command line: one gives commands, one imports files; both are killed now and then."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import orjson
import psutil  # type: ignore[import-untyped]

from proofs.kills.events import EventLog
from proofs.kills.journal import GivenImport, Journal
from proofs.kills.operations import Commands
from proofs.kills.supervised import dies_with_parent

KOPUKM = (sys.executable, "-c", "import sys; from kopukm_core.cli import main; sys.exit(main())")
_KILLED = 0.5
_KILLED_WITHIN_SECONDS = 5.0
_LONGEST_RUN_SECONDS = 120.0
_ROWS = 1_100
"""More than two chunks."""
_HEAD = "NIK;Nama Koperasi;Nomor Badan Hukum;Alamat;Kelurahan/Desa;Kecamatan;Status Koperasi"


class Terminal:
    """Runs `kopukm` again and again, until it says that it is done."""

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: Path,
        chance: random.Random,
        journal: Journal,
        events: EventLog,
    ) -> None:
        self._environment = environment
        self._folder = folder
        self._chance = chance
        self._journal = journal
        self._events = events
        self._running: set[int] = set()
        self.is_ending = asyncio.Event()
        self.kills = 0

    async def give_and_give(self, commands: Commands) -> None:
        """Give entries with `kopukm do`, each under a key until it is accepted."""
        while not self.is_ending.is_set():
            given = commands.post()
            given.door = "terminal"
            self._journal.given.append(given)
            told = orjson.dumps(given.variables["input"]).decode()
            while not given.is_answered:
                given.tries += 1
                status = await self._run("do", given.command, "--input", told, "--key", given.key)
                if status == 0:
                    given.answer = {"problems": []}
                else:
                    await asyncio.sleep(0.3)
            await asyncio.sleep(self._chance.uniform(0.5, 3.0))

    async def import_and_import(self, villages: list[tuple[str, str]]) -> None:
        """Import one file after the other with `kopukm import`, each until it ends well."""
        number = 0
        while not self.is_ending.is_set():
            number += 1
            given = GivenImport(number, tuple(f"8{number:05d}{row:07d}" for row in range(_ROWS)))
            self._journal.imports.append(given)
            path = self._folder / f"import-{number}.csv"
            path.write_text(self._sheet(given, villages), encoding="utf-8")
            while not given.is_done:
                given.runs += 1
                status = await self._run("import", "siopik.cooperatives", str(path))
                given.is_done = status == 0
                given.kills += status is None or status < 0
                if not given.is_done:
                    await asyncio.sleep(0.3)
            path.unlink()
            await asyncio.sleep(self._chance.uniform(2.0, 8.0))

    def _sheet(self, given: GivenImport, villages: list[tuple[str, str]]) -> str:
        lines = [_HEAD]
        for row, nik in enumerate(given.identifiers):
            village, district = villages[row % len(villages)]
            name = f"KSU Impor {given.number} Baris {row}"
            legal = f"{given.number}.{row}/BH/KWK.10/2001"
            lines.append(f"{nik};{name};{legal};Jalan {row};{village};{district};Aktif")
        return "\n".join(lines) + "\n"

    async def _run(self, *words: str) -> int | None:
        """The exit status; None where it was killed."""
        process = await asyncio.create_subprocess_exec(
            *KOPUKM,
            *words,
            env={**self._environment, "PYTHONFAULTHANDLER": "1"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=dies_with_parent(),
        )
        self._running.add(process.pid)
        patience = _LONGEST_RUN_SECONDS
        is_killed = not self.is_ending.is_set() and self._chance.random() < _KILLED
        if is_killed:
            patience = self._chance.uniform(0.0, _KILLED_WITHIN_SECONDS)
        try:
            async with asyncio.timeout(patience):
                _, errors = await process.communicate()
        except TimeoutError:
            self.kills += is_killed
            if not is_killed:
                where = await self._where_it_hangs(process)
                self._journal.internal.append(f"kopukm {words[0]} did not end in {patience:g} s: {where}")
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            return None
        finally:
            self._running.discard(process.pid)
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
        self._judge(words[0], process.returncode, errors.decode(errors="replace"))
        return process.returncode

    async def _where_it_hangs(self, process: asyncio.subprocess.Process) -> str:
        """What its threads are doing, as Python's faulthandler tells on SIGABRT."""
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGABRT)
        told = b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5.0):
                told = await process.stderr.read() if process.stderr is not None else b""
        return told.decode(errors="replace")[-3000:]

    def _judge(self, word: str, status: int | None, errors: str) -> None:
        if not status:
            return
        shown = errors.strip()[-1500:]
        if status > 0 and "Traceback" in errors:
            self._journal.internal.append(f"kopukm {word} ended with a traceback: {shown}")
        sentence = next(
            (line for line in errors.splitlines() if line.startswith(("✗", "kopukm:"))), f"status {status}"
        )
        self._journal.codes[f"TERMINAL {sentence[:90]}"] += 1
        self._events.add("terminal refused", word=word, status=status, errors=shown)

    def strike(self, how: signal.Signals) -> int:
        """Send the signal to every `kopukm` now running here; how many there were."""
        struck = 0
        for number in list(self._running):
            with contextlib.suppress(psutil.Error, ProcessLookupError):
                psutil.Process(number).send_signal(how)
                struck += 1
        self.kills += struck if how is signal.SIGKILL else 0
        return struck
