"""What the papers of the tests have in common: a moment, a letterhead, and who signs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kopukm_core.papers import Letterhead, Signatory


@pytest.fixture
def moment() -> datetime:
    """22 November 2026, 15.04 at the office."""
    return datetime(2026, 11, 22, 8, 4, 5, 678_901, tzinfo=UTC)


@pytest.fixture
def head() -> Letterhead:
    return Letterhead(
        "Pemerintah Kabupaten Bogor",
        "Dinas Koperasi dan UKM",
        "Jalan Raya Tegar Beriman",
        "(021) 8757657",
        place="Cibinong",
    )


@pytest.fixture
def signatory() -> Signatory:
    return Signatory("Dra. Siti Aminah, M.Si.", "Kepala Dinas", "196801011990032001", capacity="Plh.")
