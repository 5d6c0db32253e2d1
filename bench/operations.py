"""The operations that are measured, on our own contract, for one data set."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench import documents
from bench.dataset import Dataset
from bench.operation import Operation, value_at
from kopukm_graphql.node import global_id

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Sends one operation and gives its `data`."""

COMPARED = ("Q1", "Q2", "Q3", "Q4", "M1", "U1")
"""What other systems have operations for as well."""
NAMES = (*COMPARED, "Q2p", "Q4p", "Q4d", "M2", "T1", "S1", "S2", "S3", "X1", "X2", "X3", "X4", "X5")
CLASSES = {"mikro": "MICRO", "kecil": "SMALL", "menengah": "MEDIUM"}
_DEEP_PAGES = 20
_VARIANTS = 2000
_COOPERATIVES = ("siopik", "cooperatives")
_BUSINESSES = ("businesses", "businesses")


def operations(dataset: Dataset, ask: Ask, wanted: Iterable[str] = NAMES) -> list[Operation]:
    """The wanted operations in this order; `ask` finds cursors for them."""
    makers = {**_reads(dataset), **_commands(dataset), **_others(dataset)}
    pages = {"Q4": _first_two_pages, "Q4d": _deep_pages}
    made = []
    for name in wanted:
        if name in pages:
            made.append(_paged(name, dataset, pages[name](dataset, ask)))
        elif name == "Q4p":
            made.append(_paged(name, dataset, _first_two_pages(dataset, ask), authorised=True))
        else:
            made.append(makers[name]())
    return made


def _reads(dataset: Dataset) -> dict[str, Callable[[], Operation]]:
    places = [{"within": code} for code in dataset.subdistricts]
    chance = random.Random(7)
    keys = [chance.randint(1, dataset.businesses) for _ in range(_VARIANTS)]
    one = [{"id": global_id("Business", key)} for key in keys]
    return {
        "Q1": lambda: _cycling(
            "Q1",
            "50 cooperatives of a kecamatan, places, last 3 annual meetings, totalCount",
            documents.Q1,
            [{**each, "first": 50} for each in places],
            (*_COOPERATIVES, "nodes"),
            total=(*_COOPERATIVES, "totalCount"),
        ),
        "Q2": lambda: _cycling(
            "Q2", "one business by id, with desa and kecamatan", documents.Q2, one, ("businesses", "business")
        ),
        "Q2p": lambda: _cycling(
            "Q2p", "Q2 as an officer", documents.Q2, one, ("businesses", "business"), authorised=True
        ),
        "Q3": lambda: _cycling(
            "Q3",
            "counts by kecamatan and status",
            documents.Q3,
            [{}],
            ("siopik", "cooperativeCounts", "rows"),
            probe="count",
        ),
        "U1": lambda: _cycling(
            "U1",
            "20 cooperatives with all regions above, by a resolver written by hand",
            documents.U1,
            [{**each, "first": 20} for each in places],
            (*_COOPERATIVES, "nodes"),
        ),
        "T1": lambda: _cycling(
            "T1",
            "20 businesses of a kecamatan, totalCount",
            documents.T1,
            places,
            (*_BUSINESSES, "nodes"),
            total=(*_BUSINESSES, "totalCount"),
        ),
    }


def _others(dataset: Dataset) -> dict[str, Callable[[], Operation]]:
    words = [
        {"words": each}
        for each in ("maju", "tani makmur", "usaha sejah", "nelayan", "barok", "simpan pinjam jaya")
    ]
    trades = [{"words": each} for each in ("barok", "katering jaya", "engkel mak", "batik", "keripik sen")]
    numbered = [{"words": f"{dataset.businesses * each // 100}"} for each in (13, 29, 37, 53, 71)]
    places = [{"code": code} for code in dataset.subdistricts]
    nodes = [
        {"cooperative": global_id("Cooperative", key), "business": global_id("Business", key)}
        for key in range(1, min(500, dataset.cooperatives, dataset.businesses) + 1)
    ]
    chosen = [{**each, "statuses": ["ACTIVE", "INACTIVE"]} for each in places]
    listed = (*_COOPERATIVES, "nodes")
    return {
        "S1": lambda: _cycling("S1", "search cooperatives by part of a name", documents.S1, words, listed),
        "S2": lambda: _cycling(
            "S2",
            "search businesses by a rare part of a name",
            documents.S2,
            numbered,
            (*_BUSINESSES, "nodes"),
        ),
        "S3": lambda: _cycling(
            "S3",
            "search businesses by a common part of a name",
            documents.S2,
            trades,
            (*_BUSINESSES, "nodes"),
        ),
        "X1": lambda: _cycling("X1", "search in both registers, fragments", documents.X1, words, listed),
        "X2": lambda: _cycling(
            "X2",
            "lists within lists, both directions",
            documents.X2,
            places,
            ("region", "cooperatives", "nodes"),
        ),
        "X3": lambda: _cycling(
            "X3", "figures of a kecamatan and its desa", documents.X3, places, ("region", "children", "nodes")
        ),
        "X4": lambda: _cycling("X4", "two nodes by id, fragments", documents.X4, nodes, ("other",)),
        "X5": lambda: _cycling("X5", "filtered through two relations", documents.X5, chosen, listed),
    }


