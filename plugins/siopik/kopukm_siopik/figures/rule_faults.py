"""What is wrong with the parameters of a rule, before anything is computed by them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kopukm_siopik.figures.choices import ClassCriterion, LegalCategory, RuleName
from kopukm_siopik.health.choices import HealthPredicate
from kopukm_siopik.rules.legal_ladder import RUNGS

LARGEST_WINDOW = 10


def parameters_fault(name: RuleName, text: str) -> str | None:
    """A sentence that tells what is wrong; None where the rule can be computed by them."""
    try:
        parameters = json.loads(text)
    except ValueError:
        return "Bukan JSON yang sah."
    if not isinstance(parameters, dict):
        return 'Harus objek JSON, misalnya {"months": 6}.'
    try:
        is_good = _CHECKS[name](parameters)
    except (KeyError, TypeError, ValueError, AttributeError):
        is_good = False
    return None if is_good else f"Parameter aturan {name.label} tidak lengkap atau di luar batasnya."


def _whole(value: Any, smallest: int, largest: int) -> bool:
    return type(value) is int and smallest <= value <= largest


def _activity(told: Mapping[str, Any]) -> bool:
    window = told["window"]
    return (
        _whole(window, 1, LARGEST_WINDOW)
        and _whole(told["minimum_meetings"], 0, window)
        and type(told["needs_business"]) is bool
    )


def _completeness(told: Mapping[str, Any]) -> bool:
    fields = told["fields"]
    names = [each["name"] for each in fields]
    return (
        _whole(told["complete_from"], 1, 100)
        and len(set(names)) == len(names) > 0
        and set(names) <= KNOWN_FIELDS
        and all(_whole(each["weight"], 1, 1_000) and each["label"] for each in fields)
    )


def _classes(told: Mapping[str, Any]) -> bool:
    for criterion in ClassCriterion:
        cuts = told["cuts"][criterion.value]
        amounts = [cut.get("from", cut.get("above")) for cut in cuts]
        if len(cuts) != 3 or any(
            len(cut) != 1 or type(amount) is not int for cut, amount in zip(cuts, amounts, strict=True)
        ):
            return False
        if amounts != sorted(set(amounts)):
            return False
    return told["combine"] in ("highest", "lowest")


def _legal(told: Mapping[str, Any]) -> bool:
    rungs = [LegalCategory(one) for one in told["rungs"]]
    return (
        len(set(rungs)) == len(rungs) > 0
        and set(rungs) <= set(RUNGS)
        and _whole(told["statutes_years"], 1, 100)
    )


def _turnover(told: Mapping[str, Any]) -> bool:
    limits = told["limits"]
    return (
        len(limits) == 4
        and all(type(one) is int and one > 0 for one in limits)
        and limits == sorted(set(limits))
    )


def _healthy(told: Mapping[str, Any]) -> bool:
    named = {HealthPredicate(one) for one in told["predicates"]}
    return bool(named) and _whole(told["least_assessed_shown"], 1, 100)


KNOWN_FIELDS = frozenset(
    {
        *("nik", "legal_entity_number", "legal_entity_date", "legal_amended_on", "form", "kind"),
        *("management_pattern", "group", "sector", "address", "postal_code", "email", "phone", "status"),
        *("legal_authority", "nib", "npwp", "savings_licence", "coordinates", "supervised_by"),
        *("certificate_until", "village", "chair", "annual_meeting", "members", "employees", "equity"),
        *("external_capital", "assets", "business_volume", "surplus"),
    }
)
"""What completeness may ask for."""

_CHECKS: Mapping[RuleName, Callable[[Mapping[str, Any]], bool]] = {
    RuleName.ACTIVITY: _activity,
    RuleName.ANNUAL_MEETING: lambda told: _whole(told["months"], 1, 11),
    RuleName.COMPLETENESS: _completeness,
    RuleName.LEGAL: _legal,
    RuleName.TURNOVER: _turnover,
    RuleName.CLASS_ALL: _classes,
    RuleName.CLASS_SAVINGS: _classes,
    RuleName.GRADE: lambda told: _whole(told["window"], 3, 3) and _whole(told["new_years"], 1, 10),
    RuleName.CERTIFICATE: lambda told: _whole(told["days"], 1, 730),
    RuleName.HEALTHY: _healthy,
}
