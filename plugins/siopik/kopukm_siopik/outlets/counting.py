"""Which villages have their Merah Putih cooperative, and what outlets these run, as of any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.db.district_index import district_of
from kopukm_core.db.fields import REGION_CODE_LENGTH
from kopukm_core.visibility.expressions import within_region
from kopukm_siopik.figures.as_of import state_table
from kopukm_siopik.figures.judging import known
from kopukm_siopik.figures.question import Question
from kopukm_siopik.outlets.choices import OutletKind, OutletStatus

MOST = 500


@dataclass(slots=True)
class VillageCounts:
    """Desa and kelurahan of one region, and the Merah Putih cooperatives of them.

    `unlinked` are cooperatives whose village is not recorded, counted where their office is.
    """

    villages: int = 0
    served: int = 0
    unlinked: int = 0
    outlets: dict[tuple[OutletKind, OutletStatus], int] = field(default_factory=dict)

    @property
    def unserved(self) -> int:
        """Villages without one."""
        return self.villages - self.served

    def add(self, other: VillageCounts) -> None:
        """Take the counts of another region in."""
        self.villages += other.villages
        self.served += other.served
        self.unlinked += other.unlinked
        for key, number in other.outlets.items():
            self.outlets[key] = self.outlets.get(key, 0) + number


@dataclass(frozen=True, slots=True)
class UnservedVillage:
    """A desa or kelurahan without its cooperative."""

    code: str
    name: str
    district: str | None


async def village_counts(question: Question, level: int) -> Mapping[str | None, VillageCounts]:
    """Region → its counts, in order of codes; None: neither village nor office is known. Two statements."""
    found: dict[str | None, VillageCounts] = {}
    parameters = Parameters(dialect())
    merah_putih = _merah_putih(question, parameters)
    for row in await rows(
        f"WITH {merah_putih} SELECT substr(r.code, 1, {level}) AS region, COUNT(*) AS villages, "
        "COUNT(s.village) AS served FROM region r LEFT JOIN (SELECT DISTINCT m.village FROM merah_putih m) s "
        f"ON s.village = r.code WHERE {_villages(question, parameters)} GROUP BY 1",
        parameters,
    ):
        found[row["region"]] = VillageCounts(row["villages"], row["served"])
    parameters = Parameters(dialect())
    merah_putih = _merah_putih(question, parameters)
    place = f"substr(COALESCE(m.village, m.region_code), 1, {level})"
    for row in await rows(
        f"WITH {merah_putih} SELECT {place} AS region, '' AS kind, '' AS status, COUNT(*) AS number "
        "FROM merah_putih m WHERE m.village IS NULL GROUP BY 1 UNION ALL "
        f"SELECT {place} AS region, o.kind, o.status, COUNT(*) AS number FROM merah_putih m "
        f"JOIN ({_outlets(question, parameters)}) o ON o.cooperative_id = m.id GROUP BY 1, 2, 3",
        parameters,
    ):
        counts = found.setdefault(row["region"], VillageCounts())
        if row["kind"]:
            counts.outlets[OutletKind(row["kind"]), OutletStatus(row["status"])] = row["number"]
        else:
            counts.unlinked = row["number"]
    return {code: found[code] for code in sorted(found, key=lambda code: code or "~")}


async def unserved_villages(question: Question, first: int, offset: int = 0) -> list[UnservedVillage]:
    """The villages without a cooperative, in order of codes; at most MOST at once."""
    parameters = Parameters(dialect())
    merah_putih = _merah_putih(question, parameters)
    found = await rows(
        f"WITH {merah_putih} SELECT r.code, r.name, d.name AS district FROM region r "
        f"LEFT JOIN region d ON d.code = {district_of('r.code')} "
        f"WHERE {_villages(question, parameters)} "
        "AND NOT EXISTS (SELECT 1 FROM merah_putih m WHERE m.village = r.code) "
        f"ORDER BY r.code LIMIT {parameters.add(min(first, MOST))} OFFSET {parameters.add(offset)}",
        parameters,
    )
    return [UnservedVillage(**row) for row in found]


def _merah_putih(question: Question, parameters: Parameters) -> str:
    """`state AS (…), merah_putih AS (…)`: the KDMP and KKMP of the day that were not dissolved, with their village."""
    day = parameters.add(question.day)
    columns = ("programme_category", "served_village_code")
    return (
        f"{state_table(question, parameters, columns)}, merah_putih AS ("
        "SELECT x.id, x.region_code, x.served_village_code AS village FROM state x "
        "WHERE x.programme_category IN ('kdmp', 'kkmp') AND (x.dissolved_on IS NULL OR x.dissolved_on > "
        f"{day}) AND (x.status IS NULL OR x.status <> 'dissolved' OR x.dissolved_on IS NOT NULL))"
    )


def _villages(question: Question, parameters: Parameters) -> str:
    inside = f" AND {within_region('r.code', question.within, parameters)}" if question.within else ""
    return f"length(r.code) = {REGION_CODE_LENGTH} AND r.vanished_at IS NULL{inside}"


def _outlets(question: Question, parameters: Parameters) -> str:
    """The outlets of the day with the status that they had."""
    day, moment = parameters.add(question.day), parameters.add(question.known_at)
    return (
        "SELECT l.cooperative_id, l.kind, l.status FROM (SELECT t.cooperative_id, w.kind, t.status, "
        "ROW_NUMBER() OVER (PARTITION BY t.outlet_id ORDER BY t.effective_on DESC, t.id DESC) AS place "
        "FROM siopik_outlet_state t JOIN siopik_outlet w ON w.id = t.outlet_id "
        f"WHERE t.effective_on <= {day} AND {known('t', moment, 'withdrawn_at')}) l WHERE l.place = 1"
    )
