"""Figures as they are given out, and the same figures computed again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kopukm_siopik.figures.as_of import Question
from kopukm_siopik.figures.disclosure import OF_RESULTS, disclosure_to_all
from kopukm_siopik.figures.growth import growth
from kopukm_siopik.figures.models import FiguresPublication
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.figures.statistics import Counts, statistics


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another one today: where, which, as published and as computed now."""

    place: str
    figure: str
    published: int | None
    reproduced: int | None


async def published_figures(question: Question, since: int) -> dict[str, dict[str, int]]:
    """Place or year → figure → count: by kecamatan, and the growth of the years since.

    Everybody reads what is published: counts of health results that would tell a single one are left out.
    """
    told, found = disclosure_to_all(question), {}
    counted = {row.region_code or "-": row.counts for row in await statistics(question)}
    shown = told.shown(counted)
    for place, counts in counted.items():
        found[place] = _public(counts, place in shown)
    for point in await growth(question, date(since, 1, 1)):
        of_year = {"founded": point.founded, "dissolved_in": point.dissolved}
        found[f"{point.last_day:%Y}"] = of_year | _public(point.counts, told.shows(point.counts))
    return found


def _public(counts: Counts, with_results: bool) -> dict[str, int]:
    return {name: count for name, count in asdict(counts).items() if with_results or name not in OF_RESULTS}


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
