"""Activities as clients see them: the catalogue, own places, officers' lists, audiences, feeds. On both engines."""

from __future__ import annotations

from typing import Any

import pytest

from activities.gathering import CIBINONG, JONGGOL, OFFICER, STARTS, Office
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant
from kopukm_core.scheduling.activities import ActivitySession, Registration
from kopukm_core.scheduling.feeds import CalendarEntryStatus, feed_sources
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext
from kopukm_graphql.node import global_id

pytestmark = pytest.mark.anyio

CATALOGUE = """query($where: ActivityFilter) { activities(first: 50, where: $where) { nodes {
  title evaluation sessions { place link } seats { mode capacity taken free } } } }"""
OWN = """query($id: ID!) { activity(id: $id) { attended registrations(first: 20) { totalCount nodes {
  personName checkInCode answerCode link party { name } } } targets(first: 5) { totalCount }
  sessions { attendedInPerson attendedOnline } } }"""
FAR = Actor(ActorKind.PERSON, "902", (Grant("core.read_activities", JONGGOL),))


@pytest.fixture(scope="module")
async def schema(office: Office) -> Any:
    """The contract of the office."""
    return compose_contract(office.platform)


async def asked(office: Office, schema: Any, document: str, actor: Actor, **variables: Any) -> Any:
    """The data of an answer without errors."""
    context = RequestContext(actor, office.platform.settings, office.platform)
    answer = await schema.execute(document, variable_values=variables, context_value=context)
    assert answer.errors is None, answer.errors
    return answer.data


async def test_everybody_sees_what_was_opened_and_only_its_officers_a_draft(
    office: Office, schema: Any
) -> None:
    await office.draft(title="Rancangan", kind="event", link="https://temu.contoh.id/1")
    await office.opened(title="Terbuka", kind="event", link="https://temu.contoh.id/2", seats_in_person=5)
    where = {"kind": {"equals": "EVENT"}}
    for actor, titles, links in (
        (ANONYMOUS, ["Terbuka"], {None}),
        (FAR, ["Terbuka"], {None}),
        (OFFICER, ["Rancangan", "Terbuka"], {"https://temu.contoh.id/1", "https://temu.contoh.id/2"}),
    ):
        data = await asked(office, schema, CATALOGUE, actor, where=where)
        nodes = data["activities"]["nodes"]
        assert sorted(one["title"] for one in nodes) == titles
        assert {one["sessions"][0]["link"] for one in nodes} == links
    assert nodes[-1]["seats"] == [{"mode": "IN_PERSON", "capacity": 5, "taken": 0, "free": 5}]


async def test_a_party_sees_its_own_places_with_codes_and_link_and_officers_see_all_without_names(
    office: Office, schema: Any
) -> None:
    activity = await office.opened(link="https://temu.contoh.id/3", mode="both")
    key = await office.registered(activity, "Koperasi A", "Siti Aminah", mode="online")
    await office.registered(activity, "Koperasi B", "Budi", mode="in_person")
    await office.made("core.add_target", activity_id=activity, party_id=office.parties["Koperasi A"])
    session = await ActivitySession.get(activity_id=activity)
    await office.give("core.record_attendance", session_id=session.id, registration_ids=[key])
    registration = await Registration.get(id=key)
    identity = global_id("Activity", activity)

    own = (await asked(office, schema, OWN, office.member("Koperasi A"), id=identity))["activity"]
    (place,) = own["registrations"]["nodes"]
    assert place["personName"] == "S••• A•••"
    assert place["checkInCode"] == registration.check_in_code
    assert place["answerCode"] == registration.answer_code
    assert place["link"] == "https://temu.contoh.id/3"
    assert own["targets"]["totalCount"] == 0, "not invited yet"

    officer = (await asked(office, schema, OWN, OFFICER, id=identity))["activity"]
    assert officer["registrations"]["totalCount"] == 2
    assert officer["sessions"] == [{"attendedInPerson": 0, "attendedOnline": 1}]
    assert officer["attended"] == officer["targets"]["totalCount"] == 1
    assert {one["answerCode"] for one in officer["registrations"]["nodes"]} == {None}
    for stranger in (ANONYMOUS, FAR, office.member("Usaha Tini")):
        seen = (await asked(office, schema, OWN, stranger, id=identity))["activity"]
        assert seen["registrations"]["totalCount"] == seen["attended"] == seen["targets"]["totalCount"] == 0
        assert seen["sessions"] == [{"attendedInPerson": 0, "attendedOnline": 0}]


