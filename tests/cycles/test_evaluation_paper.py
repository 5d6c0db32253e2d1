"""The evaluation sheet for pen and paper: empty where nothing is known, filled in where it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest

from cycles.office_of_cycles import OFFICER, given, planned, refused
from kopukm_core import clock
from kopukm_core.errors import NotAllowedError
from kopukm_core.files import StoredFile, local_copy
from kopukm_core.platform import Platform

pytestmark = pytest.mark.anyio


async def printed(platform: Platform, cycle: int) -> str:
    """The words of the sheet."""
    outcome = await given(platform, "core.print_evaluation_sheet", cycle_id=cycle)
    assert outcome.reference is not None
    async with local_copy(platform, await StoredFile.get(id=int(outcome.reference.id))) as path:
        return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


async def test_the_sheet_holds_what_is_known(platform: Platform, moving_clock: clock.MovingClock) -> None:
    cycle = await planned(platform, "2026-11-16")
    empty = await printed(platform, cycle)
    assert "Senin, 16 November 2026" in empty
    assert "Keputusan untuk kegiatan selanjutnya" in empty and "Langkah" in empty
    assert "Panen baik." not in empty
    said: dict[str, Any] = {
        "participants": ["Seksi Kebun"],
        "minutes": "Panen baik.",
        "decision": "Diulang.",
    }
    assert await refused(platform, "core.record_evaluation", cycle_id=cycle, **said) == "CYCLE_AHEAD"
    moving_clock.set(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    await given(platform, "core.record_evaluation", cycle_id=cycle, **said)
    filled = await printed(platform, cycle)
    for words in ("Seksi Kebun", "Panen baik.", "Diulang."):
        assert words in filled
    assert await refused(platform, "core.print_evaluation_sheet", cycle_id=999_999) == "NO_SUCH_CYCLE"
    with pytest.raises(NotAllowedError):
        await platform.runner.run("core.print_evaluation_sheet", {"cycle_id": cycle}, OFFICER)
