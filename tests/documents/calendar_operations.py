"""What officers and anybody send of the working calendar and its feeds, by the names of operations."""

from __future__ import annotations

from documents.session import Session


async def ask_calendar(siti: Session, anyone: Session) -> None:
    """Days off, hours, working days, and a feed."""
    decree = "SKB 3 Menteri Nomor 933 Tahun 2025"
    given = {"day": "2025-08-18", "name": "Cuti bersama Hari Kemerdekaan", "kind": "COLLECTIVE_LEAVE"}
    assert (await siti.write("SetDayOff", **given, source=decree))["calendarDay"]["isOff"]
    await siti.write("RemoveDayOff", day="2025-08-18", source=decree, restore=True)
    await siti.write("ConfirmDaysOff", year=2025, source=decree)
    days = (await siti.run("CalendarDays", year=2025))["nodes"]
    assert [day["source"] for day in days] == [decree] * 28
    assert {day["day"] for day in days} == {day["day"] for day in await anyone.run("DaysOff", year=2025)}
    hours = {
        "service": "desk",
        "title": "Loket",
        "weekdays": ["MONDAY", "FRIDAY"],
        "source": "Surat Kepala Dinas",
    }
    kept = await siti.write("SetHours", **hours, opens="8.00", closes="12.00", validFrom="2027-01-01")
    await siti.write("EndHours", hoursId=kept["openingHours"]["id"], lastDay="2027-06-30")
    (row,) = (await anyone.run("OpeningHours", service="desk"))["nodes"]
    assert (row["opens"], row["weekdays"], row["validUntil"]) == ("08:00", "15", "2027-06-30")
    opening = await anyone.run("ServiceOpening", service="desk", at="2027-01-03T20:00:00+07:00")
    assert (opening["isOpen"], opening["words"]) == (False, "Tutup. Buka lagi besok 08.00.")
    assert (await anyone.run("WorkingDays", first="2027-03-01", last="2027-03-31"))["count"] == 15
    due = await anyone.run("DueDay", start="2027-03-09", offset=0)
    assert (due["day"], due["reason"]) == ("2027-03-16", "Cuti Bersama Hari Raya Idul Fitri")
    made = (await siti.write("CreateCalendarFeed", source="core.days_off"))["result"]
    assert made["path"].startswith("/kalender/")
    (feed,) = (await siti.run("CalendarFeeds"))["nodes"]
    assert (await siti.write("RevokeCalendarFeed", feedId=feed["id"]))["calendarFeed"]["revokedAt"]
