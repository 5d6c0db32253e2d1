"""What the root fields written by hand tell whom: documents over the sown rows, and what each actor should get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kopukm_core.identity.actor import Actor
from kopukm_core.platform import Platform
from kopukm_core.scheduling.activities.models import Activity
from kopukm_core.scheduling.slots.assignment_models import AssignmentProposal
from kopukm_core.scheduling.slots.models import Booking
from kopukm_graphql.node import global_id, parse_global_id
from kopukm_graphql.source.roots import Handwritten, Namespace, RootField
from registry_actors import Cast, Holding
from registry_rows import GUNUNG
from visibility_oracle import Oracle

LIVING = ("open",)
FORBIDDEN, NOT_FOUND = "FORBIDDEN", "NOT_FOUND"
REPORTS, HEALTH, OFFICE = "siopik.read_reports", "siopik.read_health", "core.read_programmes"
RUN = "siopik.run_programme"
Told = Callable[[Actor, Holding], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A document below the field's place, what of its data is looked at, and what that should be.

    `told` None: the same for everybody; which counts of health results are told to whom is tested with the figures. A
    code of an error stands for the data where the field is refused.
    """

    document: str
    looked_at: Callable[[Any], Any] = lambda data: data
    told: Told | None = None


def handwritten_roots(platform: Platform) -> set[str]:
    """The dotted paths of all root fields written by hand."""
    given = [each.value for each in platform.plugins.given("kopukm_graphql")]
    return {path for each in given for path in _paths(each.query, "")}


def _paths(fields: Any, before: str) -> Iterator[str]:
    for one in fields:
        assert isinstance(one, RootField)
        if isinstance(one, Namespace):
            yield from _paths(one.fields, f"{one.name}.")
        elif isinstance(one, Handwritten):
            yield before + one.name


def _unless(allowed: bool, code: str, otherwise: Any) -> Any:
    return otherwise if allowed else code


