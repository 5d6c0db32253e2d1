"""Whose report a row of the reports sheet is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kopukm_core.tabular import RowKey
from kopukm_core.values import bare_digits
from kopukm_siopik.choices import CooperativeStatus
from kopukm_siopik.imports.context import StoredCooperative
from kopukm_siopik.imports.cooperatives import Candidate
from kopukm_siopik.rules import are_similar_names, legal_entity_key, name_key


@dataclass(frozen=True, slots=True)
class Owner:
    """A cooperative that may own a report: a row of the file (`row`) or a stored one (`id`)."""

    name: str
    nik: str | None
    legal_entity_key: str | None
    legal_entity_date: date | None
    status: CooperativeStatus | None
    is_accepted: bool
    row: RowKey | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """The owner found, or the code that says why there is none."""

    owner: Owner | None
    code: str = ""
    message: str = ""
    is_by_name: bool = False


class Owners:
    """The cooperatives of the file, then those stored, by what identifies them.

    Refused rows are known too, so that their reports are refused with them; but a NIK that an accepted
    row holds is that row's alone. A duplicate row's numbers lead to the row it repeats.
    """

    def __init__(self, candidates: Sequence[Candidate], stored: Iterable[StoredCooperative] = ()) -> None:
        self._by_nik: dict[str, list[Owner]] = defaultdict(list)
        self._by_legal_entity: dict[str, list[Owner]] = defaultdict(list)
        self._by_name: dict[str, list[Owner]] = defaultdict(list)
        owners = {candidate.key: _owner(candidate) for candidate in candidates if candidate.twin is None}
        holders = {owner.nik for owner in owners.values() if owner.is_accepted}
        for owner in owners.values():
            has_no_claim = not owner.is_accepted and owner.nik in holders
            self._add(owner, None if has_no_claim else owner.nik, owner.legal_entity_key)
        for candidate in candidates:
            if candidate.twin_of is not None:
                self._add_numbers(owners[candidate.twin_of], candidate.nik, candidate.legal_entity_key)
        for cooperative in stored:
            if not self._knows(cooperative):
                owner = _stored_owner(cooperative)
                self._add(owner, owner.nik, owner.legal_entity_key)

    def attribute(
        self, number: str | None, name: str | None, second_number: str | None = None
    ) -> Attribution:
        """The owner by number and name.

        Thirteen digits are a NIK, anything else a legal entity. A number that is found must agree with
        the name; one that is not leaves the name to decide, if exactly one cooperative bears it.
        """
        for written in (number, second_number):
            found = self._by_number(written)
            if found:
                return _chosen(found, written or "", name)
        return self._named(number or second_number, name)

    def _by_number(self, written: str | None) -> list[Owner]:
        if not written:
            return []
        digits = bare_digits(written)
        if len(digits) == 13 and digits.isdigit() and digits in self._by_nik:
            return self._by_nik[digits]
        return self._by_legal_entity.get(legal_entity_key(written), [])

    def _named(self, number: str | None, name: str | None) -> Attribution:
        bearers = self._by_name.get(name_key(name), []) if name else []
        if len(bearers) == 1 and bearers[0].is_accepted:
            return Attribution(bearers[0], is_by_name=True)
        asked = " dan ".join(repr(part) for part in (number, name) if part) or "tanpa nomor dan nama"
        if len(bearers) == 1:
            return _unknown(f"Koperasi {asked} ditolak di lembar koperasi.")
        if bearers:
            return _unknown(f"Nama {name!r} dipakai {len(bearers)} koperasi; isi NIK atau badan hukumnya.")
        return _unknown(f"Koperasi {asked} tidak ditemukan.")

    def _add(self, owner: Owner, nik: str | None, key: str | None) -> None:
        self._add_numbers(owner, nik, key)
        self._by_name[name_key(owner.name)].append(owner)

    def _add_numbers(self, owner: Owner, nik: str | None, key: str | None) -> None:
        for number, index in ((nik, self._by_nik), (key, self._by_legal_entity)):
            if number and owner not in index[number]:
                index[number].append(owner)

    def _knows(self, cooperative: StoredCooperative) -> bool:
        if cooperative.nik and self._by_nik.get(cooperative.nik):
            return True
        owners = self._by_legal_entity.get(cooperative.legal_entity_key or "", ())
        return any(are_similar_names(owner.name, cooperative.name) for owner in owners)


def _chosen(found: Sequence[Owner], number: str, name: str | None) -> Attribution:
    """Of the owners of a number the one of similar name; without a name, the only accepted one."""
    fitting = (
        [owner for owner in found if name and are_similar_names(owner.name, name)] if name else list(found)
    )
    accepted = [owner for owner in fitting if owner.is_accepted]
    if name and not fitting:
        holders = ", ".join(repr(owner.name) for owner in found if owner.is_accepted)
        if not holders:
            return _unknown(f"Koperasi dengan nomor {number} ditolak di lembar koperasi.")
        message = f"Nomor {number} milik {holders}, bukan {name!r}."
        return Attribution(None, "IDENTITY_CONFLICT", message)
    if len(accepted) == 1 or (accepted and name):
        return Attribution(accepted[0])
    if accepted:
        return _unknown(f"Nomor {number} dipakai {len(accepted)} koperasi; isi namanya.")
    return _unknown(f"Koperasi dengan nomor {number} ditolak di lembar koperasi.")


def _unknown(message: str) -> Attribution:
    return Attribution(None, "KOPERASI_UNKNOWN", message)


def _owner(candidate: Candidate) -> Owner:
    return Owner(
        candidate.name,
        candidate.nik,
        candidate.legal_entity_key,
        candidate.legal_entity_date,
        candidate.status,
        candidate.is_kept,
        row=candidate.key,
    )


def _stored_owner(stored: StoredCooperative) -> Owner:
    return Owner(
        stored.name,
        stored.nik,
        stored.legal_entity_key,
        stored.legal_entity_date,
        stored.status,
        is_accepted=True,
        id=stored.id,
    )
