"""What the product's answers hold beyond lists and figures: single records, lookups, orders, filters, groups."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from typing import Any

from contract_walk import list_documents, node_types, root_listings, selection
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import global_id
from reading import answer, ask, ask_interpreted
from visibility_oracle import Oracle, node_document


async def lookup_differences(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> list[str]:
    """Lookups find exactly the rows that are seen; `me` leads to the own account alone."""
    found: list[str] = []

    async def check(document: str, path: tuple[str, ...], name: str, row: Any) -> None:
        got: Any = await answer(schema, document, actor)
        for step in path:
            got = got[step]
        wanted = {"id": oracle.id(name, row)} if oracle.types[name].sees(actor, row) else None
        if got != wanted:
            found.append(f"{document}: {got}, not {wanted}")

    for name, root in (("Party", "party"), ("Account", "account")):
        for row in oracle.types[name].rows:
            await check(f'{{ {root}(id: "{oracle.id(name, row)}") {{ id }} }}', (root,), name, row)
    for row in oracle.types["Cooperative"].rows:
        by = [f'id: "{oracle.id("Cooperative", row)}"', *([f'nik: "{row.nik}"'] if row.nik else [])]
        for each in by:
            document = f"{{ siopik {{ cooperative({each}) {{ id }} }} }}"
            await check(document, ("siopik", "cooperative"), "Cooperative", row)
    own = (await answer(schema, "{ me { account { id } } }", actor))["me"]["account"]
    wanted = None if actor.account_id is None else {"id": global_id("Account", actor.account_id)}
    return found if own == wanted else [*found, f"me.account: {own}, not {wanted}"]


def noted(oracle: Oracle, actor: Actor) -> list[tuple[Any, str | None]]:
    """The visits the actor sees, each with its note as the actor may read it."""
    _, sees, _ = oracle.types["FieldVisit"].masks["note"]
    return [(row, row.note if sees(actor, row) else None) for row in oracle.seen(actor, "FieldVisit")]


async def masked_column_differences(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> list[str]:
    """A masked column sorts and filters as the actor may read it; where nobody's is seen it is refused."""
    found: list[str] = []
    visits = noted(oracle, actor)

    async def check(arguments: str, wanted: list[Any]) -> None:
        document = f"{{ outside {{ visits({arguments}, first: 100) {{ totalCount nodes {{ id }} }} }} }}"
        data, errors = await ask(schema, document, actor)
        if errors:
            if errors[0][0] != "FORBIDDEN" or any(note for _, note in visits):
                found.append(f"{arguments}: {errors}")
            return
        got = [each["id"] for each in data["outside"]["visits"]["nodes"]]
        ids = [oracle.id("FieldVisit", row) for row in wanted]
        if got != ids or data["outside"]["visits"]["totalCount"] != len(ids):
            found.append(f"{arguments}: {got}, not {ids}")

    known = [(row, note) for row, note in visits if note is not None]
    unknown = [row for row, note in visits if note is None]
    rising = [row for row, _ in sorted(known, key=lambda each: (each[1], each[0].id))]
    falling = [row for row, _ in sorted(known, key=lambda each: (each[1], each[0].id), reverse=True)]
    await check("order: NOTE_ASC", rising + sorted(unknown, key=lambda row: row.id))
    await check("order: NOTE_DESC", falling + sorted(unknown, key=lambda row: -row.id))
    order = "order: VISITED_ON_ASC, where:"
    for text in {row.note for row in oracle.types["FieldVisit"].rows if row.note}:
        equal = [row for row, note in known if note == text]
        await check(
            f'{order} {{ note: {{ equals: "{text}" }} }}', sorted(equal, key=lambda row: row.visited_on)
        )
    await check(f"{order} {{ note: {{ isNull: true }} }}", sorted(unknown, key=lambda row: row.visited_on))
    return found


