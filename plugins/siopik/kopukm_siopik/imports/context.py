"""What judging an export needs to know besides the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from kopukm_core.errors import ConfigurationError
from kopukm_core.regions.lookup import RegionIndex
from kopukm_core.values import ReadingContext
from kopukm_siopik.choices import CooperativeStatus


@dataclass(frozen=True, slots=True)
class StoredCooperative:
    """A cooperative that the registry holds already: a new row must not be its twin, and reports of a file without
    a cooperatives sheet find it here.
    """

    id: int
    name: str
    nik: str | None = None
    legal_entity_key: str | None = None
    legal_entity_date: date | None = None
    status: CooperativeStatus | None = None
    region_code: str | None = None

    @property
    def shown(self) -> str:
        """It, in the middle of a sentence."""
        return f"{self.name!r} (nomor {self.id})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperativeImportContext(ReadingContext):
    """The day of the export (`today`), the regions of the district, and the registry so far."""

    regions: RegionIndex
    stored: Sequence[StoredCooperative] = ()

    @classmethod
    def of(cls, context: ReadingContext, stored: Sequence[StoredCooperative] = ()) -> Self:
        """The context for judging, from what every import gets. Raises ConfigurationError without regions."""
        if isinstance(context, cls):
            return context
        if not isinstance(context.regions, RegionIndex):
            raise ConfigurationError(
                "Impor koperasi memerlukan daftar wilayah.", remedy="Sertakan RegionIndex pada konteks impor."
            )
        return cls(
            today=context.today, regions=context.regions, time_zone=context.time_zone, stored=tuple(stored)
        )
