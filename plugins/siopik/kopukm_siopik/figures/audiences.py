"""Whom the programme invites: cooperatives with gaps in their record, without a RAT, with a lapsing certificate."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from kopukm_core import clock
from kopukm_core.audiences import Audience, AudienceMember
from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.conversion import day_of
from kopukm_core.errors import BadInputError
from kopukm_core.identity.actor import Actor
from kopukm_core.settings import load_settings
from kopukm_core.values import short_date
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.rule_book import RuleBook, rule_book
from kopukm_siopik.permissions import READ_REPORTS


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the rules of the day, and the parameters of the audience."""

    day: date
    rules: RuleBook
    given: Mapping[str, Any]

    def number(self, name: str, usual: int, smallest: int, largest: int) -> int:
        """A parameter that is a whole number. Raises BadInputError."""
        told = self.given.get(name)
        if told is None or told == "":
            return usual
        if isinstance(told, bool) or not str(told).isdigit() or not smallest <= int(told) <= largest:
            raise BadInputError(f"Keterangan {name} harus bilangan {smallest} sampai {largest}.")
        return int(told)


Condition: TypeAlias = Callable[[Asked, Parameters], str]
"""SQL on the cooperative `c` with its standing `s`: whether it belongs."""
Reason: TypeAlias = Callable[[Asked, Mapping[str, Any]], str]
"""Why a row belongs, in words."""

COLUMNS = "c.party_id, c.certificate_until, s.completeness, s.missing, s.last_meeting_on"


def _audience(
    noun: str,
    title: str,
    definition: str,
    condition: Condition,
    reason: Reason,
    *,
    order: str = "c.sort_key, c.id",
    parameters: Mapping[str, str] | None = None,
) -> Audience:
    """An audience of cooperatives that are not dissolved, found by one statement."""

    async def chosen(given: Mapping[str, Any], region: str, party: int | None) -> list[AudienceMember]:
        asked = await _asked(given)
        bound = Parameters(dialect())
        conditions = ["s.status_in_force <> 'dissolved'", condition(asked, bound)]
        if region:
            conditions.append(within_region("c.region_code", region, bound))
        if party is not None:
            conditions.append(f"c.party_id = {bound.add(party)}")
        found = await rows(
            f"SELECT {COLUMNS} FROM siopik_cooperative c JOIN siopik_cooperative_standing s ON s.cooperative_id = c.id "
            f"WHERE {' AND '.join(conditions)} ORDER BY {order}",
            bound,
        )
        return [AudienceMember(row["party_id"], reason(asked, row)) for row in found]

    async def find(_actor: Actor, region: str, given: Mapping[str, Any]) -> Sequence[AudienceMember]:
        return await chosen(given, region, None)

    async def includes(party_id: int, given: Mapping[str, Any]) -> bool:
        return bool(await chosen(given, "", party_id))

    return Audience(
        f"siopik.{noun}",
        title,
        definition,
        find,
        parameters or {},
        permission=READ_REPORTS,
        includes=includes,
    )


async def _asked(given: Mapping[str, Any]) -> Asked:
    day = clock.today(load_settings().time_zone)
    return Asked(day, await rule_book(day), given)


def _incomplete(asked: Asked, parameters: Parameters) -> str:
    below = asked.number("below", asked.rules.completeness.complete_from, 1, 100)
    return f"s.completeness < {parameters.add(below)}"


def _missing(asked: Asked, row: Mapping[str, Any]) -> str:
    stored = row["missing"]
    names = set(json.loads(stored) if isinstance(stored, str) else stored)
    labels = [each.label for each in asked.rules.completeness.fields if each.name in names]
    return f"Kelengkapan {row['completeness']}; belum ada: {', '.join(labels)}."


def _year(asked: Asked) -> int:
    return asked.number("year", asked.day.year - 1, 1945, asked.day.year - 1)


def _no_meeting(asked: Asked, parameters: Parameters) -> str:
    year = _year(asked)
    return (
        f"(c.legal_entity_date IS NULL OR c.legal_entity_date <= {parameters.add(date(year, 12, 31))}) "
        "AND NOT EXISTS (SELECT 1 FROM siopik_annual_meeting m WHERE m.cooperative_id = c.id AND m.is_current "
        f"AND m.year = {parameters.add(year)})"
    )


def _without(asked: Asked, row: Mapping[str, Any]) -> str:
    last = day_of(row["last_meeting_on"])
    late = ", sudah terlambat" if asked.rules.meeting.is_overdue(_year(asked), asked.day) else ""
    before = "belum pernah tercatat" if last is None else short_date(last)
    return f"Belum RAT tahun buku {_year(asked)}{late}; RAT terakhir: {before}."


def _lapsing(asked: Asked, parameters: Parameters) -> str:
    days = asked.number("days", asked.rules.certificate_days, 0, 730)
    last = parameters.add(asked.day + timedelta(days=days))
    return f"c.certificate_until >= {parameters.add(asked.day)} AND c.certificate_until <= {last}"


def _until(_asked: Asked, row: Mapping[str, Any]) -> str:
    until = day_of(row["certificate_until"])
    return "" if until is None else f"Sertifikat NIK berlaku sampai {short_date(until)}."


AUDIENCES: tuple[Audience, ...] = (
    _audience(
        "recorded",
        "Koperasi tercatat",
        "Semua koperasi di registri yang tidak dibubarkan.",
        lambda _asked, _parameters: "1 = 1",
        lambda _asked, _row: "Tercatat di registri.",
    ),
    _audience(
        "incomplete",
        "Koperasi yang datanya belum lengkap",
        "Koperasi yang kelengkapan datanya di bawah batas, yang paling kurang dahulu.",
        _incomplete,
        _missing,
        order="s.completeness, c.sort_key, c.id",
        parameters={"below": "Kelengkapan di bawah berapa (1 sampai 100)"},
    ),
    _audience(
        "no_annual_meeting",
        "Koperasi yang belum RAT",
        "Koperasi yang wajib RAT atas satu tahun buku dan belum melaksanakannya.",
        _no_meeting,
        _without,
        parameters={"year": "Tahun buku"},
    ),
    _audience(
        "certificate_lapsing",
        "Koperasi yang sertifikat NIK-nya segera berakhir",
        "Koperasi yang sertifikat NIK-nya masih berlaku dan berakhir dalam sekian hari.",
        _lapsing,
        _until,
        order="c.certificate_until, c.sort_key, c.id",
        parameters={"days": "Berakhir dalam berapa hari"},
    ),
)
