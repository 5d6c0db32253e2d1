"""What changes data in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.identity import Permission, Role
from proofs.ledger.models import Entry
from proofs.ledger.seeded import SeededFault, has_fault

POST = "proof.post"
PERMISSIONS = (Permission(POST, "Mencatat dalam buku pembuktian"),)
ROLES = (Role("proof.clerk", "Juru buku pembuktian", (POST,), scoped_by_region=False),)


@dataclass(frozen=True, slots=True)
class Posted:
    """Catatan yang tersimpan."""

    label: str = field(metadata={"description": "Tandanya."})
    number: int = field(metadata={"description": "Nomornya."})


@command("proof.post_entry", title="Catat dalam buku", permission=POST, returns=Posted)
class PostEntry:
    """Mencatat satu baris buku pembuktian, beserta pekerjaan yang menyusul."""

    label: str = ask("Tanda", minimum_length=1, maximum_length=60)
    amount: int = ask("Jumlah")

    async def run(self, context: CommandContext) -> Posted:
        if self.amount == 0:
            context.refuse("amount", "NOTHING", "Jumlah tidak boleh nol.")
        entry = await Entry.create(label=self.label, amount=self.amount, command_record_id=context.record_id)
        if not has_fault(SeededFault.LOST_AUDIT, self.label):
            await context.audit("create", entry)
        if has_fault(SeededFault.INTERNAL, self.label):
            raise RuntimeError("put in on purpose")
        if has_fault(SeededFault.HALF_COMMAND, self.label):
            await entry.delete()
        for task in ("proof.count_entry", "proof.count_parts", "proof.deliver_entry", "proof.pass_on"):
            await context.enqueue(task, label=self.label)
        return Posted(self.label, entry.id)


COMMANDS = (PostEntry,)