async def cases(cast: Cast, oracle: Oracle) -> Mapping[str, Case]:
    """The case of each field, by its dotted path."""
    activity = await Activity.filter(region_id__startswith=GUNUNG, is_public=False).order_by("id").first()
    proposal = await AssignmentProposal.filter(region_code__startswith=GUNUNG).order_by("id").first()
    cycle = next(row for row in oracle.types["ProgrammeCycle"].rows if row.region_id == GUNUNG)
    publication = oracle.types["FiguresPublication"].rows[0]
    assert activity is not None
    assert proposal is not None
    seats = {row.id: row for row in oracle.types["Slot"].rows if row.service == "campur"}
    booked = await Booking.filter(service="campur")
    held = [row for row in booked if row.state.value == "held"]
    taken = {row.slot_id for row in booked if row.state.value in ("booked", "arrived")}

    def inside(row: Any) -> bool:
        return f"{row.region_id}.".startswith(f"{GUNUNG}.")

    at_home = {row.id for row in oracle.types["Party"].rows if inside(row)}
    from_elsewhere = {row.party_id for row in oracle.types["Prospect"].rows if inside(row)} - at_home

    def has(permission: str, place: str = GUNUNG) -> Callable[[Holding], bool]:
        return lambda who: who.sees_all or who.has(permission, place)

    def anywhere(who: Holding, permission: str) -> bool:
        return who.sees_all or who.anywhere(permission)

    def free(actor: Actor, _who: Holding) -> set[int]:
        own = {row.slot_id for row in held if row.holder == actor.key != "anonymous"}
        open_ = {
            key for key, row in seats.items() if row.state.value == "free" and row.quota.value == "public"
        }
        return (open_ - taken) | own

    def cycles(actor: Actor, _who: Holding) -> set[int]:
        return {row.id for row in oracle.seen(actor, "ProgrammeCycle")}

    def steps(actor: Actor, _who: Holding) -> int:
        return len([row for row in oracle.seen(actor, "CycleStep") if not row.done_at and not row.waived_at])

    def events(actor: Actor, _who: Holding) -> set[tuple[str, int]]:
        assessed = [row for row in oracle.seen(actor, "HealthAssessment") if row.approved_at]
        living = {row.cooperative_id for row in assessed if row.withdrawn_at is None}
        guided = {("GUIDED", row.cooperative_id) for row in oracle.seen(actor, "GuidedCompletion")}
        reported = {("REPORTED", row.cooperative_id) for row in oracle.seen(actor, "YearlyReport")}
        return {("ASSESSED", key) for key in living} | guided | reported

    def reports(_actor: Actor, who: Holding) -> set[str]:
        told = {"core.paper_register": "core.read_papers"}
        told |= {f"siopik.{name}": HEALTH for name in ("health_results", "health_findings")}
        told |= {f"siopik.{name}": REPORTS for name in _FIGURES_REPORTS}
        return {name for name, permission in told.items() if anywhere(who, permission)}

    def prospects(_actor: Actor, who: Holding) -> Any:
        parties = {row.id: row for row in oracle.types["Party"].rows if row.merged_into_id is None}
        among = {row.party_id for row in oracle.types["Prospect"].rows if row.state.value in LIVING}
        seen = {key for key in among & set(parties) if has(REPORTS, parties[key].region_id or "-")(who)}
        return _unless(anywhere(who, REPORTS), FORBIDDEN, seen | (among & set(who.parties)))

    in_gunung = f'within: "{GUNUNG}"'
    days = 'first: "2027-03-01", last: "2027-03-31"'
    return {
        "me": Case("{ me { key } }", lambda data: data["me"]["key"], lambda actor, _who: actor.key),
        "daysOff": Case(f"{{ daysOff({days}) {{ day name }} }}"),
        "workingDays": Case(f"{{ workingDays({days}) {{ count }} }}"),
        "dueDay": Case('{ dueDay(start: "2027-03-01", offset: 9) { day reason } }'),
        "serviceOpening": Case('{ serviceOpening(service: "office") { service } }'),
        "officeOnDay": Case('{ officeOnDay(day: "2027-03-01") { name signedBy } }'),
        "programmeFlow": Case('{ programmeFlow(programme: "siopik") { version nodes { title } } }'),
        "searchRegions": Case('{ searchRegions(text: "Wilayah") { code } }'),
        "verifyPaper": Case('{ verifyPaper(code: "0000-0000-0000-0000") { number } }'),
        "imports": Case(
            "{ imports { name } }",
            lambda data: "siopik.cooperatives" in {one["name"] for one in data["imports"]},
            lambda _actor, who: anywhere(who, "siopik.write"),
        ),
        "reports": Case(
            "{ reports { name } }", lambda data: {one["name"] for one in data["reports"]}, reports
        ),
        "reportTables": Case(
            f'{{ reportTables(name: "core.paper_register", firstDay: "2026-01-01", lastDay: "2026-12-31",'
            f' regionCode: "{GUNUNG}") {{ title }} }}',
            bool,
            lambda _actor, who: _unless(has("core.read_papers")(who), FORBIDDEN, True),
        ),
        "programmeBoard": Case(
            "{ programmeBoard(year: 2027) { cycles { cycleId } } }",
            lambda data: {_key(one["cycleId"]) for one in data["programmeBoard"]["cycles"]},
            cycles,
        ),
        "unitWorkloads": Case(
            "{ unitWorkloads { late due coming } }",
            lambda data: sum(sum(one.values()) for one in data["unitWorkloads"]),
            steps,
        ),
        "holidayEffect": Case(
            '{ holidayEffect(day: "2027-03-10") { cycleId } }',
            bool,
            lambda _actor, who: _unless(anywhere(who, OFFICE), FORBIDDEN, True),
        ),
        "freeSlots": Case(
            '{ freeSlots(service: "campur", firstDay: "2027-01-01", lastDay: "2999-01-01") { slotId } }',
            lambda data: {_key(one["slotId"]) for one in data["freeSlots"]},
            free,
        ),
        "unreachedParties": Case(
            f'{{ unreachedParties(activityId: "{global_id("Activity", activity.id)}") {{ count }} }}',
            lambda data: data["unreachedParties"] is not None,
            lambda _actor, who: has("core.read_activities")(who),
        ),
        "attendees": Case(
            f'{{ attendees(activityId: "{global_id("Activity", activity.id)}") {{ name }} }}',
            lambda data: data["attendees"] is not None,
            lambda _actor, who: has(RUN)(who),
        ),
        "feedbackResults": Case(
            f'{{ feedbackResults(activityId: "{global_id("Activity", activity.id)}") {{ sheets }} }}',
            lambda data: data["feedbackResults"] is not None,
            lambda _actor, who: has("core.read_activities")(who),
        ),
        "assignmentCheck": Case(
            f'{{ assignmentCheck(id: "{global_id("AssignmentProposal", proposal.id)}") {{ proved }} }}',
            bool,
            lambda _actor, who: _unless(has(OFFICE)(who), NOT_FOUND, True),
        ),
        "messageTemplates": Case(
            "{ messageTemplates { name } }",
            bool,
            lambda _actor, who: _unless(anywhere(who, "core.manage_messages"), FORBIDDEN, True),
        ),
        "messagesToCarry": Case(
            '{ messagesToCarry(lease: "x") { text } }',
            bool,
            lambda _actor, who: _unless(who.sees_all, FORBIDDEN, True),
        ),
        "audiences": Case(
            "{ audiences { name } }",
            lambda data: bool(data["audiences"]),
            lambda _actor, who: anywhere(who, REPORTS),
        ),
        "audiencePreview": Case(
            '{ audiencePreview(name: "siopik.prospects") { members { partyId } } }',
            lambda data: {_key(one["partyId"]) for one in data["audiencePreview"]["members"]},
            prospects,
        ),
        "siopik.statistics": Case(
            f"{{ siopik {{ statistics({in_gunung}, by: TURNOVER) {{ total {{ registered }} }} }} }}",
            bool,
            lambda _actor, who: _unless(
                has(REPORTS)(who) or has("siopik.read_aggregates")(who), FORBIDDEN, True
            ),
        ),
        "siopik.categoryMembers": Case(
            f"{{ siopik {{ categoryMembers({in_gunung}, by: TURNOVER) {{ name }} }} }}",
            bool,
            lambda _actor, who: _unless(has(REPORTS)(who), FORBIDDEN, True),
        ),
        "siopik.villageCooperatives": Case(
            f"{{ siopik {{ villageCooperatives({in_gunung}) {{ total {{ villages served }} }} }} }}"
        ),
        "siopik.unservedVillages": Case(f"{{ siopik {{ unservedVillages({in_gunung}) {{ regionCode }} }} }}"),
        "siopik.outreachPreview": Case(
            f'{{ siopik {{ outreachPreview(cycle: "{global_id("ProgrammeCycle", cycle.id)}", places: 50)'
            " { chosen { partyId } } } }",
            lambda data: (
                {_key(one["partyId"]) for one in data["siopik"]["outreachPreview"]["chosen"]} - at_home
            ),
            lambda actor, who: _unless(
                anywhere(who, RUN),
                FORBIDDEN,
                _unless(has(RUN)(who), NOT_FOUND, set(prospects(actor, who)) & from_elsewhere),
            ),
        ),
        "siopik.growth": Case(
            f'{{ siopik {{ growth(since: "2024-01-01", {in_gunung}) {{ points {{ founded }} }} }} }}'
        ),
        "siopik.map": Case("{ siopik { map { asOf } } }"),
        "siopik.annualMeetingWatch": Case(
            "{ siopik { annualMeetingWatch(year: 2024) { cooperatives { cooperativeId } } } }"
        ),
        "siopik.timeline": Case(
            '{ siopik { timeline(firstDay: "1990-01-01", lastDay: "2999-01-01", first: 500)'
            " { kind cooperativeId } } }",
            lambda data: {
                (one["kind"], _key(one["cooperativeId"]))
                for one in data["siopik"]["timeline"]
                if one["kind"] in ("ASSESSED", "REPORTED", "GUIDED")
            },
            events,
        ),
        "siopik.cycleFigures": Case(
            f'{{ siopik {{ cycleFigures(cycle: "{global_id("ProgrammeCycle", cycle.id)}") {{ count }} }} }}',
            bool,
            lambda _actor, who: _unless(
                has(OFFICE)(who) or has("siopik.read_aggregates")(who), NOT_FOUND, True
            ),
        ),
        "siopik.publicationCheck": Case(
            f'{{ siopik {{ publicationCheck(id: "{global_id("FiguresPublication", publication.id)}")'
            " { differences { figure } } } }"
        ),
    }


_FIGURES_REPORTS = (
    *("statistics", "growth", "rat_watch", "completeness", "cooperatives", "programme", "categories"),
    "village_cooperatives",
)


def _key(text: str) -> int:
    return int(parse_global_id(text)[1])
