"""Storing answers and figures of working papers: the latest told holds."""

from __future__ import annotations

from collections.abc import Mapping

from kopukm_core.db import copy_rows, reserve_ids
from kopukm_siopik.health.choices import AnswerMark, FigureOrigin, FiguresYear
from kopukm_siopik.health.papers import HealthAnswer, HealthFigure
from kopukm_siopik.health.rules.item_codes import Item


async def store_answers(
    assessment_id: int, marks: Mapping[Item, AnswerMark], notes: Mapping[Item, str]
) -> list[Item]:
    """Replace these answers; a note stays until another is told. Answers the items noted that have no answer."""
    stored = {
        (one.indicator, one.item): one for one in await HealthAnswer.filter(assessment_id=assessment_id)
    }
    changed = sorted(marks.keys() | notes.keys())
    without = [item for item in changed if item not in marks and item not in stored]
    if without:
        return without
    rows = []
    for item in changed:
        former = stored.get(item)
        mark = marks[item] if former is None else marks.get(item, former.mark)
        note = notes.get(item, None if former is None else former.note)
        rows.append((assessment_id, *item, mark, note))
    old = [stored[item].id for item in changed if item in stored]
    if old:
        await HealthAnswer.filter(id__in=old).delete()
    keys = await reserve_ids(HealthAnswer, len(rows))
    await copy_rows(
        HealthAnswer,
        ("id", "assessment_id", "indicator", "item", "mark", "note"),
        [(key, *row) for key, row in zip(keys, rows, strict=True)],
    )
    return []


async def store_figures(
    assessment_id: int, year: FiguresYear, amounts: Mapping[str, int | None], origin: FigureOrigin
) -> None:
    """Replace these figures, by the names of inputs; None takes one away."""
    if not amounts:
        return
    await HealthFigure.filter(assessment_id=assessment_id, year=year, name__in=list(amounts)).delete()
    rows = [(name, amount) for name, amount in amounts.items() if amount is not None]
    keys = await reserve_ids(HealthFigure, len(rows))
    await copy_rows(
        HealthFigure,
        ("id", "assessment_id", "year", "name", "amount", "origin"),
        [
            (key, assessment_id, year, name, amount, origin)
            for key, (name, amount) in zip(keys, rows, strict=True)
        ],
    )
