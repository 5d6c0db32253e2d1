"""An office that holds activities: regions, cooperatives, an officer, a member, and ways to give commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kopukm_core import clock
from kopukm_core.commands.outcome import Outcome
from kopukm_core.db import transaction
from kopukm_core.identity.actor import Actor, ActorKind, Grant, operator
from kopukm_core.papers.numbering import CERTIFICATE, ensure_paper_kind
from kopukm_core.parties.kinds import PartyKind
from kopukm_core.parties.register import create_party
from kopukm_core.platform import Platform
from kopukm_core.plugins import PluginSource
from kopukm_core.regions.dataset import RegionRecord, plain_list
from kopukm_core.regions.loading import load_regions
from kopukm_core.scheduling.activities.part import prepare_activities

SOURCE = PluginSource("gathering", "activities.gathering_plugin", "kopukm-gathering", "1.0")
CIBINONG, JONGGOL = "32.01.01", "32.01.06"
OFFICER = Actor(
    ActorKind.PERSON,
    "901",
    tuple(
        Grant(name, CIBINONG)
        for name in ("core.manage_activities", "core.read_activities", "core.read_parties")
    ),
)
STARTS = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)
"""Wednesday, 08.00 WIB."""
ENDS = STARTS + timedelta(hours=1)
OF_THE_DAY = frozenset(
    f"core.{name}" for name in ("check_in_by_name", "record_attendance", "register_walk_in")
)


@dataclass(frozen=True)
class Office:
    """The running platform with its cooperatives, by name."""

    platform: Platform
    parties: dict[str, int]

    operator = operator("siti")
    """Who may everything."""

    def member(self, name: str) -> Actor:
        """Somebody who is an approved member of that cooperative."""
        key = self.parties[name]
        return Actor(ActorKind.PERSON, f"m{key}", party_ids=frozenset({key}), account_id=None)

    async def give(self, command: str, actor: Actor = OFFICER, /, **given: Any) -> Outcome:
        """The outcome of a command; of one that says who was there, on the day of the activity."""
        if command in OF_THE_DAY and clock.now() < STARTS:
            with clock.using(clock.MovingClock(STARTS)):
                return await self.platform.runner.run(command, given, actor)
        return await self.platform.runner.run(command, given, actor)

    async def made(self, command: str, actor: Actor = OFFICER, /, **given: Any) -> int:
        """The number of the record that a command must have made."""
        outcome = await self.give(command, actor, **given)
        assert outcome.accepted, outcome.problems
        assert outcome.reference is not None
        return int(outcome.reference.id)

    async def draft(self, /, **more: Any) -> int:
        """The number of a draft of an outreach in Cibinong."""
        given = {
            "kind": "outreach",
            "title": "Penyuluhan pendataan",
            "region_code": CIBINONG,
            "mode": "in_person",
            "starts_at": STARTS.isoformat(),
            "ends_at": ENDS.isoformat(),
            "place": "Aula kantor",
            **more,
        }
        return await self.made("core.create_activity", **given)

    async def opened(self, **more: Any) -> int:
        """The number of an activity that is open for registration."""
        return await self.made("core.open_activity", activity_id=await self.draft(**more))

    async def register(
        self, activity: int, party: str, person: str, actor: Actor | None = None, /, **more: Any
    ) -> Outcome:
        """The outcome of registering a person, by a member of their party unless told."""
        given = {
            "activity_id": activity,
            "party_id": self.parties[party],
            "person_name": person,
            "person_role": "management",
            **more,
        }
        return await self.give("core.register_participant", actor or self.member(party), **given)

    async def registered(
        self, activity: int, party: str, person: str, actor: Actor | None = None, /, **more: Any
    ) -> int:
        """The number of a registration that must succeed."""
        outcome = await self.register(activity, party, person, actor, **more)
        assert outcome.accepted, outcome.problems
        assert outcome.reference is not None
        return int(outcome.reference.id)


async def load_office(platform: Platform) -> Office:
    """Two kecamatan with cooperatives, the rules of activities."""
    listed = [
        ("32", "Jawa Barat"),
        ("32.01", "Kabupaten Bogor"),
        (CIBINONG, "Cibinong"),
        (JONGGOL, "Jonggol"),
    ]
    await load_regions("", regions=plain_list("uji", "1", [RegionRecord(*each) for each in listed]))
    await prepare_activities(platform)
    await ensure_paper_kind(CERTIFICATE, "Sertifikat", "{urut:3}/SERT/{romawi}/{tahun}")
    parties: dict[str, int] = {}
    named = [(f"Koperasi {letter}", CIBINONG) for letter in "ABCDEFGH"]
    async with transaction() as connection:
        for name, region in (*named, ("Koperasi Jauh", JONGGOL), ("Usaha Tini", CIBINONG)):
            party = await create_party(
                connection, kind=PartyKind.ORGANISATION, name=name, region_code=region, plugin="gathering"
            )
            parties[name] = party.id
    return Office(platform, parties)


def codes_of(outcome: Outcome) -> list[str]:
    """The codes of what was refused."""
    return [problem.code for problem in outcome.problems]
