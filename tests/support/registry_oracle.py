"""Who sees what of the composed product, told a second time in plain Python over all rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kopukm_outside.models import FieldVisit

from activities_oracle import (
    ACTIVITIES_COUNTS,
    ACTIVITIES_FIGURES,
    ACTIVITIES_LINKS,
    ACTIVITIES_RECORDS,
    ACTIVITIES_ROOTS,
    activities_types,
)
from calendar_oracle import CALENDAR_ROOTS, calendar_types
from cycles_oracle import CYCLES_COUNTS, CYCLES_FIGURES, CYCLES_LINKS, CYCLES_RECORDS, cycles_types
from desk_oracle import DESK_COUNTS, DESK_LINKS, DESK_RECORDS, desk_types
from figures_oracle import FIGURES_LINKS, FIGURES_RECORDS, figures_types
from health_oracle import EVIDENCE, HEALTH_RECORDS, READ, health_links, health_types
from kopukm_core.files import StoredFile
from kopukm_core.identity.actor import Actor
from kopukm_core.identity.models import AccessToken, Account, PartyMembership, RoleAssignment
from kopukm_core.imports import ImportRun, KeptRow
from kopukm_core.parties.models import Party
from kopukm_core.regions.models import Region, RegionBoundary
from kopukm_siopik.models import AnnualMeeting, Cooperative, Officer, YearlyReport
from registry_actors import Cast
from visibility_oracle import Oracle, TypeOracle

Sees = Callable[[Actor, Any], bool]
RECORDS: Mapping[str, tuple[str, str, str]] = {
    **FIGURES_RECORDS,
    **CYCLES_RECORDS,
    **ACTIVITIES_RECORDS,
    **DESK_RECORDS,
    "Region.parent": ("Region", "parent_id", "code"),
    "RegionBoundary.region": ("Region", "region_id", "code"),
    "Party.region": ("Region", "region_id", "code"),
    "Party.mergedInto": ("Party", "merged_into_id", "id"),
    "RoleAssignment.account": ("Account", "account_id", "id"),
    "Membership.account": ("Account", "account_id", "id"),
    "Membership.party": ("Party", "party_id", "id"),
    "Cooperative.region": ("Region", "region_id", "code"),
    "Cooperative.servedVillage": ("Region", "served_village_code", "code"),
    "Cooperative.party": ("Party", "party_id", "id"),
    "Officer.cooperative": ("Cooperative", "cooperative_id", "id"),
    "YearlyReport.cooperative": ("Cooperative", "cooperative_id", "id"),
    "AnnualMeeting.cooperative": ("Cooperative", "cooperative_id", "id"),
    "ImportRun.file": ("File", "file_id", "id"),
    "ImportRun.report": ("File", "report_id", "id"),
    "ImportKeptRow.run": ("ImportRun", "run_id", "id"),
    "FieldVisit.region": ("Region", "region_id", "code"),
    "FieldVisit.party": ("Party", "party_id", "id"),
    "FieldVisit.cooperative": ("Cooperative", "party_id", "party_id"),
    **HEALTH_RECORDS,
}
"""Relations to one row: its type, the column here, and the column there."""

FILE_READERS: Mapping[str, str] = {
    "core.import": "core.read_imports",
    "core.import_report": "core.read_imports",
    "core.report": "core.read_printed_reports",
    "core.cycle_evidence": "core.read_programmes",
    "core.evaluation_paper": "core.read_programmes",
    "core.activity_material": "core.read_activities",
    "core.attendance_list": "core.read_activities",
    "core.invitation_letters": "core.read_activities",
    "core.participant_cards": "core.read_activities",
    "core.feedback_paper": "core.read_activities",
    "core.certificate": "core.read_activities",
    EVIDENCE: READ,
    "siopik.health_result": READ,
}
"""Which permission reads the files of a purpose in the region they stand in."""


def inside(parent: str, code: str | None) -> bool:
    """Whether the code is the parent's or below it."""
    return code is not None and f"{code}.".startswith(f"{parent}.")


