"""What judging an export needs to know besides the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core.regions.lookup import RegionIndex
from kopukm_core.values import ReadingContext
from kopukm_siopik.choices import CooperativeStatus


@dataclass(frozen=True, slots=True)
class StoredCooperative:
    """A cooperative that the registry holds already: reports of a file without a cooperatives sheet find it
    here.
    """

    id: int
    name: str
    nik: str | None = None
    legal_entity_key: str | None = None
    legal_entity_date: date | None = None
    status: CooperativeStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperativeImportContext(ReadingContext):
    """The day of the export (`today`), the regions of the district, and the registry so far."""

    regions: RegionIndex
    stored: Sequence[StoredCooperative] = ()
