"""Inputs that somebody has begun. On both engines."""

from __future__ import annotations

import asyncio

import pytest

from commands.officers import OFFICER, OTHER_OFFICER, STRANGER
from kopukm_core.commands import discard_draft, drafts_of, save_draft
from kopukm_core.db import rows
from kopukm_core.errors import BadInputError, NotAllowedError, NotAuthenticatedError
from kopukm_core.identity.actor import ANONYMOUS
from kopukm_core.platform import Platform
from kopukm_core.privacy.person_keys import destroy

pytestmark = pytest.mark.anyio

BEGUN = {"holder": "Siti Aminah", "phone": "belum tahu"}


async def test_a_draft_is_kept_sealed_for_its_owner(platform: Platform) -> None:
    await save_draft(platform, OFFICER, "market.call_holder", {**BEGUN, "word": "gunung"}, name="Bu Siti")

    (kept,) = await drafts_of(platform, OFFICER)
    assert (kept.command, kept.name, kept.input) == ("market.call_holder", "Bu Siti", BEGUN)
    assert await drafts_of(platform, OTHER_OFFICER) == []
    stored = str(await rows("SELECT * FROM command_draft"))
    assert "Aminah" not in stored and "gunung" not in stored


async def test_saving_again_takes_the_place_of_the_former(platform: Platform) -> None:
    await asyncio.gather(
        *(
            save_draft(platform, OFFICER, "market.call_holder", {"holder": f"Siti {number}"})
            for number in range(4)
        )
    )
    assert len(await drafts_of(platform, OFFICER)) == 1
    await save_draft(platform, OFFICER, "market.call_holder", BEGUN)
    assert [one.input for one in await drafts_of(platform, OFFICER)] == [BEGUN]
    assert await discard_draft(OFFICER, "market.call_holder")
    assert not await discard_draft(OFFICER, "market.call_holder")


async def test_a_draft_is_gone_with_the_key_of_its_owner(platform: Platform) -> None:
    await save_draft(platform, OFFICER, "market.call_holder", BEGUN)
    await destroy(OFFICER.key)
    assert await drafts_of(platform, OFFICER) == []
    await save_draft(platform, OFFICER, "market.call_holder", BEGUN)
    assert len(await drafts_of(platform, OFFICER)) == 1


async def test_half_a_character_can_be_kept(platform: Platform) -> None:
    await save_draft(platform, OFFICER, "market.call_holder", {"note": "a\ud800\x00"})
    assert (await drafts_of(platform, OFFICER))[0].input == {"note": "a\ud800\x00"}


async def test_what_may_not_be_kept(platform: Platform) -> None:
    with pytest.raises(BadInputError, match="tidak dikenal"):
        await save_draft(platform, OFFICER, "market.call_holder", {"warna": 1})
    with pytest.raises(BadInputError, match="lebih besar"):
        await save_draft(platform, OFFICER, "market.call_holder", {"note": "x" * 70_000})
    with pytest.raises(BadInputError, match="Nama draf"):
        await save_draft(platform, OFFICER, "market.call_holder", BEGUN, name="x" * 101)
    with pytest.raises(BadInputError, match="tidak boleh disimpan"):
        await save_draft(platform, OFFICER, "market.issue_pass", {"holder": "Siti"})
    with pytest.raises(NotAllowedError):
        await save_draft(platform, STRANGER, "market.call_holder", BEGUN)
    with pytest.raises(NotAuthenticatedError):
        await save_draft(platform, ANONYMOUS, "market.call_holder", BEGUN)
    assert await rows("SELECT * FROM command_draft") == []