async def test_names_are_for_who_runs_the_activity(office: Office, schema: Any) -> None:
    activity = await office.opened(title="Meja kehadiran")
    key = await office.registered(activity, "Koperasi C", "Siti Aminah Lestari")
    await office.registered(activity, "Koperasi D", "Budi")
    session = await ActivitySession.get(activity_id=activity)
    await office.give("core.record_attendance", session_id=session.id, registration_ids=[key])
    document = """query($id: ID!, $search: String! = "") { attendees(activityId: $id, search: $search) {
      registrationId name partyName state sessionIds } }"""
    identity = global_id("Activity", activity)
    siti = {
        "registrationId": global_id("Registration", key),
        "name": "Siti Aminah Lestari",
        "partyName": "Koperasi C",
        "state": "ATTENDED",
        "sessionIds": [global_id("ActivitySession", session.id)],
    }
    for search, names in (
        ("", ["Budi", siti["name"]]),
        ("lest SIT", [siti["name"]]),
        ("iti", []),
        ("d", ["Budi"]),
    ):
        found = (await asked(office, schema, document, OFFICER, id=identity, search=search))["attendees"]
        assert [one["name"] for one in found] == names, search
    assert found != [siti]
    (found,) = (await asked(office, schema, document, OFFICER, id=identity, search="siti"))["attendees"]
    assert found == siti
    reader = Actor(
        ActorKind.PERSON, "903", (Grant("core.read_activities", ""), Grant("core.read_parties", ""))
    )
    elsewhere = Actor(ActorKind.PERSON, "904", (Grant("core.manage_activities", JONGGOL),))
    for other in (ANONYMOUS, FAR, reader, elsewhere, office.member("Koperasi C")):
        assert (await asked(office, schema, document, other, id=identity)) == {"attendees": None}


async def test_participations_are_what_was_really_attended_with_what_came_of_it(
    office: Office, schema: Any
) -> None:
    activity = await office.opened(kind="training", title="Pembukuan")
    came = await office.registered(activity, "Koperasi E", "Siti")
    await office.registered(activity, "Koperasi E", "Budi")
    session = await ActivitySession.get(activity_id=activity)
    await office.give("core.record_attendance", session_id=session.id, registration_ids=[came])
    await office.made("core.record_outcome", registration_id=came, outcome="Nilai akhir 86")
    document = """{ participations(first: 9) { nodes { outcome personRole activity { kind title } } }
      registrationCounts(by: [STATE]) { definition rows { state count } } }"""
    data = await asked(office, schema, document, office.member("Koperasi E"))
    assert data["participations"]["nodes"] == [
        {
            "outcome": "Nilai akhir 86",
            "personRole": "MANAGEMENT",
            "activity": {"kind": "TRAINING", "title": "Pembukuan"},
        }
    ]
    counted = {row["state"]: row["count"] for row in data["registrationCounts"]["rows"]}
    assert counted == {"ATTENDED": 1, "CONFIRMED": 1}


