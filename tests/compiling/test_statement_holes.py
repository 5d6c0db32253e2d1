"""Holes: what Python fills in, whatever characters data and arguments hold."""

from __future__ import annotations

import pytest

from compiled import BothWays
from gauge_models import Gauge
from kopukm_core.db import Dialect
from kopukm_graphql.compiling.holes import HOLE_BEGINS, HOLE_ENDS, IMPOSSIBLE, Hole, filled
from kopukm_graphql.compiling.refusing import RunOtherwiseError

pytestmark = pytest.mark.anyio

CONTROLS = "".join(chr(number) for number in range(1, 32)) + "\x7f\x85\u2028\u2029\ufeff"
TEXTS = (
    CONTROLS,
    f"{HOLE_BEGINS}0[null]{HOLE_ENDS}",
    f"a{IMPOSSIBLE}b",
    "\\u0001\\u0003 \\ \" ' '' / </script>",
    "é 漢字 😀 \U0010ffff",
    "",
    "null",
    '"}]',
)
ALL = "{ gauge { all { name note loud id } } }"


def hole(number: int, brought: str) -> str:
    """What a statement writes for a hole."""
    return f"{HOLE_BEGINS}{number}[{brought}]{HOLE_ENDS}"


async def test_holes_are_filled_in_their_places() -> None:
    holes = [
        Hole((None, int), lambda text, number: [text, number]),
        Hole((), lambda: "tetap"),
        Hole((str.upper,), lambda text: text),
    ]
    text = f'{{"a":{hole(0, "null," + chr(34) + "7" + chr(34))},"b":{hole(1, "")},"c":{hole(2, "null")}}}'
    assert filled(text, holes) == b'{"a":[null,7],"b":"tetap","c":null}'
    assert filled('{"a":1}', holes) == b'{"a":1}'


async def test_what_functions_raise_gives_the_operation_back() -> None:
    def broken() -> str:
        raise LookupError("rusak")

    with pytest.raises(RunOtherwiseError, match="rusak"):
        filled(hole(0, ""), [Hole((), broken)])
    with pytest.raises(RunOtherwiseError):
        filled(hole(0, "not json"), [Hole((None,), str)])
    with pytest.raises(RunOtherwiseError):
        filled(hole(0, "1,2"), [Hole((None,), str)])
    with pytest.raises(RunOtherwiseError):
        filled(f'{{"a":{IMPOSSIBLE}}}', ())


async def test_any_character_of_data_is_answered(gauges: BothWays) -> None:
    for number, text in enumerate(TEXTS, 1):
        await Gauge.create(id=number, name=text, note=text, keeper_id=1)
    data, errors = await gauges.answer(ALL, compiled=True)
    assert errors == []
    assert sorted(each["name"] for each in data["gauge"]["all"]) == sorted(TEXTS)
    assert all(each["note"] == each["name"] for each in data["gauge"]["all"])


async def test_any_character_of_arguments_is_sought(gauges: BothWays) -> None:
    for number, text in enumerate(TEXTS, 1):
        await Gauge.create(id=number, name=text, note=text, keeper_id=1)
    document = """query($name: String, $note: String) { gauge { gauge(name: $name) { id name loud }
      gauges(where: {note: {equals: $note}}) { totalCount edges { cursor node { note } } } } }"""
    for text in TEXTS:
        data, errors = await gauges.answer(document, compiled=True, name=text, note=text)
        assert errors == []
        assert data["gauge"]["gauge"]["name"] == text
        assert data["gauge"]["gauges"]["totalCount"] == 1


async def test_a_nul_in_an_argument_is_left_to_the_other_executor(gauges: BothWays) -> None:
    document = "query($name: String) { gauge { gauge(name: $name) { id } } }"
    _, errors = await gauges.answer(document, compiled=False, name="a\0b")
    assert len(errors) == 1


async def test_cursors_of_any_character_lead_on(gauges: BothWays) -> None:
    for number, text in enumerate(TEXTS, 1):
        await Gauge.create(id=number, name=text, keeper_id=1)
    document = """query($after: String) { gauge { gauges(first: 1, after: $after, order: NAME_ASC) {
      nodes { name } pageInfo { endCursor hasNextPage } } } }"""
    seen, after = [], None
    for _ in TEXTS:
        data, _ = await gauges.answer(document, compiled=True, after=after)
        seen += [each["name"] for each in data["gauge"]["gauges"]["nodes"]]
        after = data["gauge"]["gauges"]["pageInfo"]["endCursor"]
    assert sorted(seen) == sorted(TEXTS)
    assert data["gauge"]["gauges"]["pageInfo"]["hasNextPage"] is False


async def test_a_function_that_raises_gives_the_interpreted_error(
    gauges: BothWays, dialect_under_test: Dialect
) -> None:
    await Gauge.create(id=1, name="baik", note="ada", keeper_id=1)
    await Gauge.create(id=2, name="rusak", note=None, keeper_id=1)
    _, errors = await gauges.answer("{ gauge { all { loud } } }", compiled=False)
    assert errors == ["gauge.all.1.loud: alat rusak [SourceLocation(line=1, column=17)]"]
    data, errors = await gauges.answer("{ gauge { all(first: 1) { loud sureNote } } }", compiled=True)
    assert data == {"gauge": {"all": [{"loud": "BAIK", "sureNote": "ada"}]}}
    _, errors = await gauges.answer("{ gauge { all { sureNote } } }", compiled=False)
    assert "Cannot return null for non-nullable field Gauge.sureNote." in errors[0]
    assert dialect_under_test in Dialect
