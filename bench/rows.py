"""The rows that are measured on, as any source of them gives them, and how they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

from kopukm_core.db import copy_rows, reserve_ids, search_text, sort_key, transaction
from kopukm_core.parties import NewParty, PartyKind, create_parties
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeStatus,
    ManagementPattern,
)
from kopukm_siopik.models import AnnualMeeting, Cooperative

_BATCH = 10_000
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Meeting:
    """An annual meeting over the book year."""

    year: int
    held_on: date
    attendees: int


@dataclass(frozen=True, slots=True)
class CooperativeFacts:
    """A cooperative's columns, by the names they have in its table."""

    name: str
    region_id: str
    nik: str
    legal_entity_number: str
    legal_entity_date: date
    form: CooperativeForm
    kind: CooperativeKind
    management_pattern: ManagementPattern
    address: str
    status: CooperativeStatus
    grade: CertificateGrade
    certificate_status: CertificateStatus
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class BusinessFacts:
    """A business's columns, by the names they have in its table; `business_class` is the stored word."""

    owner_name: str
    name: str
    kbli: str
    region_id: str
    business_class: str
    turnover: int
    validated: bool
    created_at: datetime


class Registry(Protocol):
    """Where the rows come from, in the order of the ids that they get."""

    def cooperatives(self) -> Iterable[tuple[CooperativeFacts, Sequence[Meeting]]]:
        """Each cooperative with its meetings."""

    def businesses(self) -> Iterable[BusinessFacts]:
        """Each business."""


async def store(registry: Registry) -> None:
    """Store all rows in the empty tables of an open platform."""
    for cooperatives in _batches(registry.cooperatives()):
        await _store_cooperatives(cooperatives)
    for businesses in _batches(registry.businesses()):
        await _store_businesses(businesses)


async def _store_cooperatives(batch: Sequence[tuple[CooperativeFacts, Sequence[Meeting]]]) -> None:
    facts = [one for one, _ in batch]
    columns = [field.name for field in fields(CooperativeFacts)]
    derived = (
        "id",
        "party_id",
        "sort_key",
        "search_text",
        "legal_entity_key",
        "office_outside",
        "effective_on",
    )
    async with transaction():
        parties = await create_parties(
            PartyKind.ORGANISATION, "siopik", [NewParty(one.name, one.region_id) for one in facts]
        )
        keys = await reserve_ids(Cooperative, len(facts))
        rows = (
            (
                key,
                party,
                sort_key(one.name),
                search_text(one.name),
                one.legal_entity_number,
                False,
                one.recorded_at.date(),
                *_values(one),
            )
            for key, party, one in zip(keys, parties, facts, strict=True)
        )
        await copy_rows(Cooperative, (*derived, *columns), rows)
        await copy_rows(
            AnnualMeeting,
            ("cooperative_id", "year", "held_on", "attendees", "recorded_at", "is_current"),
            _meeting_rows(keys, batch),
        )


def _meeting_rows(
    keys: Sequence[int], batch: Sequence[tuple[CooperativeFacts, Sequence[Meeting]]]
) -> Iterator[tuple[Any, ...]]:
    for key, (_, meetings) in zip(keys, batch, strict=True):
        for one in meetings:
            recorded = datetime(one.held_on.year, one.held_on.month, one.held_on.day, 3, tzinfo=UTC)
            yield key, one.year, one.held_on, one.attendees, recorded, True


async def _store_businesses(batch: Sequence[BusinessFacts]) -> None:
    from kopukm_businesses.models import Business

    columns = [field.name for field in fields(BusinessFacts)]
    async with transaction():
        keys = await reserve_ids(Business, len(batch))
        rows = ((key, search_text(one.name), *_values(one)) for key, one in zip(keys, batch, strict=True))
        await copy_rows(Business, ("id", "search_text", *columns), rows)


def _values(row: CooperativeFacts | BusinessFacts) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in row.__slots__)


def _batches(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch
