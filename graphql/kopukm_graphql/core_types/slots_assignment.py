"""The waiting list and the assignment in the contract, with the check of its proof."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import strawberry

from kopukm_core.errors import NotFoundError
from kopukm_core.scheduling.slots import assignment_models as models
from kopukm_core.scheduling.slots.assigning import verify_written
from kopukm_core.scheduling.slots.assigning.certificate import Verdict
from kopukm_core.scheduling.slots.commands.proposals import GoalOrder
from kopukm_graphql.node import record_number
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, connection_to, to_one
from kopukm_graphql.source.places import context_of
from kopukm_graphql.source.roots import RootField, connection, handwritten, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(GoalOrder, "Urutan tujuan pembagian kursi.")
enum_definition(models.RequestState, "Sejauh mana sebuah permintaan kursi.")
enum_definition(models.ProposalState, "Sejauh mana sebuah usulan pembagian kursi.")


@source(
    models.SeatRequest,
    description="Permintaan seorang klien akan kursi pada satu putaran: daftar tunggu.",
    filters=("service", "programme", "state", "round_key", "region_code", "invited"),
    orders=(Order("requested_at", "requested_at", "Menurut waktu diminta."),),
)
class SeatRequest:
    """Who asks for a seat."""

    programme = column("Programnya.")
    service = column("Layanannya.")
    region_code = column("Kode wilayahnya.")
    round_key = column("Putarannya.")
    topic = column("Bidang yang ditanyakan.")
    invited = column("Undangan.")
    first_visit = column("Belum pernah dilayani program ini.")
    possible_days = column("Hari dapat datang, dipisah spasi; kosong berarti hari apa pun.")
    preferred_days = column("Hari yang disukai, dipisah spasi.")
    requested_at = column("Kapan diminta.")
    waiting_since = column(
        "Menunggu sejak; lebih dahulu daripada dimintanya bila diteruskan dari putaran lalu."
    )
    displaced_at = column("Kapan kantor mengambil kembali kursinya; karena itu didahulukan.")
    unserved_because = column("Mengapa belum mendapat kursi pada pembagian terakhir; kosong bila mendapat.")
    state = column("Sejauh mana.")
    client = to_one("Party", key="client_id", description="Kliennya.")
    booking = to_one("Booking", key="booking_id", description="Kursinya, bila sudah ada.")


@source(
    models.AssignmentProposal,
    description="Usulan pembagian kursi satu putaran, dengan angkanya dan buktinya.",
    filters=("programme", "state", "round_key", "region_code"),
    orders=(Order("made_at", "made_at", "Menurut waktu dibuat."),),
)
class AssignmentProposal:
    """A proposed assignment."""

    programme = column("Programnya.")
    region_code = column("Kode wilayahnya.")
    round_key = column("Putarannya.")
    goals = column("Urutan tujuannya.")
    state = column("Sejauh mana.")
    clients = column("Klien yang meminta kursi.")
    seats = column("Kursi yang ada.")
    served = column("Klien yang mendapat kursi.")
    topic_points = column("Jumlah nilai kecocokan bidang.")
    preferred = column("Klien yang mendapat hari yang disukai.")
    kept = column("Klien yang tetap di kursinya.")
    moved = column("Klien yang pindah atau kehilangan kursinya.")
    smallest_load = column("Beban konsultan paling ringan, termasuk minggu-minggu lalu.")
    largest_load = column("Beban konsultan paling berat.")
    gap = column("Selisih dengan batas yang dibuktikan; 0 berarti tidak ada pembagian yang lebih baik.")
    made_at = column("Kapan diusulkan.")
    made_by = column("Siapa yang mengusulkan.")
    decided_at = column("Kapan diputuskan.")
    rows = connection_to("AssignmentRow", key="proposal_id", description="Klien demi klien.")


@source(
    models.AssignmentRow,
    description="Satu klien dalam sebuah usulan: kursinya, kursinya semula, atau mengapa tidak mendapat.",
    filters=("moved",),
)
class AssignmentRow:
    """One client of a proposal."""

    moved = column("Pindah dari kursinya semula, atau kehilangan.")
    reason = column("Mengapa tidak mendapat kursi; kosong bila mendapat.")
    request = to_one("SeatRequest", key="request_id", description="Permintaannya.")
    slot = to_one("Slot", key="slot_id", description="Kursi yang diusulkan.")
    earlier_slot = to_one("Slot", key="earlier_slot_id", description="Kursinya semula.")


@strawberry.type(description="Hasil pemeriksaan bukti sebuah usulan, tanpa percaya kepada penyusunnya.")
class AssignmentCheck:
    """What the checker found."""

    proved: bool = strawberry.field(description="Terbukti: tidak ada pembagian yang lebih baik.")
    value: str = strawberry.field(description="Nilai yang dicapai, bilangan bulat.")
    bound: str = strawberry.field(description="Batas yang dibuktikan oleh harga-harga kursi.")
    faults: list[str] = strawberry.field(description="Apa yang tidak benar; kosong bila benar semua.")
    certificate: str = strawberry.field(description="Buktinya sebagai JSON, untuk diperiksa sendiri.")


async def assignment_check(
    info: strawberry.Info[Any, Any],
    id: Annotated[strawberry.ID, strawberry.argument(description="Usulannya.")],  # noqa: A002
) -> AssignmentCheck:
    """Check the stored proof afresh."""
    context = context_of(info)
    number = record_number(str(id), "AssignmentProposal")
    proposal = await models.AssignmentProposal.get_or_none(id=number)
    if proposal is None or not context.actor.may("core.read_programmes", proposal.region_code):
        raise NotFoundError("Usulan itu tidak ada.")
    try:
        verdict = await asyncio.to_thread(verify_written, proposal.certificate)
    except (ValueError, KeyError, TypeError):
        verdict = Verdict(0, 0, 0, ("Buktinya tidak dapat dibaca.",))
    return AssignmentCheck(
        proved=verdict.proved,
        value=str(verdict.value),
        bound=str(verdict.bound),
        faults=list(verdict.faults),
        certificate=proposal.certificate,
    )


ASSIGNMENT_TYPES: tuple[type[Any], ...] = (SeatRequest, AssignmentProposal, AssignmentRow)

ASSIGNMENT_ROOTS: tuple[RootField, ...] = (
    connection("seatRequests", of="SeatRequest", description="Permintaan kursi yang boleh Anda lihat."),
    connection(
        "assignmentProposals",
        of="AssignmentProposal",
        description="Usulan pembagian kursi, untuk dibandingkan.",
    ),
    lookup("assignmentProposal", of="AssignmentProposal", by=("id",), description="Satu usulan."),
    handwritten(
        "assignmentCheck", assignment_check, description="Memeriksa bukti sebuah usulan pembagian kursi."
    ),
)
