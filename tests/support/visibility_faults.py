"""Declarations with one rule or mask taken out: each must change what somebody sees."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kopukm_core.visibility import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Mask,
    Nobody,
    Rule,
    Through,
    Visibility,
    VisibilityRegistry,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A model's declaration with one thing taken out; `mask` names the column whose mask it concerns."""

    name: str
    broken: Visibility
    mask: str = ""


def faults(declarations: Sequence[Visibility]) -> Iterator[tuple[str, tuple[Visibility, ...]]]:
    """Every declaration with one rule or mask taken out, beside the others as they are."""
    for index, declared in enumerate(declarations):
        for fault in faults_of(declared):
            yield fault.name, (*declarations[:index], fault.broken, *declarations[index + 1 :])


def faults_of(declared: Visibility) -> Iterator[Fault]:
    """Every way to take one rule, one part of a rule, or one mask out of a declaration."""
    model = declared.model.__name__
    if declared.rows != Everyone():
        yield Fault(f"{model} rows", dataclasses.replace(declared, rows=Everyone()))
    if declared.rows != Nobody():
        yield Fault(f"{model} rows to nobody", dataclasses.replace(declared, rows=Nobody()))
    for number, rule in enumerate(_without_one(declared.rows)):
        yield Fault(f"{model} rows without part {number}", dataclasses.replace(declared, rows=rule))
    for column in declared.masks:
        mask = declared.mask(column)
        assert mask is not None
        others: list[Rule] = [] if mask.rule == Nobody() else [Nobody()]
        for number, rule in enumerate([Everyone(), *_without_one(mask.rule), *others]):
            changed = {**declared.masks, column: Mask(rule, mask.text)}
            broken = dataclasses.replace(declared, masks=changed)
            yield Fault(f"{model} mask of {column}, {number}", broken, column)


@contextmanager
def broken_rule(registry: VisibilityRegistry, broken: Visibility) -> Iterator[None]:
    """The fault in place of the model's declaration, for all who hold the registry."""
    whole = registry.declaration(broken.model)
    registry._declarations[broken.model] = broken
    try:
        yield
    finally:
        registry._declarations[broken.model] = whole


def _without_one(rule: Rule) -> list[Rule]:
    if isinstance(rule, Granted) and rule.region is not None:
        return [Granted(rule.permission)]
    if isinstance(rule, Through) and rule.rule is not None:
        return [dataclasses.replace(rule, rule=weaker) for weaker in _without_one(rule.rule)]
    if not isinstance(rule, AnyOf | AllOf):
        return []
    parts = rule.rules
    left: list[Rule] = [type(rule)(*parts[:index], *parts[index + 1 :]) for index in range(len(parts))]
    for index, part in enumerate(parts):
        left += [type(rule)(*parts[:index], weaker, *parts[index + 1 :]) for weaker in _without_one(part)]
    return left
