"""The dialogue that every channel derives from a declaration. On both engines."""

from __future__ import annotations

from datetime import date

import pytest

from commands.officers import OFFICER
from commands.stand_models import Stand
from kopukm_core.commands import CommandContext, Dialogue, Prompt
from kopukm_core.platform import Platform
from kopukm_core.values import ReadingContext

pytestmark = pytest.mark.anyio


@pytest.fixture
def dialogue(platform: Platform) -> Dialogue:
    declaration = platform.commands["market.ask_stand"]
    context = CommandContext(OFFICER, platform, 0, declaration.name, "terminal")
    return Dialogue(declaration, context, ReadingContext(today=date(2026, 11, 2)))


async def asked(dialogue: Dialogue, name: str) -> Prompt:
    """The next question, which must be this one."""
    prompt = await dialogue.next()
    assert prompt is not None and prompt.name == name
    return prompt


async def answered(dialogue: Dialogue, **answers: str) -> None:
    """Give these answers, in the order of the questions; each must be taken."""
    for name, text in answers.items():
        assert dialogue.answer(await asked(dialogue, name), text) is None


async def test_from_the_first_question_to_the_stored_command(dialogue: Dialogue, platform: Platform) -> None:
    await answered(
        dialogue, part="utara", number="lapak 2", is_paid="ya", rent="Rp250.000", days="", word=" a  b "
    )
    assert await dialogue.next() is None
    assert dialogue.given() == {
        "part": "utara",
        "number": 2,
        "is_paid": True,
        "rent": 250_000,
        "days": 7,
        "word": " a  b ",
    }
    assert dialogue.summary()[-3:] == [
        ("Sewa", "Rp250.000"),
        ("Berapa hari", "7"),
        ("Kata sandi", "••••"),
    ]
    outcome = await platform.runner.run("market.ask_stand", dialogue.given(), OFFICER)
    assert outcome.accepted
    assert (await Stand.get()).rent == 250_000


async def test_a_question_that_does_not_apply_is_not_asked(dialogue: Dialogue) -> None:
    await answered(dialogue, part="utara", number="1", is_paid="tidak")
    await asked(dialogue, "days")


async def test_choices_depend_on_earlier_answers_and_on_what_is_stored(dialogue: Dialogue) -> None:
    await Stand.create(number=12, name="Sayur", region_code="32.01.01")
    await answered(dialogue, part="selatan")
    prompt = await asked(dialogue, "number")
    assert [one.label for one in prompt.options] == ["Lapak 11", "Lapak 13"]
    assert prompt.lines()[1:] == ["  1. Lapak 11", "  2. Lapak 13"]
    problem = dialogue.answer(prompt, "3")
    assert problem is not None
    assert (problem.code, problem.message) == ("NOT_AN_OPTION", "Pilih 1 sampai 2.")
    assert dialogue.answer(prompt, "LAPAK  13") is None
    assert dialogue.answers["number"] == 13


async def test_where_nothing_is_left_to_choose_it_says_so(dialogue: Dialogue) -> None:
    for number in (1, 2, 3):
        await Stand.create(number=number, name="Sayur", region_code="32.01.01")
    await answered(dialogue, part="utara")
    problem = dialogue.answer(await asked(dialogue, "number"), "1")
    assert problem is not None and problem.code == "NO_OPTION"


async def test_a_wrong_answer_is_told_and_asked_again(dialogue: Dialogue) -> None:
    for text, code in (("timur", "INVALID"), ("", "REQUIRED"), ("-", "REQUIRED")):
        problem = dialogue.answer(await asked(dialogue, "part"), text)
        assert problem is not None and problem.code == code
    await answered(dialogue, part="utara", number="1")
    problem = dialogue.answer(await asked(dialogue, "is_paid"), "mungkin")
    assert problem is not None and "bukan ya atau tidak" in problem.message
    await asked(dialogue, "is_paid")


async def test_a_correction_asks_again_what_depends_on_it(dialogue: Dialogue) -> None:
    await answered(dialogue, part="utara", number="1", is_paid="ya", rent="5", days="3", word="rahasia")
    dialogue.correct("part")
    await answered(dialogue, part="selatan", number="1", rent="6")
    assert await dialogue.next() is None
    assert dialogue.given()["number"] == 11
    assert dialogue.given()["days"] == 3

    dialogue.correct("is_paid")
    await answered(dialogue, is_paid="tidak")
    assert await dialogue.next() is None
    assert "rent" not in dialogue.given()


async def test_a_dialogue_goes_on_from_its_answers_alone(dialogue: Dialogue, platform: Platform) -> None:
    await answered(dialogue, part="utara", number="1")
    context = CommandContext(OFFICER, platform, 0, "market.ask_stand", "chat")
    later = Dialogue(
        dialogue.declaration, context, ReadingContext(today=date(2026, 11, 3)), dict(dialogue.answers)
    )
    await asked(later, "is_paid")