def _commands(dataset: Dataset) -> dict[str, Callable[[], Operation]]:
    villages = dataset.villages
    first = secrets.randbelow(10**11)

    def business(number: int) -> Mapping[str, Any]:
        given = {
            "ownerName": f"Pemilik {number}",
            "name": f"Usaha {number}",
            "kbli": "10710",
            "regionCode": villages[number % len(villages)],
            "businessClass": "MICRO",
            "turnover": 10_000_000 + number,
        }
        return {"input": given, "key": secrets.token_hex(16)}

    def cooperative(number: int) -> Mapping[str, Any]:
        given = {
            "name": f"Koperasi Ukur {number + 1}",
            "nik": f"99{(first + number) % 10**11:011d}",
            "kind": "CONSUMER",
            "regionCode": villages[number % len(villages)],
        }
        return {"input": given, "key": secrets.token_hex(16)}

    return {
        "M1": lambda: Operation(
            "M1",
            "register one business, with audit and idempotency",
            documents.M1,
            business,
            ("registerBusiness", "business"),
            probe="name",
            authorised=True,
        ),
        "M2": lambda: Operation(
            "M2",
            "register one cooperative, with history, audit and idempotency",
            documents.M2,
            cooperative,
            ("registerCooperative", "cooperative"),
            probe="name",
            authorised=True,
        ),
    }


def _cycling(
    name: str,
    title: str,
    document: str,
    variables: Sequence[Mapping[str, Any]],
    rows: tuple[str, ...],
    *,
    total: tuple[str, ...] = (),
    probe: str = "name",
    authorised: bool = False,
) -> Operation:
    return Operation(
        name,
        title,
        document,
        lambda number: variables[number],
        rows,
        repeats=len(variables),
        total=total,
        probe=probe,
        authorised=authorised,
    )


def _paged(
    name: str, dataset: Dataset, pages: Sequence[Mapping[str, Any]], *, authorised: bool = False
) -> Operation:
    depth = "from deep in the list" if name == "Q4d" else f"from {dataset.businesses} businesses"
    title = f"keyset page of 20, filtered and ordered, {depth}{', as an officer' if authorised else ''}"
    return _cycling(name, title, documents.Q4, pages, (*_BUSINESSES, "nodes"), authorised=authorised)


def first_pages(dataset: Dataset) -> list[dict[str, Any]]:
    """The variables of Q4's first pages."""
    return [
        {"within": code, "class": each, "first": 20, "after": None}
        for code in dataset.subdistricts
        for each in CLASSES.values()
    ]


def _first_two_pages(dataset: Dataset, ask: Ask) -> list[dict[str, Any]]:
    pages = []
    for page in first_pages(dataset):
        info = value_at(ask(documents.Q4, page), (*_BUSINESSES, "pageInfo"))
        pages += [page, {**page, "after": info["endCursor"]}] if info["hasNextPage"] else []
    random.Random(3).shuffle(pages)
    return pages


def _deep_pages(dataset: Dataset, ask: Ask) -> list[dict[str, Any]]:
    """Pages from the second half of the first `_DEEP_PAGES` hundreds of a few kecamatan."""
    pages: list[dict[str, Any]] = []
    for code in dataset.subdistricts[:5]:
        page: dict[str, Any] = {"within": code, "class": "MICRO", "first": 100, "after": None}
        found = [page]
        for _ in range(_DEEP_PAGES):
            info = value_at(ask(documents.Q4, page), (*_BUSINESSES, "pageInfo"))
            if not info["hasNextPage"]:
                break
            page = {**page, "after": info["endCursor"]}
            found.append(page)
        pages += [{**each, "first": 20} for each in found[len(found) // 2 :]]
    return pages
