"""Who sees what of the calendar, told a second time in plain Python; and rows that cover every case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kopukm_core.identity.actor import Actor
from kopukm_core.identity.models import Account
from kopukm_core.scheduling.calendar import DayOffKind
from kopukm_core.scheduling.calendar.models import CalendarDay, DayOrigin, OpeningHours
from kopukm_core.scheduling.feeds.models import CalendarFeed
from visibility_oracle import TypeOracle

if TYPE_CHECKING:
    from registry_actors import Cast

_MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

CALENDAR_ROOTS: Mapping[str, Callable[[Any], bool]] = {"openingHours": lambda row: row.withdrawn_at is None}


async def calendar_types(cast: Cast) -> dict[str, TypeOracle]:
    """The types of the calendar over the rows now stored: facts are everybody's, a link its owner's."""

    def everyone(_actor: Actor, _row: Any) -> bool:
        return True

    def sees_feed(actor: Actor, row: Any) -> bool:
        who = cast.of(actor)
        return who.sees_all or row.account_id == who.account_id or who.anywhere("core.manage_calendar")

    return {
        "CalendarDay": TypeOracle(await CalendarDay.all(), everyone),
        "OpeningHours": TypeOracle(await OpeningHours.all(), everyone),
        "CalendarFeed": TypeOracle(await CalendarFeed.all(), sees_feed),
    }


async def seed_calendar() -> None:
    """Days off and a day worked against the library, hours living and withdrawn, a link of every account."""
    for number, is_off in enumerate((True, True, False), start=1):
        await CalendarDay.create(
            day=date(2027, 3, number + 8),
            year=2027,
            name="Cuti bersama" if number == 1 else "Hari Raya",
            kind=DayOffKind.COLLECTIVE_LEAVE if number == 1 else DayOffKind.NATIONAL,
            is_off=is_off,
            estimated=number == 2,
            origin=DayOrigin.LIBRARY if is_off else DayOrigin.OFFICE,
            source="uji",
            recorded_at=_MOMENT,
            recorded_by="rahasia",
        )
    for service, withdrawn in (("office", None), ("chat", _MOMENT), ("chat", None)):
        await OpeningHours.create(
            service=service,
            title="Layanan",
            weekdays="12345",
            opens="08:00",
            closes="16:00",
            valid_from=date(2026, 1, 1),
            source="uji",
            withdrawn_at=withdrawn,
            recorded_at=_MOMENT,
            recorded_by="rahasia",
        )
    for account in await Account.all().order_by("id"):
        await CalendarFeed.create(
            account=account,
            title="Libur",
            source="core.days_off",
            token_hash=f"rahasia-{account.id}",
            created_at=_MOMENT,
            created_by=f"person:{account.id}",
            expires_at=_MOMENT,
        )
