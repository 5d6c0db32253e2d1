"""Commands of the waiting list: asking for a seat in a round, withdrawing, carrying forward who got none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots.access import known_service, require_client_or_officer, require_officer
from kopukm_core.scheduling.slots.assignment_models import RequestState, SeatRequest
from kopukm_core.scheduling.slots.carrying import carry_over, end_carried, left_waiting
from kopukm_core.scheduling.slots.commands.arguments import ClientId
from kopukm_core.scheduling.slots.models import Booking, BookingState
from kopukm_core.scheduling.slots.rounds import round_of
from kopukm_core.values import RecordIdType, RegionCode


@command("core.request_seat", title="Minta kursi", permission=None, returns=SeatRequest)
class RequestSeat:
    """Meminta kursi pada satu putaran: masuk daftar tunggu, dan ikut dalam pembagian kursi.

    Siapa yang belum mendapat kursi pada putaran yang sudah lewat tetap dihitung menunggu sejak dahulu.
    """

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    client_id: ClientId = ask("Klien")
    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] | None = ask("Siklus program")
    day: date | None = ask("Hari dalam minggu yang diminta", help="Bila bukan untuk sebuah siklus.")
    topic: str | None = ask("Bidang yang ditanyakan", maximum_length=60)
    possible_days: list[date] | None = ask("Hari dapat datang", help="Kosong berarti hari apa pun.")
    preferred_days: list[date] | None = ask("Hari yang disukai")
    invited: bool | None = ask("Undangan", help="Hanya diisi petugas.")

    async def run(self, context: CommandContext) -> SeatRequest:
        service = await known_service(context, self.service)
        officer = require_client_or_officer(context, self.client_id, service.programme, self.region_code)
        if self.invited and not officer:
            context.refuse("invited", "INVALID", "Undangan dicatat oleh petugas.")
        round_key = await round_of(context, service.programme, self.cycle_id, self.day)
        came = await Booking.filter(
            client_id=self.client_id, programme=service.programme, state=BookingState.FULFILLED
        ).exists()
        now = clock.now()
        open_states = [RequestState.WAITING, RequestState.SEATED]
        if await SeatRequest.exists(client_id=self.client_id, round_key=round_key, state__in=open_states):
            context.refuse(
                "client_id", "ALREADY_REQUESTED", "Klien ini sudah meminta kursi pada putaran itu."
            )
        earlier = await left_waiting(service.name, round_key, now, client_id=self.client_id)
        request = await SeatRequest.create(
            programme=service.programme,
            service=service.name,
            region_code=self.region_code,
            round_key=round_key,
            client_id=self.client_id,
            topic=self.topic or "",
            invited=bool(self.invited),
            first_visit=not came,
            possible_days=_days(self.possible_days),
            preferred_days=_days(self.preferred_days),
            requested_at=now,
            waiting_since=min([now, *(one.waiting_since for one in earlier)]),
            requested_by=context.actor.key,
        )
        await context.audit("create", request)
        for one in earlier:
            await end_carried(context, one)
        return request


@command("core.withdraw_seat_request", title="Tarik permintaan kursi", permission=None, returns=SeatRequest)
class WithdrawSeatRequest:
    """Menarik permintaan kursi yang masih menunggu."""

    request_id: Annotated[int, RecordIdType("SeatRequest")] = ask("Permintaan")

    async def run(self, context: CommandContext) -> SeatRequest:
        request = await SeatRequest.get_or_none(id=self.request_id)
        if request is None:
            raise NotFoundError("Permintaan itu tidak ada.")
        require_client_or_officer(context, request.client_id, request.programme, request.region_code)
        changed = await SeatRequest.filter(id=request.id, state=RequestState.WAITING).update(
            state=RequestState.WITHDRAWN
        )
        if not changed:
            context.refuse("request_id", "WRONG_STATE", "Permintaan ini tidak sedang menunggu.")
        await context.audit("update", request, {"state": (request.state, RequestState.WITHDRAWN)})
        return await SeatRequest.get(id=request.id)


@dataclass(frozen=True, slots=True)
class CarriedRequests:
    """Banyaknya permintaan yang diteruskan, dan klien yang di putaran ini sudah meminta sendiri."""

    carried: int = field(metadata={"description": "Banyaknya permintaan yang diteruskan."})
    asked_already: int = field(
        metadata={"description": "Klien yang sudah meminta sendiri; lama menunggunya ikut dihitung."}
    )


@command(
    "core.carry_seat_requests", title="Teruskan permintaan kursi", permission=None, returns=CarriedRequests
)
class CarrySeatRequests:
    """Meneruskan permintaan yang belum mendapat kursi pada putaran yang sudah lewat ke putaran ini.

    Lama menunggunya ikut dihitung; hari dapat datang menjadi hari apa pun.
    """

    service: str = ask("Layanan", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] | None = ask("Siklus program")
    day: date | None = ask("Hari dalam minggunya", help="Bila bukan untuk sebuah siklus.")

    async def run(self, context: CommandContext) -> CarriedRequests:
        service = await known_service(context, self.service)
        require_officer(context, service.programme, self.region_code)
        round_key = await round_of(context, service.programme, self.cycle_id, self.day)
        return CarriedRequests(*await carry_over(context, service.name, self.region_code, round_key))


def _days(days: list[date] | None) -> str:
    return " ".join(sorted({day.isoformat() for day in days or ()}))


REQUEST_COMMANDS: tuple[type, ...] = (RequestSeat, WithdrawSeatRequest, CarrySeatRequests)
