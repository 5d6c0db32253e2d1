"""Judging the cooperatives sheet: what one row says by itself, then what it says beside the rows above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kopukm_core.tabular import CellFinding, JudgedRow, RowKey, SheetRow
from kopukm_siopik.choices import CooperativeStatus, ManagementPattern
from kopukm_siopik.imports.context import CooperativeImportContext
from kopukm_siopik.imports.places import Place, place_of
from kopukm_siopik.imports.stored import StoredRegistry
from kopukm_siopik.rules import (
    are_similar_names,
    contradicts,
    legal_entity_key,
    legal_entity_number,
    name_key,
    nik_differs,
    same_name,
    says_dissolved,
)

COPIED_FIELDS = (
    "legal_entity_date", "form", "kind", "group", "sector", "address", "postal_code", "email", "phone",
    "chair",
    "secretary", "treasurer", "manager", "status", "grade", "certificate_status", "certificate_until",
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A row on its way to an outcome."""

    row: SheetRow
    name: str
    nik: str | None
    legal_entity_key: str | None
    place: Place
    values: dict[str, Any]
    findings: list[CellFinding] = field(default_factory=list)
    error: CellFinding | None = None
    twin: CellFinding | None = None
    twin_of: RowKey | None = None

    @property
    def key(self) -> RowKey:
        return self.row.key

    @property
    def is_kept(self) -> bool:
        return self.error is None and self.twin is None

    @property
    def village(self) -> str | None:
        """The village's code, or None when only the kecamatan, or nothing, is known."""
        code = self.place.region_code
        return code if code != self.place.subdistrict_code else None

    @property
    def legal_entity_date(self) -> date | None:
        day: date | None = self.values["legal_entity_date"]
        return day

    @property
    def status(self) -> CooperativeStatus | None:
        status: CooperativeStatus | None = self.values["status"]
        return status

    def note(self, field_name: str, code: str, message: str) -> None:
        """Add a warning."""
        self.findings.append(self.row.finding(field_name, code, message))

    def judged(self) -> JudgedRow:
        """The row with its one outcome: error, else duplicate, else warning, else ok."""
        if self.error is not None:
            return JudgedRow.refused(self.row, self.values, self.error)
        if self.twin is not None and self.twin_of is not None:
            return JudgedRow.second_copy(self.row, self.values, self.twin, self.twin_of)
        return JudgedRow.from_findings(self.row, self.values, self.findings)


def candidate_of(row: SheetRow, context: CooperativeImportContext, *, is_prospect: bool = False) -> Candidate:
    """What the row says by itself; a prospect need have no number and no status."""
    read = row.values
    number = read.get("legal_entity_number")
    place = place_of(read.get("district"), read.get("subdistrict"), read.get("village"), context.regions)
    name = read.get("name") or ""
    key = legal_entity_key(number) if number else None
    values: dict[str, Any] = {
        "name": name or None,
        "nik": read.get("nik"),
        "legal_entity_number": legal_entity_number(number) if number else None,
        "legal_entity_key": key or None,
        "management_pattern": _pattern(row),
        "region_code": place.region_code,
        "subdistrict_code": place.subdistrict_code,
        "office_outside": place.office_outside,
        **{copied: read.get(copied) for copied in COPIED_FIELDS},
    }
    candidate = Candidate(row, name, read.get("nik"), key or None, place, values, list(row.findings))
    if not name_key(name):
        candidate.error = row.finding("name", "NAME_MISSING", "Nama koperasi kosong.")
    elif not is_prospect:
        _check_identity(candidate, context)
    for finding in place.findings:
        candidate.note(finding.field, finding.code, finding.message)
    if not is_prospect:
        _check_status(candidate)
    return candidate


def judge_cooperatives(rows: Sequence[SheetRow], context: CooperativeImportContext) -> list[Candidate]:
    """All rows in the file's order, each compared with the kept rows above it."""
    candidates = [candidate_of(row, context) for row in rows]
    kept, registry = _KeptRows(), StoredRegistry(context.stored)
    for candidate in candidates:
        kept.judge(candidate)
        if candidate.is_kept:
            _compare_with_stored(candidate, registry)
        if candidate.is_kept:
            kept.add(candidate)
    return candidates


def judge_prospects(rows: Sequence[SheetRow], context: CooperativeImportContext) -> list[Candidate]:
    """Rows of cooperatives that are not recorded yet, each compared with the kept rows above it in the same way."""
    candidates = [candidate_of(row, context, is_prospect=True) for row in rows]
    kept = _KeptRows()
    for candidate in candidates:
        kept.judge(candidate)
        if candidate.is_kept:
            kept.add(candidate)
    return candidates


