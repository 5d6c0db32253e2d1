"""The one Merah Putih cooperative of a desa or kelurahan: its category fits the village, and no other serves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kopukm_core.commands import CommandContext
from kopukm_siopik.choices import CooperativeProgramme
from kopukm_siopik.models import Cooperative

VILLAGE_CODE_LENGTH = len("32.01.07.2001")
URBAN = "1"
"""First digit of a kelurahan's last part; a desa's is 2, a desa adat's 3."""


async def check_served_village(
    context: CommandContext, facts: Mapping[str, Any], cooperative: Cooperative | None = None
) -> None:
    """Refuse a village that does not fit the category, or that another cooperative serves.

    `facts` are those that will hold; a lock on the registry must be held, so that nobody takes the village meanwhile.
    """
    code, category = facts["served_village_code"], facts["programme_category"]
    if code is None:
        return
    if category not in (CooperativeProgramme.KDMP, CooperativeProgramme.KKMP):
        context.refuse(
            "served_village_code",
            "NOT_A_VILLAGE_COOPERATIVE",
            "Hanya koperasi berkategori KDMP atau KKMP yang dikaitkan dengan satu desa atau kelurahan.",
        )
    if len(code) != VILLAGE_CODE_LENGTH:
        context.refuse("served_village_code", "REGION_TOO_WIDE", "Sebutkan desa atau kelurahannya.")
    is_urban = code.rpartition(".")[2].startswith(URBAN)
    if is_urban != (category is CooperativeProgramme.KKMP):
        context.refuse(
            "served_village_code", "VILLAGE_KIND_MISMATCH", "KDMP untuk desa, KKMP untuk kelurahan."
        )
    others = Cooperative.filter(served_village_code=code, dissolved_on__isnull=True)
    other = await (others if cooperative is None else others.exclude(id=cooperative.id)).first()
    if other is not None:
        context.refuse(
            "served_village_code",
            "VILLAGE_ALREADY_SERVED",
            f"Desa atau kelurahan ini sudah dikaitkan dengan {other.name!r} (nomor {other.id}).",
        )
