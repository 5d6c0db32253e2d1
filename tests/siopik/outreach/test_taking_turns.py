"""Over several months every cooperative that lacks data has its turn. On both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from figures.asking import Asking, document
from kopukm_core import clock
from kopukm_core.commands import run_batch
from kopukm_core.db import transaction
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.platform import Platform
from kopukm_core.scheduling.activities import Activity, ActivityTarget, TargetState
from kopukm_core.scheduling.activities.rotating import Candidate
from kopukm_core.scheduling.cycles.models import ProgrammeCycle
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.node import global_id
from kopukm_siopik.figures.refreshing import store_standings
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.rule_faults import KNOWN_FIELDS
from kopukm_siopik.models import Cooperative
from kopukm_siopik.outreach.guidance.filling import filling_of
from kopukm_siopik.outreach.targeting.order import TargetOrder, Waiting, in_order
from siopik.outreach.test_whole_cycle import OFFICER
from siopik.registry import CIBINONG, CIRIMEKAR, CITEUREUP, PAKANSARI, PUSPANEGARA

pytestmark = pytest.mark.anyio

PLACES = 3
MONTHS = tuple(date(2027, month, 12) for month in (1, 2, 3, 4, 5))
KIND = {"kind": "service", "address": "Jalan Raya 1", "phone": "+6281234567890"}


async def done(platform: Platform, command: str, **given: Any) -> Any:
    """Give the command; it must not be refused. What it came to."""
    outcome = await platform.runner.run(command, given, OFFICER)
    assert not outcome.problems, (command, outcome.problems)
    return outcome.values


async def filled(platform: Platform) -> None:
    """Nine cooperatives, of which four tell a little more than the others, and one prospect."""
    inputs = [
        {
            "name": f"Koperasi {letter} Makmur Sentosa",
            "nik": f"32010100{number:05}",
            "region_code": (PAKANSARI, CIRIMEKAR, PUSPANEGARA)[number % 3],
            **(KIND if number < 4 else {}),
        }
        for number, letter in enumerate("ABCDEFGHI")
    ]
    await run_batch(platform, "siopik.register_cooperative", inputs, OFFICER)
    day = date(2026, 11, 2)
    async with transaction():
        ids = [one.id for one in await Cooperative.all()]
        await store_standings(ids, await rule_book(day), day)
    await done(
        platform, "siopik.note_prospect", name="Koperasi Warga Rukun", region_code=CIBINONG, told_by="Camat"
    )


async def names_of(activity_id: int, *states: TargetState) -> list[str]:
    """The first words that tell the targets apart, in their order."""
    found = ActivityTarget.filter(activity_id=activity_id, state__in=states or tuple(TargetState))
    return [one.party.name.split()[1] for one in await found.order_by("id").select_related("party")]


async def test_the_turns_go_round(office: Platform, moving_clock: clock.MovingClock) -> None:
    await filled(office)
    asking = Asking(office, compose_contract(office))
    told, lists = [], []
    for day in MONTHS:
        moving_clock.set(datetime(day.year, day.month, 1, 2, tzinfo=UTC))
        await done(
            office, "core.plan_cycle", programme="siopik", held_on=day.isoformat(), region_code="32.01"
        )
        cycle = await ProgrammeCycle.get(held_on=day)
        asked = {"cycle": global_id("ProgrammeCycle", cycle.id), "places": PLACES}
        before = (await asking("OutreachPreview", OFFICER, **asked))["outreachPreview"]
        values = await done(
            office, "siopik.open_outreach", cycle_id=cycle.id, place="Aula", invitations=PLACES
        )
        outreach = values["activities"][0]
        told.append([values[name] for name in ("targets", "left_over", "resting", "more_times")])
        assert told[-1] == [len(before["chosen"]), before["leftOver"], before["resting"], before["moreTimes"]]
        lists.append(await names_of(outreach))
        assert [one["name"].split()[1] for one in before["chosen"]] == lists[-1], "what was shown is proposed"
        await done(office, "core.open_activity", activity_id=outreach)
        assert (await done(office, "core.invite_targets", activity_id=outreach))["count"] == PLACES

    assert lists == [
        ["Warga", "E", "F"],
        ["G", "H", "I"],
        ["A", "B", "C"],
        ["D", "Warga", "E"],
        ["F", "G", "H"],
    ], "never recorded, then the least complete, then who was invited longest ago"
    assert told[:4] == [[3, 7, 0, 3], [3, 4, 3, 2], [3, 1, 6, 1], [3, 0, 7, 0]]
    first, last = await ActivityTarget.filter(party__name__startswith="Koperasi Warga").order_by("id")
    assert (first.position, first.turn) == (1, "belum pernah diundang")
    assert (last.position, last.turn) == (2, "terakhir diundang 1 Januari 2027")
    assert first.reason == "Belum tercatat; diketahui dari Camat"

    denied = await asking.answer(
        document("OutreachPreview"), ANONYMOUS, cycle=global_id("ProgrammeCycle", 1), places=3
    )
    assert denied.errors and not denied.data["siopik"]["outreachPreview"]


async def test_who_was_left_out_or_called_off_comes_first_again(
    office: Platform, moving_clock: clock.MovingClock
) -> None:
    await filled(office)
    for day in MONTHS[:2]:
        await done(
            office, "core.plan_cycle", programme="siopik", held_on=day.isoformat(), region_code="32.01"
        )
    january, february = await ProgrammeCycle.all().order_by("held_on")
    given = {"place": "Balai", "region_code": CIBINONG, "invitations": 4}
    values = await done(office, "siopik.open_outreach", cycle_id=january.id, **given)
    outreach = values["activities"][0]
    assert await names_of(outreach) == ["Warga", "E", "G", "H"], "of Cibinong alone"
    assert values["left_over"] == 3

    # another is struck off, and the next in turn takes the place; nobody twice in one month
    struck = await ActivityTarget.get(activity_id=outreach, party__name__startswith="Koperasi G")
    await done(office, "core.drop_targets", activity_id=outreach, target_ids=[struck.id])
    more = await done(office, "siopik.propose_next", activity_id=outreach, places=1)
    assert (more["targets"], more["left_over"]) == (1, 2)
    assert await names_of(outreach, TargetState.PROPOSED) == ["Warga", "E", "H", "A"]
    citeureup = await done(
        office, "siopik.open_outreach", cycle_id=january.id, place="Balai", region_code=CITEUREUP, seats_online=9,
        link="https://rapat.contoh.id",
    )  # fmt: skip
    assert await names_of(citeureup["activities"][0]) == ["F", "I", "C"]

    # one list is called off: only those of the other have had their turn
    await done(office, "core.open_activity", activity_id=outreach)
    await done(office, "core.invite_targets", activity_id=outreach)
    await done(office, "core.cancel_activity", activity_id=citeureup["activities"][0], reason="Banjir.")
    moving_clock.set(datetime(2027, 2, 1, 2, tzinfo=UTC))
    values = await done(office, "siopik.open_outreach", cycle_id=february.id, place="Aula", invitations=5)
    assert await names_of(values["activities"][0]) == ["F", "G", "I", "B", "C"]
    assert (values["left_over"], values["resting"]) == (1, 4)


async def test_one_cycle_invites_each_once(office: Platform) -> None:
    await filled(office)
    await done(office, "core.plan_cycle", programme="siopik", held_on="2027-01-12", region_code=CIBINONG)
    cycle = await ProgrammeCycle.get()
    values = await done(office, "siopik.open_outreach", cycle_id=cycle.id, place="Aula", invitations=2)
    outreach, guidance = values["activities"]
    repeated = await done(office, "siopik.propose_next", activity_id=guidance, places=9)
    assert repeated["targets"] == 5, "the two of the outreach are on the list of this cycle already"
    first = await ActivityTarget.filter(activity_id=outreach).first()
    assert first is not None
    second = {"kind": "outreach", "title": "Penyuluhan kedua", "region_code": CIBINONG, "mode": "in_person"}
    times = {"starts_at": "2027-01-13T08:00:00+07:00", "ends_at": "2027-01-13T09:00:00+07:00"}
    await done(office, "core.create_activity", **second, **times, programme="siopik", cycle_id=cycle.id)
    other = await Activity.get(title="Penyuluhan kedua")
    await done(office, "core.add_target", activity_id=other.id, party_id=first.party_id)
    for activity_id, invited in ((outreach, 2), (other.id, 0)):
        await done(office, "core.open_activity", activity_id=activity_id)
        assert (await done(office, "core.invite_targets", activity_id=activity_id))["count"] == invited
    refused = await office.runner.run("siopik.propose_next", {"activity_id": 99, "places": 1}, OFFICER)
    assert refused.problems[0].code == "NOT_FOUND"


DAY = datetime(2027, 1, 1, tzinfo=UTC)


def waiting(number: int, completeness: int | None, called: int | None, known: int = 0) -> Waiting:
    """A candidate that was called so many days ago."""
    at = None if called is None else DAY - timedelta(days=called)
    return Waiting(Candidate(number, "a.b", "", at), completeness, DAY - timedelta(days=known), f"{number}")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), [4, 2, 3, 1]),
        ((TargetOrder.COMPLETENESS,), [4, 2, 3, 1]),
        ((TargetOrder.LONGEST,), [2, 4, 1, 3]),
        ((TargetOrder.LONGEST, TargetOrder.UNRECORDED), [2, 4, 1, 3]),
    ],
)
def test_the_order_told_decides(told: tuple[TargetOrder, ...], expected: list[int]) -> None:
    given = [waiting(1, 80, 700), waiting(2, 20, None, 90), waiting(3, 40, 400), waiting(4, None, None, 3)]
    assert [one.candidate.party_id for one in in_order(given, told)] == expected


def test_every_field_that_may_be_missing_is_asked_by_a_command() -> None:
    told = {name: filling_of(name) for name in KNOWN_FIELDS}
    assert not [name for name, one in told.items() if one.label == name]
    assert {one.command for one in told.values()} == {
        "siopik.correct_cooperative",
        "siopik.report_year",
        "siopik.report_annual_meeting",
    }
