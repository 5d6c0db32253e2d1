"""Figures as they are given out, and the same figures computed again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kopukm_siopik.figures.counting import HEALTH_COUNTS, Counts
from kopukm_siopik.figures.disclosure import disclosure_to_all
from kopukm_siopik.figures.growth import growth
from kopukm_siopik.figures.models import FiguresPublication
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import statistics


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another one today: where, which, as published and as computed now."""

    place: str
    figure: str
    published: int | None
    reproduced: int | None


async def published_figures(question: Question, since: int) -> dict[str, dict[str, int]]:
    """Place or year → figure → count: by kecamatan, and the growth of the years since.

    A publication is for everybody: counts of health results that would tell a single one are not in it.
    """
    public = disclosure_to_all(question)
    rows = {row.region_code: row.counts for row in await statistics(question)}
    shown = public.shown(rows)
    found = {code or "-": _told(counts, code in shown) for code, counts in rows.items()}
    for point in await growth(question, date(since, 1, 1)):
        counts = _told(point.counts, public.shows(point.counts))
        found[f"{point.last_day:%Y}"] = {"founded": point.founded, "dissolved_in": point.dissolved, **counts}
    return found


def _told(counts: Counts, shown: bool) -> dict[str, int]:
    """The counts as anybody may know them: of health results only where they tell no single one."""
    return {name: count for name, count in asdict(counts).items() if shown or name not in HEALTH_COUNTS}


async def question_of(publication: FiguresPublication) -> Question:
    """What was asked when the figures were given out."""
    rules = await rule_book(publication.as_of, versions=publication.rule_versions)
    return Question(publication.as_of, publication.known_at, rules, publication.region_code)


async def differences(publication: FiguresPublication) -> list[Difference]:
    """What the figures are today that were others when they were published; nothing where they are reproduced."""
    then: dict[str, dict[str, Any]] = json.loads(publication.figures)
    now = await published_figures(await question_of(publication), publication.since)
    return [
        Difference(place, figure, former, present)
        for place in sorted({*then, *now})
        for figure in sorted({*then.get(place, {}), *now.get(place, {})})
        if (former := then.get(place, {}).get(figure)) != (present := now.get(place, {}).get(figure))
    ]
