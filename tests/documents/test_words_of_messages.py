"""Every message as somebody with a cheap telephone reads it: short, plain, polite, with who writes and what to do."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kopukm_core.messaging.template import MessageTemplate, Wording, variables_in
from kopukm_core.part import joined
from kopukm_core.plugin import PARTS
from kopukm_core.values import ReadingContext

TEMPLATES: tuple[MessageTemplate, ...] = tuple(joined(PARTS, "message_templates"))
READING = ReadingContext(today=date(2027, 1, 4), time_zone=ZoneInfo("Asia/Jakarta"))
LONGEST = 1_000
"""Characters of one bubble that is still read on a small screen."""
ENGLISH = (
    "booking",
    "slot",
    "session",
    "reminder",
    "email",
    "e-mail",
    "link",
    "please",
    "confirm",
    "cancel",
    "party",
)
TO_OFFICERS = ("core.steps_redated", "core.steps_due", "core.steps_assigned")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_each_is_one_short_polite_bubble_in_indonesian(template: MessageTemplate) -> None:
    subject, text = Wording(template.subject, template.text).rendered(template.all_variables, READING)
    assert 40 < len(text) < LONGEST
    assert 5 < len(subject) <= 78
    assert "{" not in text + subject and "None" not in text
    assert not re.search(r"\n{3}|  ", text)
    # Examples hold addresses and codes; the words around them are what is written to people.
    bare = re.sub(r"\{\w+\}", "", template.text).lower()
    assert [word for word in ENGLISH if re.search(rf"\b{word}\b", bare)] == []
    if template.name not in TO_OFFICERS:
        assert "bapak/ibu" in text.lower()
    used = variables_in(template.text) | variables_in(template.subject)
    assert used >= set(template.variables), "a value that no text shows"
    assert "office" in used, "who writes"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_moments_are_told_with_day_and_zone_and_codes_are_explained(template: MessageTemplate) -> None:
    _, text = Wording(template.subject, template.text).rendered(template.all_variables, READING)
    if "starts_at" in template.variables:
        assert re.search(r"(Senin|Rabu), \d{1,2} \w+ 2027 \d\d\.\d\d WIB", text)
    for name in ("check_in_code", "answer_code"):
        if name in template.variables:
            assert re.search(rf"kode (hadir|undangan|jawaban) {template.variables[name]}", text)


def test_who_is_invited_learns_how_to_stop() -> None:
    (invitation,) = [one for one in TEMPLATES if one.name == "core.activity_invitation"]
    assert "tidak ingin diundang lagi" in invitation.text