async def registry_oracle(cast: Cast) -> Oracle:
    """The oracle over the rows now stored."""
    cooperatives = {row.id: row for row in await Cooperative.all()}
    parties = {row.id: row for row in await Party.all()}

    def rule(decide: Callable[[Any, Any], bool]) -> Sees:
        def sees(actor: Actor, row: Any) -> bool:
            who = cast.of(actor)
            return who.sees_all or decide(who, row)

        return sees

    def current(decide: Callable[[Any, Any], bool]) -> Sees:
        """Rows that a later one has replaced are shown to nobody, the operator included."""
        among = rule(decide)
        return lambda actor, row: row.is_current and among(actor, row)

    def concerned(permission: str) -> Callable[[Any, Cooperative], bool]:
        return lambda who, row: row.party_id in who.parties or who.has(permission, row.region_id)

    contacts, figures = concerned("siopik.read_contacts"), concerned("siopik.read_reports")

    def of_account(who: Any, row: Any) -> bool:
        return row.account_id is not None and row.account_id == who.account_id

    of_figures = rule(lambda who, row: figures(who, cooperatives[row.cooperative_id]))
    everyone: Sees = lambda _actor, _row: True  # noqa: E731

    def sees_file(actor: Actor, row: Any) -> bool:
        who, permission = cast.of(actor), FILE_READERS.get(row.purpose)
        mine = row.created_by == actor.key != "anonymous" or row.party_id in who.parties
        by_purpose = permission is not None and who.has(permission, row.region_code)
        return who.sees_all or bool(row.is_public) or mine or by_purpose

    runs = {row.id: row for row in await ImportRun.all()}

    def sees_run(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        mine = row.actor == actor.key != "anonymous"
        return who.sees_all or mine or who.has("core.read_imports", row.region_code)

    types = {
        **await health_types(cast, cooperatives),
        **await calendar_types(cast),
        **await figures_types(of_figures),
        **await activities_types(cast, of_figures),
        **await desk_types(cast),
        **await cycles_types(cast),
        "ImportRun": TypeOracle(list(runs.values()), sees_run),
        "ImportKeptRow": TypeOracle(
            await KeptRow.all(), lambda actor, row: sees_run(actor, runs[row.run_id])
        ),
        "Region": TypeOracle(await Region.all(), everyone, key="code"),
        "RegionBoundary": TypeOracle(await RegionBoundary.all(), everyone),
        "Party": TypeOracle(
            list(parties.values()),
            rule(lambda who, row: row.id in who.parties or who.has("core.read_parties", row.region_id)),
        ),
        "File": TypeOracle(await StoredFile.all(), sees_file),
        "Account": TypeOracle(
            await Account.all(),
            rule(lambda who, row: row.id == who.account_id or who.anywhere("core.manage_accounts")),
        ),
        "RoleAssignment": TypeOracle(
            await RoleAssignment.all(),
            rule(lambda who, row: of_account(who, row) or who.has("core.manage_roles", row.region_code)),
        ),
        "Membership": TypeOracle(
            await PartyMembership.all(),
            rule(
                lambda who, row: (
                    of_account(who, row)
                    or who.has("core.approve_membership", parties[row.party_id].region_id)
                )
            ),
        ),
        "AccessToken": TypeOracle(
            await AccessToken.all(),
            rule(
                lambda who, row: (
                    of_account(who, row)
                    or (row.kind.value == "service" and who.has("core.manage_services", row.region_code))
                )
            ),
        ),
        "Cooperative": TypeOracle(
            list(cooperatives.values()),
            everyone,
            masks={name: (name, rule(contacts), None) for name in ("email", "npwp", "phone")},
        ),
        "Officer": TypeOracle(
            await Officer.all(),
            current(lambda who, row: contacts(who, cooperatives[row.cooperative_id])),
        ),
        "YearlyReport": TypeOracle(
            await YearlyReport.all(),
            current(lambda who, row: figures(who, cooperatives[row.cooperative_id])),
        ),
        "AnnualMeeting": TypeOracle(await AnnualMeeting.all(), current(lambda _who, _row: True)),
        "FieldVisit": TypeOracle(
            await FieldVisit.all(),
            rule(
                lambda who, row: row.party_id in who.parties or who.has("outside.read_visits", row.region_id)
            ),
            masks={
                "note": ("note", rule(lambda who, row: who.has("outside.read_notes", row.region_id)), None)
            },
        ),
    }
    return Oracle(
        types=types,
        links=_links(),
        records=RECORDS,
        figures=_figures(),
        counts={
            **CYCLES_COUNTS,
            **ACTIVITIES_COUNTS,
            **DESK_COUNTS,
            "siopik.cooperativeCounts": "Cooperative",
            "outside.visitCounts": "FieldVisit",
        },
        roots={
            **CALENDAR_ROOTS,
            **ACTIVITIES_ROOTS,
            "regions": lambda row: row.vanished_at is None,
            "parties": lambda row: row.merged_into_id is None,
        },
    )


def _links() -> dict[str, Callable[[Any, Any], bool]]:
    of_account: Callable[[Any, Any], bool] = lambda row, each: each.account_id == row.id  # noqa: E731
    in_place: Callable[[Any, Any], bool] = lambda row, each: inside(row.code, each.region_id)  # noqa: E731
    of_cooperative: Callable[[Any, Any], bool] = lambda row, each: each.cooperative_id == row.id  # noqa: E731
    return {
        **health_links(),
        **FIGURES_LINKS,
        **CYCLES_LINKS,
        **ACTIVITIES_LINKS,
        **DESK_LINKS,
        "Region.children": lambda row, each: each.parent_id == row.code and each.vanished_at is None,
        "Region.ancestors": lambda row, each: each.code != row.code and inside(each.code, row.code),
        "Region.cooperatives": in_place,
        "Region.fieldVisits": in_place,
        "Account.roles": lambda row, each: of_account(row, each) and each.ended_at is None,
        "Account.memberships": of_account,
        "Account.sessions": lambda row, each: of_account(row, each) and each.revoked_at is None,
        "ImportRun.kept": lambda row, each: each.run_id == row.id,
        "Cooperative.officers": of_cooperative,
        "Cooperative.yearlyReports": of_cooperative,
        "Cooperative.annualMeetings": of_cooperative,
        "Cooperative.fieldVisits": lambda row, each: each.party_id == row.party_id,
    }


def _figures() -> dict[str, tuple[str, Callable[[Any, Any], bool], Callable[[Actor, list[Any]], Any]]]:
    links = _links()

    def length(_actor: Actor, rows: list[Any]) -> int:
        return len(rows)

    def last(_actor: Actor, rows: list[Any]) -> str | None:
        return max((row.held_on.isoformat() for row in rows), default=None)

    return {
        **CYCLES_FIGURES,
        **ACTIVITIES_FIGURES,
        "Region.cooperativeCount": ("Cooperative", links["Region.cooperatives"], length),
        "Region.fieldVisitCount": ("FieldVisit", links["Region.fieldVisits"], length),
        "Cooperative.annualMeetingCount": ("AnnualMeeting", links["Cooperative.annualMeetings"], length),
        "Cooperative.lastAnnualMeetingOn": ("AnnualMeeting", links["Cooperative.annualMeetings"], last),
    }