async def order_differences(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> list[str]:
    """Every order of every connection holds the same rows; every row is its own."""
    found: list[str] = []
    query = schema._schema
    for root in root_listings(query):
        if root.kind != "connection" or root.of == "Region":
            continue
        order = query.get_type(f"{root.of}Order")
        wanted = oracle.roots.get(".".join(root.path), lambda _row: True)
        ids = sorted(oracle.id(root.of, row) for row in oracle.seen(actor, root.of) if wanted(row))
        for value in getattr(order, "values", {}):
            if value.startswith("NOTE_"):
                continue
            got = await _all_pages(schema, actor, root.path, value)
            if sorted(got) != ids:
                found.append(f"{root.name} {value}: {got}, not {ids}")
    return found


async def _all_pages(schema: ComposedSchema, actor: Actor, path: tuple[str, ...], order: str) -> list[str]:
    """The ids of every row of the connection, in this order, page after page."""
    ids: list[str] = []
    after = "null"
    while True:
        steps = (*path[:-1], f"{path[-1]}(first: 100, order: {order}, after: {after})")
        inner = "{ nodes { id } pageInfo { hasNextPage endCursor } }"
        page: Any = await answer(schema, "{ " + " { ".join(steps) + inner + " }" * len(steps), actor)
        for step in path:
            page = page[step]
        ids += [each["id"] for each in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return ids
        after = json.dumps(page["pageInfo"]["endCursor"])


async def group_differences(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> list[str]:
    """Counts by category and place are those of the rows the actor sees."""
    found: list[str] = []
    for path, name, dimension, attribute in (
        (("siopik", "cooperativeCounts"), "Cooperative", "STATUS", "status"),
        (("siopik", "cooperativeCounts"), "Cooperative", "KIND", "kind"),
        (("outside", "visitCounts"), "FieldVisit", "STATE", "state"),
    ):
        for level, points in (("REGENCY", 1), ("DISTRICT", 2), ("VILLAGE", 3)):
            field = attribute
            document = (
                f"{{ {path[0]} {{ {path[1]}(by: [{dimension}, REGION], regionLevel: {level}) "
                f"{{ total rows {{ {field} regionCode count }} }} }} }}"
            )
            data = (await answer(schema, document, actor))[path[0]][path[1]]
            got = Counter({(row[field], row["regionCode"]): row["count"] for row in data["rows"]})
            wanted = Counter(
                (
                    getattr(row, attribute).name if getattr(row, attribute) else None,
                    cut(row.region_id, points),
                )
                for row in oracle.seen(actor, name)
            )
            if got != wanted or data["total"] != sum(wanted.values()):
                found.append(f"{'.'.join(path)} {dimension} {level}: {got}, not {wanted}")
    return found


def cut(code: str | None, points: int) -> str | None:
    """The code of the region at this depth that the place lies in; its own where it is not known so exactly."""
    return None if code is None else ".".join(code.split(".")[: points + 1])


async def everything_shown(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> str:
    """The text of all that the actor can get: lists and rows with what hangs on them, cursors opened.

    That the executors answer alike is held elsewhere: one of them is asked.
    """
    types = {each.name: each for each in node_types(schema._schema)}
    documents = [
        *list_documents(schema._schema).values(),
        *(node_document(oracle, name, selection(types[name], 1, 50)) for name in oracle.types),
    ]
    texts = [json.dumps((await ask_interpreted(schema, each, actor))[0]) for each in documents]
    whole = "\n".join(texts)
    cursors = set(re.findall(r'ursor": "([A-Za-z0-9_=-]+)"', whole))
    return whole + "\n".join(base64.urlsafe_b64decode(each).decode(errors="replace") for each in cursors)


def secrets(oracle: Oracle, actor: Actor) -> set[str]:
    """The texts that no answer to the actor may hold."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for row in oracle.types["Cooperative"].rows:
        for name, (_, sees, _) in oracle.types["Cooperative"].masks.items():
            (shown if sees(actor, row) else hidden).add(getattr(row, name) or "-")
    for row in oracle.types["FieldVisit"].rows:
        seen = any(each is row and note for each, note in noted(oracle, actor))
        (shown if seen else hidden).add(row.note or "-")
    for name, attribute in (("Officer", "name"), ("YearlyReport", "assets"), ("Account", "name")):
        for row in oracle.types[name].rows:
            seen = oracle.types[name].sees(actor, row)
            (shown if seen else hidden).add(str(getattr(row, attribute)))
    for row in oracle.types["Account"].rows:
        hidden |= {row.login_name.whole(), row.password_hash, row.login_name_hash}
    hidden |= {row.token_hash for row in oracle.types["AccessToken"].rows}
    return {text for text in hidden if text != "-"} - shown
