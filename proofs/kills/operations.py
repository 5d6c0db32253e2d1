"""The commands of the load: each makes a fresh one, in a way that the books can find again."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from proofs.kills.journal import Given

_PROBLEMS = "problems { field code } replayed"
DOCUMENTS: Mapping[str, str] = {
    "register": "mutation($input: RegisterCooperativeInput!, $key: String!) { answer: registerCooperative("
    f"input: $input, idempotencyKey: $key) {{ {_PROBLEMS} cooperative {{ id }} }} }}",
    "correct": "mutation($input: CorrectCooperativeInput!, $key: String!) { answer: correctCooperative("
    f"input: $input, idempotencyKey: $key) {{ {_PROBLEMS} cooperative {{ id }} }} }}",
    "report": "mutation($input: ReportYearInput!, $key: String!) { answer: reportYear("
    f"input: $input, idempotencyKey: $key) {{ {_PROBLEMS} yearlyReport {{ id }} }} }}",
    "meeting": "mutation($input: ReportAnnualMeetingInput!, $key: String!) { answer: reportAnnualMeeting("
    f"input: $input, idempotencyKey: $key) {{ {_PROBLEMS} annualMeeting {{ id }} }} }}",
    "post": "mutation($input: PostEntryInput!, $key: String!) { answer: postEntry("
    f"input: $input, idempotencyKey: $key) {{ {_PROBLEMS} result {{ label number }} }} }}",
}
COMMANDS: Mapping[str, str] = {
    "register": "siopik.register_cooperative",
    "correct": "siopik.correct_cooperative",
    "report": "siopik.report_year",
    "meeting": "siopik.report_annual_meeting",
    "post": "proof.post_entry",
}
_WEIGHTS = {"register": 20, "correct": 15, "report": 10, "meeting": 10, "post": 40, "refused": 5}
_YEARS = range(1960, 2025)


@dataclass(slots=True)
class Commands:
    """Makes commands from a seeded chance. No two are about the same row, except corrections."""

    chance: random.Random
    villages: list[str]
    cooperatives: list[str] = field(default_factory=list)
    """Global ids of registered ones."""
    _number: int = 0
    _used: set[tuple[str, str, int]] = field(default_factory=set)

    def fresh(self) -> Given:
        """The next command."""
        (kind,) = self.chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        if kind in ("correct", "report", "meeting") and not self.cooperatives:
            kind = "register"
        self._number += 1
        made: dict[str, Callable[[], Given]] = {
            "register": self._register,
            "correct": self._correct,
            "report": lambda: self._of_year("report"),
            "meeting": lambda: self._of_year("meeting"),
            "post": lambda: self.post(),
            "refused": lambda: self.post(amount=0),
        }
        return made[kind]()

    def post(self, *, amount: int | None = None) -> Given:
        """An entry; refused where its amount is zero."""
        self._number += 1
        told = {"label": f"entry {self._number}", "amount": self._number if amount is None else amount}
        return self._given("post", told, expected_problem="NOTHING" if amount == 0 else "")

    def _register(self) -> Given:
        number = self._number
        told = {
            "name": f"KSU Pembuktian {number}",
            "nik": f"9{number:012d}",
            "regionCode": self.chance.choice(self.villages),
            "phone": f"0812{number:08d}",
            "chair": f"Ketua {number}",
            "address": f"Jalan Awal {number}",
        }
        return self._given("register", told)

    def _correct(self) -> Given:
        subject = self.chance.choice(self.cooperatives)
        told = {"cooperativeId": subject, "address": f"Jalan Baru {self._number}"}
        return self._given("correct", told, subject=subject)

    def _of_year(self, kind: str) -> Given:
        while True:
            subject, year = self.chance.choice(self.cooperatives), self.chance.choice(_YEARS)
            if (kind, subject, year) not in self._used:
                break
        self._used.add((kind, subject, year))
        told: dict[str, Any] = {"cooperativeId": subject, "year": year}
        if kind == "report":
            told |= {"membersMale": self._number, "assets": 1000 * self._number}
        else:
            told |= {"heldOn": f"{year + 1}-03-{1 + self._number % 28:02}", "attendees": self._number}
        return self._given(kind, told, subject=subject)

    def _given(
        self, kind: str, told: Mapping[str, Any], *, expected_problem: str = "", subject: str = ""
    ) -> Given:
        key = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        return Given(kind, COMMANDS[kind], key, {"input": told, "key": key}, expected_problem, subject)
