"""Whom no channel reaches, the letters that are printed for them, and the sheet for pen and paper. On both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pypdf
import pytest

from activities.gathering import CIBINONG, JONGGOL, OFFICER, STARTS, Office, codes_of
from identity.people import account, member
from jobs.job_samples import until
from kopukm_core.clock import MovingClock
from kopukm_core.errors import NotAllowedError
from kopukm_core.files import StoredFile, local_copy, readable_file
from kopukm_core.jobs import JobTiming, running_jobs
from kopukm_core.jobs.models import OutboxJob
from kopukm_core.messaging import MessageFault
from kopukm_core.messaging.models import OutboundMessage
from kopukm_core.papers import check_paper, shown_code
from kopukm_core.papers.models import IssuedPaper, PrintedReport, PrintState
from kopukm_core.papers.numbering import LETTER, ensure_paper_kind
from kopukm_core.parties.models import Party
from kopukm_core.programmes import Capacity, Paper
from kopukm_core.programmes.models import Letterhead, Official
from kopukm_core.scheduling.activities import Activity, ActivitySession, ActivityTarget, Registration
from kopukm_core.scheduling.activities.unreached import unreached_parties

pytestmark = pytest.mark.anyio

FAST = JobTiming(lease=1.0, beat=0.1, poll=0.02)


@pytest.fixture(scope="module")
async def reached(office: Office) -> AsyncIterator[Office]:
    """The office with letterhead and signatory, where cooperative A alone has a member who reads its messages."""
    from kopukm_core import clock

    await ensure_paper_kind(LETTER, "Surat", "{urut:3}/{romawi}/{tahun}")
    await member(await Party.get(id=office.parties["Koperasi A"]), await account("tini.a"))
    now = clock.now()
    await Letterhead.create(
        name="Dinas Koperasi Uji", address="Cibinong", phone="(021) 555", region_id=CIBINONG, recorded_at=now
    )
    await Official.create(
        name="Dra. Ratna",
        title="Kepala Dinas",
        capacity=Capacity.DEFINITIVE,
        signs=Paper.ALL,
        recorded_at=now,
    )
    yield office


async def invited(office: Office, *letters: str) -> int:
    """An activity to which these cooperatives were invited."""
    activity = await office.opened()
    for letter in letters:
        party = office.parties[f"Koperasi {letter}"]
        await office.made(
            "core.add_target", activity_id=activity, party_id=party, reason="RAT 2025 belum ada."
        )
    await office.give("core.invite_targets", activity_id=activity)
    await worked_off(office)
    return activity


async def worked_off(office: Office) -> None:
    """Run the jobs of activities that wait."""
    async with running_jobs(office.platform, FAST):
        await until(_is_worked_off)


async def _is_worked_off() -> bool:
    return not await OutboxJob.filter(
        task__in=["core.send_invitations", "core.set_invitation_letters", "core.set_participant_cards"]
    ).exists()


async def pages_of(office: Office, key: int) -> list[str]:
    async with local_copy(office.platform, await StoredFile.get(id=key)) as path:
        return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


async def unreached(office: Office, activity: int) -> dict[str, tuple[MessageFault, bool]]:
    """Whom nothing reaches by name, why, and whether they are registered."""
    found = await unreached_parties(office.platform.messaging, await Activity.get(id=activity))
    names = {key: name for name, key in office.parties.items()}
    return {names[one.party_id]: (one.fault, one.is_registered) for one in found}


async def test_targets_and_registrants_without_any_way_are_listed_before_and_after_sending(
    reached: Office,
) -> None:
    activity = await reached.opened()
    for letter in "AB":
        await reached.made(
            "core.add_target", activity_id=activity, party_id=reached.parties[f"Koperasi {letter}"]
        )
    nowhere = MessageFault.UNREACHABLE
    assert await unreached(reached, activity) == {"Koperasi B": (nowhere, False)}
    await reached.give("core.invite_targets", activity_id=activity)
    await worked_off(reached)
    await reached.registered(activity, "Koperasi C", "Siti")
    expected = {"Koperasi B": (nowhere, False), "Koperasi C": (nowhere, True)}
    assert await unreached(reached, activity) == expected
    # A mail that bounced without another way ends as failed: the cooperative is then one of them.
    message = OutboundMessage.filter(
        about=f"core.Activity:{activity}", party_id=reached.parties["Koperasi A"]
    )
    await message.update(status="failed", fault="contact_stopped")
    found = await unreached(reached, activity)
    assert found["Koperasi A"] == (MessageFault.CONTACT_STOPPED, False)


async def test_letters_are_numbered_signed_and_checkable_and_reprinted_under_the_same_number(
    reached: Office,
) -> None:
    activity = await invited(reached, "A", "B", "C")
    with pytest.raises(NotAllowedError):
        await reached.give("core.print_invitations", reached.member("Koperasi A"), activity_id=activity)
    key = await reached.made("core.print_invitations", reached.operator, activity_id=activity)
    assert (await PrintedReport.get(id=key)).state is PrintState.WAITING
    await worked_off(reached)
    printed = await PrintedReport.get(id=key)
    assert (printed.state, printed.error) == (PrintState.DONE, "")
    assert printed.file_id is not None
    own = await readable_file(reached.platform, printed.file_id, OFFICER)
    pages = await pages_of(reached, own.id)
    assert len(pages) == 2
    targets = await ActivityTarget.filter(activity_id=activity).select_related("party").order_by("id")
    papers = {paper.about: paper for paper in await IssuedPaper.filter(withdrawn_at=None)}
    for page, target in zip(pages, targets[1:], strict=True):
        paper = papers[f"core.ActivityTarget:{target.id}"]
        for words in (
            target.party.name, paper.number, "Dra. Ratna", "RAT 2025 belum ada.", "Aula kantor", "(021) 555",
            "Rabu, 20 Januari 2027 08.00 WIB sampai 09.00", shown_code(target.answer_code),
        ):  # fmt: skip
            assert words in page, words
        checked = await check_paper(paper.code)
        assert checked is not None and checked.is_valid
    assert f"core.ActivityTarget:{targets[0].id}" not in papers
    before = await IssuedPaper.all().count()
    await reached.made("core.print_invitations", reached.operator, activity_id=activity)
    assert await IssuedPaper.all().count() == before
    await worked_off(reached)


async def test_a_letter_of_an_earlier_time_is_withdrawn_and_written_anew(reached: Office) -> None:
    activity = await invited(reached, "B")
    await reached.made("core.print_invitations", reached.operator, activity_id=activity)
    session = await ActivitySession.get(activity_id=activity)
    later, ends = STARTS + timedelta(days=2), STARTS + timedelta(days=2, hours=1)
    await reached.made(
        "core.change_session", session_id=session.id, starts_at=later.isoformat(), ends_at=ends.isoformat()
    )
    await reached.made("core.print_invitations", reached.operator, activity_id=activity)
    await worked_off(reached)
    target = await ActivityTarget.get(activity_id=activity)
    papers = await IssuedPaper.filter(about=f"core.ActivityTarget:{target.id}").order_by("id")
    assert [paper.withdrawn_at is None for paper in papers] == [False, True]
    assert "Jumat, 22 Januari 2027" in papers[1].subject


async def test_nobody_to_write_to_is_said(reached: Office) -> None:
    activity = await invited(reached, "A")
    outcome = await reached.give("core.print_invitations", activity_id=activity)
    assert codes_of(outcome) == ["NOBODY_TO_WRITE_TO"]
    whole = await reached.give("core.print_invitations", activity_id=activity, everyone=True)
    assert whole.accepted
    draft = await reached.draft()
    assert codes_of(await reached.give("core.print_invitations", activity_id=draft)) == ["ACTIVITY_STATE"]
    await worked_off(reached)


async def test_the_feedback_sheet_knows_the_activity_and_asks_every_question(reached: Office) -> None:
    activity = await reached.opened(title="Pembukuan sederhana")
    key = await reached.made("core.print_feedback_sheet", activity_id=activity)
    text = " ".join(await pages_of(reached, key))
    assert "Pembukuan sederhana" in text and "Rabu, 20 Januari 2027 08.00 WIB" in text
    assert "1 tidak baik" in text and JONGGOL not in text


async def test_who_has_neither_telephone_nor_account_is_given_a_card_with_the_code_to_come_in_by(
    reached: Office, moving_clock: MovingClock
) -> None:
    activity = await reached.opened(title="Pendataan di balai desa")
    nobody = await reached.give("core.print_participant_cards", activity_id=activity)
    assert codes_of(nobody) == ["NOBODY_TO_PRINT_FOR"]
    await reached.registered(activity, "Koperasi A", "Siti Aminah")
    keys = [await reached.registered(activity, "Koperasi C", f"Tono {number}", OFFICER) for number in "IV"]
    with pytest.raises(NotAllowedError):
        await reached.give("core.print_participant_cards", reached.member("Koperasi A"), activity_id=activity)
    printed = await reached.made("core.print_participant_cards", reached.operator, activity_id=activity)
    await worked_off(reached)
    (page,) = await pages_of(reached, (await PrintedReport.get(id=printed)).file_id or 0)
    assert "Siti" not in page, "the confirmation reached her"
    assert "Dinas Koperasi Uji" in page and "Rabu, 20 Januari 2027 08.00 WIB" in page
    moving_clock.set(STARTS)
    for key in keys:
        registration = await Registration.get(id=key)
        assert registration.person_name.whole() in page
        shown = shown_code(registration.check_in_code)
        assert shown in page
        assert (await reached.give("core.check_in", check_in_code=shown)).accepted
