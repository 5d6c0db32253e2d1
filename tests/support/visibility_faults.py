"""Declarations with one rule or mask taken out: each must change what somebody sees."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from kopukm_core.visibility import AllOf, AnyOf, Everyone, Mask, Rule, Through, Visibility


def faults(declarations: Sequence[Visibility]) -> Iterator[tuple[str, tuple[Visibility, ...]]]:
    """Every declaration with one rule or mask taken out, beside the others as they are."""
    for index, declared in enumerate(declarations):
        changed: list[tuple[str, Visibility]] = []
        if declared.rows != Everyone():
            changed.append(("rows", dataclasses.replace(declared, rows=Everyone())))
        for number, rule in enumerate(_without_one(declared.rows)):
            changed.append((f"rows without part {number}", dataclasses.replace(declared, rows=rule)))
        for column in declared.masks:
            kept = {each: mask for each, mask in declared.masks.items() if each != column}
            changed.append((f"mask of {column}", dataclasses.replace(declared, masks=kept)))
            mask = declared.mask(column)
            assert mask is not None
            for number, rule in enumerate(_without_one(mask.rule)):
                weaker = {**declared.masks, column: Mask(rule, mask.text)}
                changed.append(
                    (f"mask of {column} without {number}", dataclasses.replace(declared, masks=weaker))
                )
        for what, each in changed:
            yield (
                f"{declared.model.__name__} {what}",
                (*declarations[:index], each, *declarations[index + 1 :]),
            )


def _without_one(rule: Rule) -> list[Rule]:
    if isinstance(rule, Through) and rule.rule is not None:
        return [dataclasses.replace(rule, rule=weaker) for weaker in _without_one(rule.rule)]
    if not isinstance(rule, AnyOf | AllOf):
        return []
    parts = rule.rules
    left: list[Rule] = [type(rule)(*parts[:index], *parts[index + 1 :]) for index in range(len(parts))]
    for index, part in enumerate(parts):
        left += [type(rule)(*parts[:index], weaker, *parts[index + 1 :]) for weaker in _without_one(part)]
    return left
