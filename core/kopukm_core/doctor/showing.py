"""The answers on the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from kopukm_core.doctor.checkup import Answer, worst
from kopukm_core.doctor.finding import State

_SIGN = {State.OK: "baik", State.WARNING: "PERHATIAN", State.FAULT: "SALAH"}


def as_lines(answers: Sequence[Answer]) -> list[str]:
    """One line per answer; below what is not well, why it matters and what to do."""
    width = max((len(answer.title) for answer in answers), default=0)
    lines: list[str] = []
    for answer in answers:
        finding = answer.finding
        lines.append(f"{_SIGN[finding.state]:<9}  {answer.title:<{width}}  {finding.what}")
        if finding.why:
            lines.append(f"{'':<11}{finding.why}")
        if finding.remedy and finding.state is not State.OK:
            lines.append(f"{'':<11}→ {finding.remedy}")
    lines += ["", _summary(answers)]
    return lines


def as_json(answers: Sequence[Answer]) -> str:
    """`{"state": …, "checks": [{name, title, state, what, why, remedy}]}`."""
    checks = [
        {
            "name": answer.name,
            "title": answer.title,
            "state": answer.finding.state,
            "what": answer.finding.what,
            "why": answer.finding.why,
            "remedy": answer.finding.remedy,
        }
        for answer in answers
    ]
    return orjson.dumps({"state": worst(answers), "checks": checks}, option=orjson.OPT_INDENT_2).decode()


def _summary(answers: Sequence[Answer]) -> str:
    states = [answer.finding.state for answer in answers]
    faults, warnings = states.count(State.FAULT), states.count(State.WARNING)
    if not faults and not warnings:
        return f"{len(states)} pemeriksaan, semuanya baik."
    return f"{len(states)} pemeriksaan: {faults} salah, {warnings} perlu perhatian."
