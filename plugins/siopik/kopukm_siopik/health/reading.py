"""Which results counted on a day, as the office knew them at a moment: conditions for statements over many rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kopukm_core.db import Parameters


def counted_condition(alias: str, parameters: Parameters, *, day: date, known_at: datetime) -> str:
    """SQL: the row `alias` of siopik_health_assessment is a result that counted on `day`, as known at `known_at`.

    Approved by then and not yet withdrawn or replaced; its book year was over and its validity was not.
    Several book years of one cooperative may count at once: `results_table` takes the last of them.
    """
    return (
        f"({alias}.approved_at <= {parameters.add(known_at)}"
        f" AND ({alias}.withdrawn_at IS NULL OR {alias}.withdrawn_at > {parameters.add(known_at)})"
        f" AND {alias}.effective_on <= {parameters.add(day)}"
        f" AND {alias}.valid_until >= {parameters.add(day)})"
    )


def results_table(
    parameters: Parameters, *, day: date, known_at: datetime, columns: Sequence[str] = ("predicate",)
) -> str:
    """SQL: the result of each cooperative that had one on the day: `cooperative_id` and these columns of it."""
    wanted = ("cooperative_id", *columns)
    counted = counted_condition("result", parameters, day=day, known_at=known_at)
    return (
        f"SELECT {', '.join(f'latest.{name}' for name in wanted)} FROM "
        f"(SELECT {', '.join(f'result.{name}' for name in wanted)}, "
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
