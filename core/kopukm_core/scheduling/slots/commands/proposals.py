"""Commands of the assignment: propose, look, approve or reject."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import copy_rows
from kopukm_core.scheduling.slots.access import officers_own, require_officer
from kopukm_core.scheduling.slots.applying import WORLD_CHANGED, apply_proposal, lock_proposal
from kopukm_core.scheduling.slots.assigning import (
    OFFICE_GOALS,
    WINDOW_FIRST,
    Assignment,
    Goal,
    assign,
    written,
)
from kopukm_core.scheduling.slots.assignment_models import (
    AssignmentProposal,
    AssignmentRow,
    ProposalState,
)
from kopukm_core.scheduling.slots.proposing import World, read_world
from kopukm_core.scheduling.slots.rounds import round_of
from kopukm_core.values import Choice, RecordIdType, RegionCode

ProposalId = Annotated[int, RecordIdType("AssignmentProposal")]


class GoalOrder(Choice):
    """Which of the middle goals goes first."""

    TOPIC_FIRST = "topic_first", "Bidang dahulu, lalu hari yang disukai"
    WINDOW_FIRST = "window_first", "Hari yang disukai dahulu, lalu bidang"


@command(
    "core.propose_assignment", title="Usulkan pembagian kursi", permission=None, returns=AssignmentProposal
)
class ProposeAssignment:
    """Mengusulkan pembagian kursi satu putaran: siapa mendapat kursi mana, siapa pindah, siapa tidak dan mengapa.

    Belum mengubah apa pun. Usulkan dengan dua urutan tujuan untuk membandingkan angkanya.
    """

    programme: str = ask("Program", help="Nama singkatnya.", maximum_length=60)
    region_code: RegionCode = ask("Wilayah")
    cycle_id: Annotated[int, RecordIdType("ProgrammeCycle")] | None = ask("Siklus program")
    day: date | None = ask("Hari dalam minggunya", help="Bila bukan untuk sebuah siklus.")
    order: GoalOrder = ask("Urutan tujuan", default=GoalOrder.TOPIC_FIRST)

    async def prepare(self, context: CommandContext) -> None:
        """The reading and the reckoning, before the transaction: nobody waits for it."""
        require_officer(context, self.programme, self.region_code)
        self._round = await round_of(context, self.programme, self.cycle_id, self.day)
        self._world = await read_world(self.programme, self.region_code, self._round, clock.now())
        goals = OFFICE_GOALS if self.order is GoalOrder.TOPIC_FIRST else WINDOW_FIRST
        self._assignment, self._gap = await asyncio.to_thread(_reckoned, self._world, goals)

    async def run(self, context: CommandContext) -> AssignmentProposal:
        assignment = self._assignment
        figures = assignment.figures
        loads = list(figures.loads.values())
        proposal = await AssignmentProposal.create(
            programme=self.programme,
            region_code=self.region_code,
            round_key=self._round,
            goals=" ".join(assignment.instance.goals),
            state=ProposalState.PROPOSED,
            world=self._world.fingerprint,
            clients=figures.clients,
            seats=figures.seats,
            served=figures.served,
            topic_points=figures.topic_points,
            preferred=figures.preferred,
            kept=figures.kept,
            moved=figures.moved + figures.lost,
            smallest_load=min(loads, default=0),
            largest_load=max(loads, default=0),
            gap=self._gap,
            certificate=written(assignment),
            made_at=clock.now(),
            made_by=context.actor.key,
        )
        await context.audit("create", proposal)
        previous = self._world.previous
        reasons = {one.client: one.reason.label for one in assignment.unserved}
        await copy_rows(
            AssignmentRow,
            ("proposal_id", "request_id", "slot_id", "earlier_slot_id", "moved", "reason"),
            [
                (
                    proposal.id,
                    client.key,
                    assignment.pairs.get(client.key),
                    previous.get(client.key),
                    client.key in previous and previous[client.key] != assignment.pairs.get(client.key),
                    reasons.get(client.key, ""),
                )
                for client in self._world.clients
            ],
        )
        return proposal


def _reckoned(world: World, goals: tuple[Goal, ...]) -> tuple[Assignment, int]:
    assignment = assign(world.clients, world.seats, world.experts, goals, world.previous)
    return assignment, assignment.verify().gap


@command(
    "core.approve_assignment", title="Setujui pembagian kursi", permission=None, returns=AssignmentProposal
)
class ApproveAssignment:
    """Menyetujui sebuah usulan: kursi dipesan dan klien diberi tahu.

    Ditolak bila keadaan sudah berubah sejak diusulkan; usulkan lagi untuk melihat siapa yang kini pindah.
    """

    proposal_id: ProposalId = ask("Usulan")

    async def run(self, context: CommandContext) -> AssignmentProposal:
        proposal = await _officers_proposal(context, self.proposal_id)
        await _decide(context, proposal, ProposalState.APPROVED)
        carrying = await lock_proposal(proposal)
        world = await read_world(proposal.programme, proposal.region_code, proposal.round_key, clock.now())
        if world.fingerprint != proposal.world:
            context.refuse("proposal_id", "WORLD_CHANGED", WORLD_CHANGED)
        await apply_proposal(context, proposal, carrying)
        others = AssignmentProposal.filter(
            round_key=proposal.round_key,
            programme=proposal.programme,
            region_code=proposal.region_code,
            state=ProposalState.PROPOSED,
        )
        await others.update(state=ProposalState.REPLACED, decided_at=clock.now())
        return await AssignmentProposal.get(id=proposal.id)


@command("core.reject_assignment", title="Tolak pembagian kursi", permission=None, returns=AssignmentProposal)
class RejectAssignment:
    """Menolak sebuah usulan pembagian kursi; tidak ada yang berubah."""

    proposal_id: ProposalId = ask("Usulan")

    async def run(self, context: CommandContext) -> AssignmentProposal:
        proposal = await _officers_proposal(context, self.proposal_id)
        await _decide(context, proposal, ProposalState.REJECTED)
        return await AssignmentProposal.get(id=proposal.id)


async def _officers_proposal(context: CommandContext, proposal_id: int) -> AssignmentProposal:
    found = await AssignmentProposal.get_or_none(id=proposal_id)
    return officers_own(context, found, "Usulan itu tidak ada.")


async def _decide(context: CommandContext, proposal: AssignmentProposal, state: ProposalState) -> None:
    changed = await AssignmentProposal.filter(id=proposal.id, state=ProposalState.PROPOSED).update(
        state=state, decided_at=clock.now(), decided_by=context.actor.key
    )
    if not changed:
        now = await AssignmentProposal.get(id=proposal.id)
        context.refuse("proposal_id", "WRONG_STATE", f"Usulan ini sudah {now.state.label.lower()}.")
    await context.audit("update", proposal, {"state": (ProposalState.PROPOSED, state)})


PROPOSAL_COMMANDS: tuple[type, ...] = (ProposeAssignment, ApproveAssignment, RejectAssignment)
