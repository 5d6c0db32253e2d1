"""Commands by which the office asks somebody when they are available, and their answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.messaging import send_message
from kopukm_core.scheduling.clock_times import CLOCK_TIME
from kopukm_core.scheduling.slots.access import officers_bookable, own_bookable
from kopukm_core.scheduling.slots.bookable_models import (
    AskedState,
    AvailabilityException,
    AvailabilityQuestion,
    ExceptionKind,
)
from kopukm_core.scheduling.slots.commands.arguments import BookableId, stretch_of
from kopukm_core.scheduling.slots.telling import AVAILABILITY_ASKED
from kopukm_core.values import RecordIdType

_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\d) ({CLOCK_TIME})-({CLOCK_TIME})")


@command("core.ask_availability", title="Tanyakan waktu sedia", permission=None, returns=AvailabilityQuestion)
class AskAvailability:
    """Menanyakan kepada konsultan kapan ia sedia dalam suatu masa; ia diberi tahu lewat pesan."""

    bookable_id: BookableId = ask("Konsultan")
    first_day: date = ask("Hari pertama")
    last_day: date = ask("Hari terakhir")
    answer_until: date | None = ask("Dijawab paling lambat")

    async def run(self, context: CommandContext) -> AvailabilityQuestion:
        bookable = await officers_bookable(context, self.bookable_id)
        if self.last_day < self.first_day:
            context.refuse("last_day", "INVALID", "Hari terakhir sebelum hari pertama.")
        question = await AvailabilityQuestion.create(
            bookable_id=bookable.id,
            first_day=self.first_day,
            last_day=self.last_day,
            answer_until=self.answer_until,
            asked_at=clock.now(),
        )
        await context.audit("create", question)
        if bookable.party_id is not None:
            await send_message(
                bookable.party_id,
                AVAILABILITY_ASKED,
                {"first_day": self.first_day, "last_day": self.last_day},
                about=f"core.AvailabilityQuestion:{question.id}",
            )
        return question


@command("core.answer_availability", title="Jawab waktu sedia", permission=None, returns=AvailabilityQuestion)
class AnswerAvailability:
    """Menjawab pertanyaan waktu sedia: hari dan jamnya, atau tidak bersedia."""

    question_id: Annotated[int, RecordIdType("AvailabilityQuestion")] = ask("Pertanyaan")
    times: list[str] | None = ask(
        "Waktu sedia", help="Hari dan jam.", example="2027-02-01 09:00-12:00; 2027-02-03 13:00-16:00"
    )
    remark: str | None = ask("Keterangan", maximum_length=500)

    async def run(self, context: CommandContext) -> AvailabilityQuestion:
        question = await AvailabilityQuestion.get_or_none(id=self.question_id)
        if question is None:
            raise NotFoundError("Pertanyaan itu tidak ada.")
        bookable = await own_bookable(context, question.bookable_id)
        state = AskedState.ANSWERED if self.times else AskedState.DECLINED
        changed = await AvailabilityQuestion.filter(id=question.id, state=AskedState.ASKED).update(
            state=state, answered_at=clock.now(), remark=self.remark or ""
        )
        if not changed:
            context.refuse("question_id", "ALREADY_ANSWERED", "Pertanyaan ini sudah dijawab.")
        for text in self.times or ():
            found = _TIME.fullmatch(text.strip())
            day = _day(found.group(1)) if found is not None else None
            if found is None or day is None or not question.first_day <= day <= question.last_day:
                context.refuse(
                    "times",
                    "INVALID",
                    f"{text!r} bukan waktu dalam masa yang ditanyakan, misalnya 2027-02-01 09:00-12:00.",
                )
            begins, ends = found.group(2), found.group(4)
            begins, ends = stretch_of(context, begins, ends)
            await AvailabilityException.create(
                bookable_id=bookable.id,
                kind=ExceptionKind.EXTRA,
                first_day=day,
                last_day=day,
                time_from=begins,
                time_to=ends,
                reason="Jawaban waktu sedia",
                recorded_at=clock.now(),
            )
        await context.audit("update", question, {"state": (AskedState.ASKED, state)})
        return await AvailabilityQuestion.get(id=question.id)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


QUESTION_COMMANDS: tuple[type, ...] = (AskAvailability, AnswerAvailability)
