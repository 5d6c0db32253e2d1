"""What the office does about opening hours: record them, end them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.scheduling.calendar.loading import FIRST_YEAR, LAST_YEAR, load_calendar
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.calendar.permissions import MANAGE_CALENDAR
from kopukm_core.scheduling.calendar.seeded_hours import OFFICE
from kopukm_core.scheduling.calendar.words import weekday_name
from kopukm_core.scheduling.clock_times import CLOCK_TIME, CLOCK_TIME_HELP, clock_time
from kopukm_core.values import Choice, RecordIdType

_LOOKED_AT = timedelta(days=13)

OpeningHoursId = Annotated[int, RecordIdType("OpeningHours")]


class Weekday(Choice):
    """The days of the week, Monday first."""

    MONDAY = "monday", "Senin"
    TUESDAY = "tuesday", "Selasa"
    WEDNESDAY = "wednesday", "Rabu"
    THURSDAY = "thursday", "Kamis"
    FRIDAY = "friday", "Jumat"
    SATURDAY = "saturday", "Sabtu"
    SUNDAY = "sunday", "Minggu"


def _clock_question(label: str, explanation: str) -> str | None:
    asked: str | None = ask(
        label, help=explanation, example="08.00", pattern=CLOCK_TIME, pattern_help=CLOCK_TIME_HELP
    )
    return asked


@command("core.set_hours", title="Catat jam buka", permission=MANAGE_CALENDAR, returns=OpeningHours)
class SetHours:
    """Mencatat jam buka sebuah layanan mulai suatu tanggal; yang tercatat terakhir berlaku."""

    service: str = ask(
        "Layanan",
        help="Nama singkat, misalnya office (kantor) atau nama layanan program.",
        example="office",
        maximum_length=60,
        pattern=r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*",
    )
    title: str | None = ask("Sebutan layanan", help="Wajib untuk layanan baru.", maximum_length=120)
    weekdays: list[Weekday] = ask("Hari", help="Satu atau beberapa hari.", minimum_length=1)
    opens: str | None = _clock_question("Buka", "Kosong: tutup pada hari itu.")
    closes: str | None = _clock_question("Tutup", "Kosong: tutup pada hari itu.")
    rest_from: str | None = _clock_question("Istirahat mulai", "Kosong: tanpa istirahat.")
    rest_until: str | None = _clock_question("Istirahat sampai", "Kosong: tanpa istirahat.")
    valid_from: date = ask("Berlaku mulai")
    valid_until: date | None = ask("Berlaku sampai", help="Kosong: seterusnya.")
    period: str | None = ask(
        "Masa khusus",
        help="Misalnya Ramadan 2027; jam suatu masa mendahului jam biasa, masa yang lebih singkat lebih dahulu.",
        maximum_length=60,
    )
    source: str = ask("Dasar", help="Keputusan atau surat yang menetapkannya.", maximum_length=300)

    async def run(self, context: CommandContext) -> OpeningHours:
        opens, closes, rest_from, rest_until = (
            _two_digits(text) for text in (self.opens, self.closes, self.rest_from, self.rest_until)
        )
        _refuse_wrong_span(context, ("opens", opens), ("closes", closes))
        _refuse_wrong_span(context, ("rest_from", rest_from), ("rest_until", rest_until))
        if rest_from and not (opens and closes and rest_from < closes and (rest_until or "") > opens):
            context.refuse("rest_from", "OUTSIDE_HOURS", "Istirahat harus di dalam jam buka.")
        if not FIRST_YEAR < self.valid_from.year < LAST_YEAR:
            context.refuse("valid_from", "OUT_OF_CALENDAR", "Kalender tidak memuat tahun itu.")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            context.refuse("valid_until", "ENDS_BEFORE_IT_BEGINS", "Berakhir sebelum mulai berlaku.")
        if self.period and self.valid_until is None:
            context.refuse("valid_until", "REQUIRED", "Masa khusus harus punya tanggal akhir.")
        known = await OpeningHours.filter(service=self.service).order_by("-id").first()
        title = self.title or (known.title if known else "")
        if not title:
            context.refuse("title", "REQUIRED", "Layanan baru perlu sebutan yang dibaca orang.")
        numbers = {member: str(number) for number, member in enumerate(Weekday, start=1)}
        hours = await OpeningHours.create(
            service=self.service,
            title=title,
            weekdays="".join(sorted({numbers[each] for each in self.weekdays})),
            opens=opens,
            closes=closes,
            rest_from=rest_from,
            rest_until=rest_until,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            period=self.period or "",
            source=self.source,
            recorded_at=clock.now(),
            recorded_by=context.actor.key,
        )
        await context.audit("create", hours)
        if self.service == OFFICE and self.period:
            await _remark_services_beyond(context, hours)
        return hours


@command("core.end_hours", title="Akhiri jam buka", permission=MANAGE_CALENDAR, returns=OpeningHours)
class EndHours:
    """Mengakhiri satu baris jam buka sesudah suatu hari, atau menariknya bila salah catat."""

    hours_id: OpeningHoursId = ask("Nomor jam buka")
    last_day: date | None = ask("Hari terakhir berlaku", help="Kosong: salah catat, tidak pernah berlaku.")

    async def run(self, context: CommandContext) -> OpeningHours:
        hours = await OpeningHours.get_or_none(id=self.hours_id)
        if hours is None or hours.withdrawn_at is not None:
            context.refuse("hours_id", "NO_SUCH_HOURS", "Jam buka itu tidak ada, atau sudah ditarik.")
        if self.last_day is None:
            hours.withdrawn_at = clock.now()
            await hours.save(update_fields=["withdrawn_at"])
            await context.audit("withdraw", hours)
            return hours
        if self.last_day < hours.valid_from:
            context.refuse("last_day", "ENDS_BEFORE_IT_BEGINS", f"Jam itu baru berlaku {hours.valid_from}.")
        before, hours.valid_until = hours.valid_until, self.last_day
        await hours.save(update_fields=["valid_until"])
        await context.audit("end", hours, {"valid_until": (before, self.last_day)})
        return hours


HOURS_COMMANDS: tuple[type, ...] = (SetHours, EndHours)


async def _remark_services_beyond(context: CommandContext, hours: OpeningHours) -> None:
    """Tell which services stay open when the office no longer is, on the first such days of the period."""
    last = min(hours.valid_until or hours.valid_from, hours.valid_from + _LOOKED_AT)
    calendar = await load_calendar(hours.valid_from, last, time_zone=context.settings.time_zone)
    rows = await OpeningHours.all().order_by("id").values("service", "title")
    titles = {row["service"]: row["title"] for row in rows}
    beyond: dict[str, str] = {}
    for number in range((last - hours.valid_from).days + 1):
        day = hours.valid_from + timedelta(days=number)
        for service in calendar.services:
            left = calendar.hours_beyond(service, OFFICE, day)
            if left and service not in beyond:
                beyond[service] = f"{titles[service]} ({weekday_name(day)} {', '.join(map(str, left))})"
    if beyond:
        told = "; ".join(beyond.values())
        context.remark(
            "period", "SERVICES_STAY_OPEN", f"Di luar jam kantor itu tetap buka: {told}. Catat jamnya pula."
        )


def _two_digits(text: str | None) -> str | None:
    """`8.00` as `08:00`, which is how it is stored and compared."""
    return clock_time(text) if text else None


def _refuse_wrong_span(
    context: CommandContext, begin: tuple[str, str | None], end: tuple[str, str | None]
) -> None:
    if (begin[1] is None) != (end[1] is None):
        missing = begin[0] if begin[1] is None else end[0]
        context.refuse(missing, "REQUIRED", "Isi jam mulai dan jam selesai, atau kosongkan keduanya.")
    if begin[1] is not None and end[1] is not None and begin[1] >= end[1]:
        context.refuse(end[0], "ENDS_BEFORE_IT_BEGINS", "Jam selesai harus sesudah jam mulai.")
