"""Where no cooperative has a health result, no share of healthy ones is told."""

from __future__ import annotations

from kopukm_siopik.figures.counting import Counts
from kopukm_siopik.figures.disclosure import EVERYTHING, Disclosure
from kopukm_siopik.figures.report_tables import NOT_ASSESSED, counted_cells


def test_no_share_is_invented_without_a_result() -> None:
    none = Counts(registered=4, active_computed=2)
    assert none.healthy_share is None
    assert NOT_ASSESSED in counted_cells(none)


def test_a_result_that_is_not_healthy_gives_a_share_of_nought() -> None:
    some = Counts(registered=4, assessed=1)
    assert some.healthy_share == 0
    assert NOT_ASSESSED not in counted_cells(some)
    assert (some + Counts(registered=4, assessed=3, healthy=2)).healthy_share == 0.25


def counted(**assessed: int) -> dict[str, Counts]:
    """Rows of a table with so many assessed in each."""
    return {name: Counts(registered=50, assessed=number) for name, number in assessed.items()}


def test_few_results_are_not_told_to_those_who_may_not_see_one() -> None:
    public = Disclosure(5)
    assert public.shown(counted(a=0, b=4, c=5, d=9)) == {"a", "d"}, "b alone would follow from the total"
    assert public.shown(counted(a=0, b=4, c=3, d=9)) == {"a", "d"}, "b and c cannot be told apart"
    assert public.shown(counted(a=0, c=5)) == {"a", "c"}
    assert public.shown(counted(b=1)) == set()
    assert EVERYTHING.shown(counted(b=1, a=0)) == {"a", "b"}
    assert Disclosure(None).shown(counted(a=0, d=90)) == set()