async def test_an_audience_is_previewed_with_reasons_by_who_may(office: Office, schema: Any) -> None:
    document = """query($first: Int!) { audiences { name parameters { name } }
      audiencePreview(name: "gathering.recorded", region: "32.01.01", parameters: {word: "Koperasi"}, first: $first) {
        definition count members { partyId name regionCode reason } } }"""
    data = await asked(office, schema, document, OFFICER, first=2)
    assert data["audiences"] == [{"name": "gathering.recorded", "parameters": [{"name": "word"}]}]
    preview = data["audiencePreview"]
    assert (preview["count"], len(preview["members"])) == (8, 2)
    assert preview["members"][0] == {
        "partyId": global_id("Party", office.parties["Koperasi A"]),
        "name": "Koperasi A",
        "regionCode": CIBINONG,
        "reason": "Namanya Koperasi A.",
    }
    context = RequestContext(ANONYMOUS, office.platform.settings, office.platform)
    refused = await schema.execute(document, variable_values={"first": 2}, context_value=context)
    assert [error.message for error in refused.errors] == [
        "Anda tidak berwenang melihat kelompok sasaran ini."
    ]


async def test_feedback_results_are_for_officers(office: Office, schema: Any) -> None:
    activity = await office.opened()
    key = await office.registered(activity, "Koperasi A", "Siti")
    session = await ActivitySession.get(activity_id=activity)
    await office.give("core.record_attendance", session_id=session.id, registration_ids=[key])
    member = office.member("Koperasi A")
    given = await office.give("core.give_feedback", member, registration_id=key, scores=[3] * 9)
    assert given.accepted
    document = (
        "query($id: ID!) { feedbackResults(activityId: $id) { sheets index questions { answers value } } }"
    )
    identity = global_id("Activity", activity)
    data = await asked(office, schema, document, OFFICER, id=identity)
    assert data["feedbackResults"]["index"] == "75.00"
    assert data["feedbackResults"]["questions"] == [{"answers": 1, "value": "75.00"}] * 9
    for stranger in (ANONYMOUS, FAR, member):
        assert (await asked(office, schema, document, stranger, id=identity))["feedbackResults"] is None
    for wrong in ("9" * 30, "²", "0x1", "-1"):
        context = RequestContext(OFFICER, office.platform.settings, office.platform)
        refused = await schema.execute(
            document, variable_values={"id": global_id("Activity", wrong)}, context_value=context
        )
        assert refused.errors is not None and refused.errors[0].message == "Pengenal (id) tidak sah."


async def test_feeds_hold_the_catalogue_and_the_partys_own_activities(office: Office) -> None:
    activity = await office.opened(title="Di feed", link="https://temu.contoh.id/4", seats_in_person=1)
    draft = await office.draft(title="Rancangan feed")
    first = await office.registered(activity, "Koperasi F", "Siti")
    await office.registered(activity, "Koperasi G", "Budi")
    sources = feed_sources()
    everything = sources["core.activities"]
    for actor, drafts, url in ((ANONYMOUS, 0, ""), (OFFICER, 1, "https://temu.contoh.id/4")):
        entries = await everything.read(actor, {"region_code": CIBINONG})
        named = {one.summary: one for one in entries}
        assert named["Di feed"].url == url and named["Di feed"].starts == STARTS
        assert len([one for one in entries if one.summary == "Rancangan feed"]) == drafts
    assert await everything.read(ANONYMOUS, {"region_code": JONGGOL}) == []
    assert draft

    mine = sources["core.my_activities"]
    (sure,) = await mine.read(office.member("Koperasi F"), {})
    (unsure,) = await mine.read(office.member("Koperasi G"), {})
    assert (sure.status, unsure.status) == (CalendarEntryStatus.CONFIRMED, CalendarEntryStatus.TENTATIVE)
    assert sure.uid == unsure.uid
    assert (sure.url, unsure.url) == ("https://temu.contoh.id/4", ""), "who waits has no seat, and no link"
    assert await mine.read(ANONYMOUS, {}) == []
    await office.made("core.cancel_activity", activity_id=activity, reason="Hujan.")
    (gone,) = await mine.read(office.member("Koperasi F"), {})
    assert gone.sequence > sure.sequence
    assert (gone.uid, gone.status) == (
        sure.uid,
        CalendarEntryStatus.CANCELLED,
    )
    assert first
