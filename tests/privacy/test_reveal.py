"""Reading a personal value whole takes a permission in that place and leaves a trace first."""

from __future__ import annotations

import pytest

from kopukm_core.errors import NotAllowedError, ProblemsError
from kopukm_core.identity.actor import ANONYMOUS, Actor, ActorKind, Grant, operator
from kopukm_core.privacy import READ_PERSONAL_DATA, PersonalKind, PersonalText, RevealTrace, reveal

pytestmark = pytest.mark.anyio

VALUE = PersonalText("3201015506900001", PersonalKind.NIK)
OFFICER = Actor(ActorKind.PERSON, "7", (Grant(READ_PERSONAL_DATA, "32.01.07"),))


async def _read(
    actor: Actor, traces: list[RevealTrace], *, region_code: str = "32.01.07.2001", reason: str = "verifikasi"
) -> str:
    async def record(trace: RevealTrace) -> None:
        traces.append(trace)

    return await reveal(
        VALUE,
        actor=actor,
        region_code=region_code,
        table="party",
        record_id=5,
        field="nik",
        reason=reason,
        record=record,
    )


async def test_who_may_reads_it_whole_and_the_trace_says_who_what_and_why() -> None:
    traces: list[RevealTrace] = []

    assert await _read(OFFICER, traces) == "3201015506900001"

    (trace,) = traces
    assert (trace.actor_key, trace.table, trace.record_id, trace.field, trace.reason) == (
        "person:7", "party", "5", "nik", "verifikasi",
    )  # fmt: skip
    assert "3201015506900001" not in repr(trace)


@pytest.mark.parametrize(
    ("actor", "region_code"),
    [(ANONYMOUS, "32.01.07.2001"), (OFFICER, "32.01.08.2001"), (OFFICER, "32.01"), (OFFICER, "")],
)
async def test_nobody_else_reads_it_and_no_trace_is_left(actor: Actor, region_code: str) -> None:
    traces: list[RevealTrace] = []

    with pytest.raises(NotAllowedError):
        await _read(actor, traces, region_code=region_code)

    assert traces == []


async def test_a_reason_is_asked_of_the_operator_too() -> None:
    with pytest.raises(ProblemsError):
        await _read(operator("siti"), [], reason="  ")


async def test_where_the_trace_cannot_be_stored_nothing_is_shown() -> None:
    async def broken(trace: RevealTrace) -> None:
        raise OSError("disk penuh")

    with pytest.raises(OSError, match="disk penuh"):
        await reveal(
            VALUE,
            actor=OFFICER,
            region_code="32.01.07",
            table="party",
            record_id=5,
            field="nik",
            reason="verifikasi",
            record=broken,
        )
