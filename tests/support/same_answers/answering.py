"""An answer as a client gets it, and where two of them differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from graphql import ExecutionResult

from kopukm_graphql.server.answers import result_body
from kopukm_graphql.server.encoding import encoded
from kopukm_graphql.server.execution import WrittenResult

REQUEST = "uji"
"""The request id of every answer, so that messages which name it are equal."""
_MOST_TOLD = 5
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` after JSON parsing; errors as (path, message, extensions) in no order; or how the server failed."""

    data: Any
    errors: tuple[tuple[str, str, str], ...]
    has_data: bool = True
    failure: str = ""
    written: bytes = b""
    """The JSON text of the data, where the executor wrote it."""
    withheld: bool = False
    """Of a subscription's event: the row is not there for this actor, and nothing is sent."""

    @property
    def is_internal(self) -> bool:
        """Whether anything in it is a fault of ours."""
        return bool(self.failure) or any('"INTERNAL"' in extensions for _, _, extensions in self.errors)


def of_result(result: ExecutionResult) -> Answer:
    """From Python values: masked and written as the server does."""
    body = json.loads(encoded(result_body(result, REQUEST)))
    errors = tuple(
        (
            json.dumps(each.get("path")),
            each["message"],
            json.dumps(each.get("extensions"), sort_keys=True),
        )
        for each in body.get("errors", ())
    )
    return Answer(body.get("data"), tuple(sorted(errors)), "data" in body)


def of_written(result: WrittenResult) -> Answer:
    """From JSON text. ValueError where it is no JSON, or an object of it holds a key twice."""
    try:
        data = json.loads(result.data.decode("utf-8"), object_pairs_hook=_once)
    except ValueError as error:
        return Answer(None, (), failure=f"{error} in {_near(error, result.data)!r}")
    return Answer(data, (), written=result.data)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a key stands twice: {[name for name, _ in pairs]}")
    return found


def differences(expected: Answer, got: Answer) -> list[str]:
    """Where they differ, the first few places; empty where they are equal."""
    if expected.failure or got.failure:
        same = bool(expected.failure) and bool(got.failure)
        return [] if same else [f"failure: {got.failure!r}, not {expected.failure!r}"]
    found: list[str] = []
    if expected.withheld != got.withheld:
        found.append(f"the event is {'' if got.withheld else 'not '}withheld")
    if expected.has_data != got.has_data:
        found.append(f"data is {'there' if got.has_data else 'missing'}")
    _compare("data", expected.data, got.data, found)
    if expected.errors != got.errors:
        missing = [each for each in expected.errors if each not in got.errors]
        added = [each for each in got.errors if each not in expected.errors]
        found.append(f"errors: missing {missing}, not expected {added}, in all {len(got.errors)}")
    return found[:_MOST_TOLD]


def _compare(where: str, expected: Any, got: Any, found: list[str]) -> None:
    if len(found) >= _MOST_TOLD:
        return
    if isinstance(expected, dict) and isinstance(got, dict):
        if list(expected) != list(got):
            found.append(f"{where}: keys {list(got)}, not {list(expected)}")
        for key in expected:
            if key in got:
                _compare(f"{where}.{key}", expected[key], got[key], found)
    elif isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            found.append(f"{where}: {len(got)} entries, not {len(expected)}")
        for number, (one, other) in enumerate(zip_longest(expected, got, fillvalue=_NOTHING)):
            if _NOTHING not in (one, other):
                _compare(f"{where}[{number}]", one, other, found)
    elif not _same(expected, got):
        found.append(f"{where}: {_short(got)}, not {_short(expected)}")


def _same(expected: Any, got: Any) -> bool:
    """Equal as JSON: 1 and 1.0 are one number, true is none."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    return bool(expected == got)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"


def _near(error: ValueError, data: bytes) -> str:
    """The text around the place that the error names."""
    text = data.decode("utf-8", errors="replace")
    place = getattr(error, "pos", 0)
    return text[max(0, place - 150) : place + 50]
