"""Which results counted on a day, as the office knew them at a moment: conditions for statements over many rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kopukm_core.db import Parameters, dialect, rows
from kopukm_siopik.health.choices import HealthPredicate

HEALTHY: frozenset[HealthPredicate] = frozenset({HealthPredicate.HEALTHY})
"""What "koperasi sehat" counts unless another set is chosen; whoever shows a count shows the set with it."""


def counted_condition(alias: str, parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: the row `alias` of siopik_health_assessment is a result that counted on `day`, as known at `known_at`.

    Approved by then and not yet withdrawn or replaced; its book year was over and its validity was not.
    Several book years of one cooperative may count at once: `latest_condition` takes the last of them.
    """
    return (
        f"({alias}.approved_at <= {parameters.add(known_at)}"
        f" AND ({alias}.withdrawn_at IS NULL OR {alias}.withdrawn_at > {parameters.add(known_at)})"
        f" AND {alias}.effective_on <= {parameters.add(day)}"
        f" AND {alias}.valid_until >= {parameters.add(day)})"
    )


def latest_condition(alias: str, parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: the row `alias` counted, and none of a later book year of the same cooperative did."""
    counted = counted_condition(alias, parameters, day=day, known_at=known_at)
    later = counted_condition("later_result", parameters, day=day, known_at=known_at)
    return (
        f"({counted} AND NOT EXISTS (SELECT 1 FROM siopik_health_assessment later_result"
        f" WHERE later_result.cooperative_id = {alias}.cooperative_id"
        f" AND later_result.effective_on > {alias}.effective_on AND {later}))"
    )


def results_table(parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: the result of each cooperative that had one on the day: `cooperative_id`, `predicate`."""
    counted = counted_condition("result", parameters, day=day, known_at=known_at)
    return (
        "SELECT latest.cooperative_id, latest.predicate FROM (SELECT result.cooperative_id, result.predicate, "
        "ROW_NUMBER() OVER (PARTITION BY result.cooperative_id ORDER BY result.effective_on DESC, result.id DESC) "
        f"AS place FROM siopik_health_assessment result WHERE {counted}) latest WHERE latest.place = 1"
    )


def lapsed_condition(cooperative: str, parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: a result of the cooperative had run out by the day; another may count on it."""
    day_mark, moment = parameters.add(day), parameters.add(known_at)
    return (
        f"EXISTS (SELECT 1 FROM siopik_health_assessment lapsed WHERE lapsed.cooperative_id = {cooperative} "
        f"AND lapsed.approved_at <= {moment} AND (lapsed.withdrawn_at IS NULL OR lapsed.withdrawn_at > {moment}) "
        f"AND lapsed.valid_until < {day_mark})"
    )


def predicate_condition(
    cooperative: str,
    parameters: Parameters,
    *,
    day: date,
    known_at: datetime,
    predicates: Iterable[HealthPredicate] = HEALTHY,
) -> str:
    """SQL: the cooperative with the key `cooperative` (an expression, "cooperative.id") had one of the predicates."""
    wanted = ", ".join(parameters.add(one.value) for one in sorted(predicates, key=lambda one: one.value))
    if not wanted:
        return "(1 = 0)"
    latest = latest_condition("health_result", parameters, day=day, known_at=known_at)
    return (
        "EXISTS (SELECT 1 FROM siopik_health_assessment health_result"
        f" WHERE health_result.cooperative_id = {cooperative}"
        f" AND health_result.predicate IN ({wanted}) AND {latest})"
    )


healthy_condition = predicate_condition


def assessed_condition(cooperative: str, parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: the cooperative had any result; where it had none it is "belum dinilai"."""
    return predicate_condition(
        cooperative, parameters, day=day, known_at=known_at, predicates=tuple(HealthPredicate)
    )


@dataclass(frozen=True, slots=True)
class HealthOnDay:
    """The result that held for a cooperative on a day, as it was known at a moment."""

    assessment_id: int
    cooperative_id: int
    book_year: int
    score_hundredths: int
    predicate: HealthPredicate
    rubric_version: str


async def health_on(
    day: date, known_at: datetime, cooperative_ids: Collection[int] | None = None
) -> dict[int, HealthOnDay]:
    """Cooperative → its result on the day; who is not in it is "belum dinilai". None asks for all, in one statement."""
    if cooperative_ids is not None and not cooperative_ids:
        return {}
    parameters = Parameters(dialect())
    wanted = latest_condition("one", parameters, day=day, known_at=known_at)
    if cooperative_ids is not None:
        wanted = f"one.cooperative_id IN ({parameters.add_all(sorted(cooperative_ids))}) AND {wanted}"
    found = await rows(
        "SELECT one.id, one.cooperative_id, one.book_year, one.score_hundredths, one.predicate, one.rubric_version"
        f" FROM siopik_health_assessment one WHERE {wanted} ORDER BY one.cooperative_id",
        parameters,
    )
    return {
        row["cooperative_id"]: HealthOnDay(
            row["id"],
            row["cooperative_id"],
            row["book_year"],
            row["score_hundredths"],
            HealthPredicate(row["predicate"]),
            row["rubric_version"],
        )
        for row in found
    }
