"""Nothing but the clock asks the machine for the time."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORBIDDEN = re.compile(
    r"\b(?:datetime|date|dt\.datetime|dt\.date)\.(?:now|utcnow|today|fromtimestamp)\(|\btime\.time(?:_ns)?\("
    r"|\b(?:timezone\.now|localtime|gmtime)\(|auto_now(?:_add)?=True|\bfrom time import .*\btime\b"
)


def asks_the_machine(source: str) -> bool:
    return FORBIDDEN.search(source) is not None


def test_only_the_clock_module_asks_for_the_time() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in ("core", "graphql", "plugins")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if file != ROOT / "core" / "kopukm_core" / "clock.py"
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if asks_the_machine(line)
    ]
    assert found == [], "use kopukm_core.clock.now()"


def test_the_rule_sees_every_way_of_asking() -> None:
    ways = ("datetime.now(UTC)", "datetime.utcnow()", "date.today()", "time.time()", "dt.datetime.now()")
    assert [way for way in ways if not asks_the_machine(f"moment = {way}")] == []
    assert asks_the_machine("created = fields.DatetimeField(auto_now_add=True)")
    assert not asks_the_machine("moment = clock.now()")
    assert not asks_the_machine("begun = time.monotonic()")
