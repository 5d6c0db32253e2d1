"""Where no cooperative has a health result, no share of healthy ones is told."""

from __future__ import annotations

from kopukm_siopik.figures.report_tables import NOT_ASSESSED, counted_cells
from kopukm_siopik.figures.statistics import Counts


def test_no_share_is_invented_without_a_result() -> None:
    none = Counts(registered=4, active_computed=2)
    assert none.healthy_share is None
    assert NOT_ASSESSED in counted_cells(none)


def test_a_result_that_is_not_healthy_gives_a_share_of_nought() -> None:
    some = Counts(registered=4, assessed=1)
    assert some.healthy_share == 0
    assert NOT_ASSESSED not in counted_cells(some)
    assert (some + Counts(registered=4, assessed=3, healthy=2)).healthy_share == 0.25
