"""The operations that are measured, on our own contract. performance.md of the project names them Q1 to Q4 and M1."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bench.dataset import Dataset

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Sends one operation and gives its `data`."""

_Q1 = """query Q1($within: RegionCode!, $first: Int!) {
  siopik { cooperatives(first: $first, where: {regionCode: {within: $within}}) {
    totalCount
    nodes {
      id name nik kind form status address legalEntityDate recordedAt
      region { code name parent { code name } }
      annualMeetings(first: 3) { id year heldOn attendees recordedAt }
    }
  } }
}"""
_Q2 = """query Q2($id: ID!) {
  siopik { cooperative(id: $id) {
    id name nik kind form status legalEntityDate recordedAt
    region { code name parent { code name } }
  } }
}"""
_Q3 = """query Q3 {
  siopik { cooperativeCounts(by: [REGION, STATUS], regionLevel: DISTRICT) { rows { regionCode status count } } }
}"""
_Q4 = """query Q4($first: Int!, $after: String) {
  siopik { cooperatives(
    first: $first, after: $after, where: {kind: {equals: CONSUMER}}, order: LEGAL_ENTITY_DATE_DESC
  ) {
    nodes { id name nik kind status legalEntityDate recordedAt }
    pageInfo { hasNextPage endCursor }
  } }
}"""
_S1 = """query S1($words: String!) {
  siopik { cooperatives(first: 20, search: $words) { nodes { id name nik } } }
}"""
_M1 = """mutation M1($input: RegisterCooperativeInput!, $key: String!) {
  registerCooperative(input: $input, idempotencyKey: $key) {
    problems { field message } cooperative { id name recordedAt }
  }
}"""
_NAMES = """query Ids($first: Int!, $after: String) {
  siopik { cooperatives(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
}"""
_DEEP_PAGES = 20
_VARIANTS = 400


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its document, the variables of its n-th request, and where its rows stand."""

    name: str
    title: str
    document: str
    variables: Callable[[int], Mapping[str, Any]]
    rows: tuple[str, ...]
    authorised: bool = False
    kept: dict[int, bytes] = field(default_factory=dict, repr=False)
    repeats: int = 0
    """After so many requests the variables come round again; 0 for never."""

    def body(self, number: int) -> bytes:
        """The n-th request body."""
        if not self.repeats:
            return self._encoded(number)
        number %= self.repeats
        if number not in self.kept:
            self.kept[number] = self._encoded(number)
        return self.kept[number]

    def row_count(self, data: Any) -> int:
        """How many rows an answer holds."""
        for name in self.rows:
            data = data[name] if data is not None else None
        return len(data) if isinstance(data, list) else int(data is not None)

    def _encoded(self, number: int) -> bytes:
        return orjson.dumps({"query": self.document, "variables": self.variables(number)})


def operations(dataset: Dataset, ask: Ask) -> Iterable[Operation]:
    """The operations for this data set; `ask` finds ids and cursors for them."""
    chance = random.Random(7)
    subdistricts, villages = dataset.subdistricts, dataset.villages
    ids = list(_ids(ask))
    chance.shuffle(ids)
    cursors = list(_deep_cursors(ask))
    words = ("maju", "tani makmur", "usaha sejah", "nelayan", "barok", "simpan pinjam jaya")
    first_number = secrets.randbelow(10**11)

    def cooperative(number: int) -> Mapping[str, Any]:
        given = {
            "name": f"Koperasi Ukur {number + 1}",
            "nik": f"99{(first_number + number) % 10**11:011d}",
            "kind": "CONSUMER",
            "regionCode": villages[number % len(villages)],
        }
        return {"input": given, "key": secrets.token_hex(16)}

    connection = ("siopik", "cooperatives", "nodes")
    return (
        Operation(
            "Q1",
            "50 cooperatives of a kecamatan, places, last 3 annual meetings, totalCount",
            _Q1,
            lambda n: {"within": subdistricts[n], "first": 50},
            connection,
            repeats=len(subdistricts),
        ),
        Operation(
            "Q2",
            "one cooperative by id, with desa and kecamatan",
            _Q2,
            lambda n: {"id": ids[n]},
            ("siopik", "cooperative"),
            repeats=len(ids),
        ),
        Operation(
            "Q3",
            "counts by kecamatan and status",
            _Q3,
            lambda _: {},
            ("siopik", "cooperativeCounts", "rows"),
            repeats=1,
        ),
        Operation(
            "Q4",
            "keyset page of 20, filtered and ordered, from deep in the list",
            _Q4,
            lambda n: {"first": 20, "after": cursors[n]},
            connection,
            repeats=len(cursors),
        ),
        Operation(
            "S1",
            "search by part of a name",
            _S1,
            lambda n: {"words": words[n]},
            connection,
            repeats=len(words),
        ),
        Operation(
            "M1",
            "register one cooperative, with history, audit and idempotency",
            _M1,
            cooperative,
            ("registerCooperative", "cooperative"),
            authorised=True,
        ),
    )


def _ids(ask: Ask) -> Iterable[str]:
    found: list[str] = []
    after = None
    while len(found) < _VARIANTS:
        page = ask(_NAMES, {"first": 100, "after": after})["siopik"]["cooperatives"]
        found += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    return found


def _deep_cursors(ask: Ask) -> Iterable[str | None]:
    found: list[str | None] = [None]
    for _ in range(_DEEP_PAGES):
        page = ask(_Q4, {"first": 100, "after": found[-1]})["siopik"]["cooperatives"]["pageInfo"]
        if not page["hasNextPage"]:
            break
        found.append(page["endCursor"])
    return found[len(found) // 2 :]
