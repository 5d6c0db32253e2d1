"""What a command answers: a record, values, or problems. Kept as JSON so that a repeat gets the first answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_type_hints

from tortoise.models import Model

from kopukm_core.db import KeyText, NewKey
from kopukm_core.errors import (
    BadInputError,
    ConflictError,
    KopukmError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    Problem,
    ProblemsError,
)
from kopukm_core.values import value_type_of

REFUSALS: tuple[type[KopukmError], ...] = (
    BadInputError,
    ConflictError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProblemsError,
)
"""What a command may answer instead of doing it. Every other error is a fault, and is not recorded as the answer."""

_BY_CODE = {one.code: one for one in REFUSALS if one is not ProblemsError}


@dataclass(frozen=True, slots=True)
class RecordReference:
    """A stored record: its model (`app.Model`) and primary key as text."""

    model: str
    id: str


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record known by its model and key, where nobody needs its values; a new one's key comes with the storing."""

    model: type[Model]
    key: NewKey | int | str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something doubtful in an input that was stored all the same. The record keeps it: no personal value in it."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a command. Either `problems` is empty, or nothing was stored.

    `remarks` say what is doubtful in what was stored.
    """

    record_id: int
    reference: RecordReference | None = None
    values: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    replayed: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def accepted(self) -> bool:
        return not self.problems


def outcome_word(outcome: Outcome) -> str:
    """How the outcome is counted."""
    if outcome.replayed:
        return "repeated"
    return "problems" if outcome.problems else "done"


def model_name(model: type[Model]) -> str:
    """`app.Model`, as Tortoise names it."""
    return f"{model._meta.app}.{model.__name__}"


def reference_to(record: Model) -> RecordReference:
    """The reference to a stored record."""
    return RecordReference(model_name(type(record)), str(record.pk))


def to_text(result: Any, remarks: Sequence[Remark] = ()) -> str | KeyText | None:
    """The JSON kept in the command record for what `run` returned and remarked, perhaps with a key yet to come."""
    told = {"remarks": [[one.field, one.code, one.message] for one in remarks]} if remarks else {}
    if isinstance(result, StoredRecord) and isinstance(result.key, NewKey):
        before = json.dumps({"model": model_name(result.model), "id": ""})
        after = "" if not told else f", {json.dumps(told, ensure_ascii=False)[1:-1]}"
        return KeyText(result.key, before.removesuffix('"}'), f'"{after}}}')
    kept = {**_result_of(result), **told}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def _result_of(result: Any) -> dict[str, Any]:
    if result is None:
        return {}
    if isinstance(result, StoredRecord):
        return {"model": model_name(result.model), "id": str(result.key)}
    if isinstance(result, Model):
        reference = reference_to(result)
        return {"model": reference.model, "id": reference.id}
    if is_dataclass(result) and not isinstance(result, type):
        return {"values": _values_of(result)}
    raise TypeError(f"a command returns a record, a dataclass or None, not {type(result).__name__}")


def refusal_to_text(error: KopukmError) -> str:
    """The JSON kept for a refusal: its problems, or its code, message and remedy."""
    kept: dict[str, Any]
    if isinstance(error, ProblemsError):
        kept = {"problems": [[one.field, one.code, one.message] for one in error.problems]}
    else:
        code = next(kind.code for kind in REFUSALS if isinstance(error, kind))
        kept = {"refused": [code, error.message, error.remedy]}
    return json.dumps(kept, ensure_ascii=False)


def from_text(text: str | None, record_id: int, *, replayed: bool) -> Outcome:
    """The outcome that the kept JSON stands for; raises the error again where the command was refused by one."""
    kept = json.loads(text) if text else {}
    if "refused" in kept:
        code, message, remedy = kept["refused"]
        raise _BY_CODE[code](message, remedy=remedy)
    reference = RecordReference(kept["model"], kept["id"]) if "model" in kept else None
    problems = tuple(Problem(*one) for one in kept.get("problems", ()))
    remarks = tuple(Remark(*one) for one in kept.get("remarks", ()))
    return Outcome(record_id, reference, kept.get("values"), problems, replayed, remarks)


def _values_of(result: Any) -> dict[str, Any]:
    hints = get_type_hints(type(result), include_extras=True)
    values = {}
    for one in fields(result):
        value = getattr(result, one.name)
        values[one.name] = None if value is None else value_type_of(hints[one.name]).to_json(value)
    return values