class _KeptRows:
    """The rows kept so far, by what identifies them."""

    def __init__(self) -> None:
        self._by_nik: dict[str, Candidate] = {}
        self._by_legal_entity: dict[str, list[Candidate]] = defaultdict(list)
        self._by_name_and_village: dict[tuple[str, str], list[Candidate]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        """Keep a row, with the warnings that its neighbours call for."""
        if candidate.nik:
            self._by_nik[candidate.nik] = candidate
        if candidate.legal_entity_key:
            sharers = self._by_legal_entity[candidate.legal_entity_key]
            if sharers:
                for sharer in [*sharers, candidate]:
                    _note_once(
                        sharer,
                        "legal_entity_number",
                        "BH_SHARED",
                        "Nomor badan hukum ini dipakai dua koperasi.",
                    )
            sharers.append(candidate)
        if candidate.village:
            namesakes = self._by_name_and_village[name_key(candidate.name), candidate.village]
            if namesakes:
                message = same_name(f"baris {namesakes[0].key.number}")
                _note_once(candidate, "name", "SAME_NAME_SAME_VILLAGE", message)
            namesakes.append(candidate)

    def judge(self, candidate: Candidate) -> None:
        """Refuse a row or mark it as a twin, by the rows above it and by its place."""
        if candidate.error is None:
            self.compare(candidate)
        if candidate.error is None and candidate.place.error is not None:
            fault = candidate.place.error
            candidate.error = candidate.row.finding(fault.field, fault.code, fault.message)
        if candidate.error is None:
            self.look_for_twin(candidate)

    def compare(self, candidate: Candidate) -> None:
        """Refuse a row that claims another cooperative's NIK; the holder is marked."""
        holder = self._by_nik.get(candidate.nik or "")
        if holder is None or _same_legal_entity(candidate, holder) or _similar(candidate, holder):
            return
        message = f"NIK {candidate.nik} sudah dipakai {holder.name!r} di baris {holder.key.number}."
        candidate.error = candidate.row.finding("nik", "NIK_CONFLICT", message)
        _note_once(
            holder,
            "nik",
            "NIK_SHARED",
            f"NIK ini juga diklaim {candidate.name!r}, baris {candidate.key.number}.",
        )

    def look_for_twin(self, candidate: Candidate) -> None:
        """Mark a row that repeats a kept one: by NIK, then by legal entity, then by name and village."""
        holder = self._by_nik.get(candidate.nik or "")
        if holder is not None:
            _mark_twin(candidate, holder, "nik", "DUPLICATE_NIK", "NIK")
            return
        for other in self._by_legal_entity.get(candidate.legal_entity_key or "", ()):
            if _similar(candidate, other):
                _mark_twin(candidate, other, "legal_entity_number", "DUPLICATE_BH", "Badan hukum dan nama")
                return
        if candidate.village is None:
            return
        for other in self._by_name_and_village.get((name_key(candidate.name), candidate.village), ()):
            if not contradicts(other, candidate.nik, candidate.legal_entity_key):
                _mark_twin(candidate, other, "name", "DUPLICATE_NAME", "Nama dan desa")
                return


def _compare_with_stored(candidate: Candidate, registry: StoredRegistry) -> None:
    """Refuse a stored cooperative under another NIK; mark a new one whose name its village has already."""
    told = candidate.name, candidate.nik, candidate.legal_entity_key
    if (twin := registry.under_another_nik(*told)) is not None:
        message = nik_differs(twin.shown, twin.nik)
        candidate.error = candidate.row.finding("nik", "NIK_DIFFERS", message)
    elif candidate.village and (other := registry.namesake(*told, candidate.village)) is not None:
        candidate.note("name", "SAME_NAME_SAME_VILLAGE", same_name(other.shown))


def _check_identity(candidate: Candidate, context: CooperativeImportContext) -> None:
    row, nik = candidate.row, candidate.nik
    if not nik and not candidate.legal_entity_key:
        message = "Tidak ada NIK yang sah dan tidak ada badan hukum; isi salah satunya."
        candidate.error = row.finding("nik", "LEGAL_ID_MISSING", message)
    prefix = context.regions.district.replace(".", "")
    if nik and not nik.startswith(prefix):
        candidate.note("nik", "NIK_PREFIX", f"NIK {nik} tidak diawali {prefix}.")
    if nik and not candidate.legal_entity_key:
        candidate.note("legal_entity_number", "BH_MISSING", "Nomor badan hukum kosong.")


def _check_status(candidate: Candidate) -> None:
    status = candidate.status
    if "status" not in candidate.row.texts:
        candidate.note("status", "STATUS_MISSING", "Status koperasi kosong.")
    if status is not None and status is not CooperativeStatus.DISSOLVED and says_dissolved(candidate.name):
        message = f"Namanya menyebut bubar, sedangkan statusnya {status.label}."
        candidate.note("status", "STATUS_CONTRADICTION", message)


def _pattern(row: SheetRow) -> ManagementPattern | None:
    """What is left empty is conventional; what cannot be read stays empty."""
    if "management_pattern" not in row.texts:
        return ManagementPattern.CONVENTIONAL
    pattern: ManagementPattern | None = row.values.get("management_pattern")
    return pattern


def _similar(one: Candidate, other: Candidate) -> bool:
    return are_similar_names(one.name, other.name)


def _same_legal_entity(one: Candidate, other: Candidate) -> bool:
    return one.legal_entity_key is not None and one.legal_entity_key == other.legal_entity_key


def _mark_twin(candidate: Candidate, other: Candidate, field_name: str, code: str, what: str) -> None:
    message = f"{what} sama dengan {other.name!r} di baris {other.key.number}."
    candidate.twin = candidate.row.finding(field_name, code, message)
    candidate.twin_of = other.key


def _note_once(candidate: Candidate, field_name: str, code: str, message: str) -> None:
    if all(finding.code != code for finding in candidate.findings):
        candidate.note(field_name, code, message)
