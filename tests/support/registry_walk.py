"""What the product's answers hold beyond lists and figures: single records, lookups, orders, filters, groups."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from contract_walk import list_documents, node_types, root_listings, selection
from kopukm_core.identity.actor import Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.node import global_id
from reading import answer, answer_in_turn, ask, ask_in_turn
from visibility_oracle import Oracle, node_document


async def lookup_differences(schema: ComposedSchema, oracle: Oracle, actor: Actor) -> list[str]:
    """Lookups find exactly the rows that are seen; `me` leads to the own account alone."""
    wanted: dict[str, str | None] = {}
    asked: dict[str, list[str]] = {"": [], "siopik": []}

    def look_up(home: str, field: str, name: str, row: Any) -> None:
        alias = f"n{len(wanted)}"
        wanted[alias] = oracle.id(name, row) if oracle.types[name].sees(actor, row) else None
        asked[home].append(f"{alias}: {field} {{ id }}")

    for name, root in (("Party", "party"), ("Account", "account")):
        for row in oracle.types[name].rows:
            look_up("", f'{root}(id: "{oracle.id(name, row)}")', name, row)
    for row in oracle.types["Cooperative"].rows:
        for by in (f'id: "{oracle.id("Cooperative", row)}"', *([f'nik: "{row.nik}"'] if row.nik else [])):
            look_up("siopik", f"cooperative({by})", "Cooperative", row)
    document = (
        f"{{ me {{ account {{ id }} }} {' '.join(asked[''])} siopik {{ {' '.join(asked['siopik'])} }} }}"
    )
    data = await answer(schema, document, actor)
    own, of_siopik = data.pop("me")["account"], data.pop("siopik")
    got = {alias: row and row["id"] for alias, row in {**data, **of_siopik}.items()}
    found = [f"{alias}: {got[alias]}, not {each}" for alias, each in wanted.items() if got[alias] != each]
    account = None if actor.account_id is None else {"id": global_id("Account", actor.account_id)}
    return found if own == account else [*found, f"me.account: {own}, not {account}"]


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
        wanted = oracle.roots.get(".".join(root.path), lambda _row: True)
        ids = sorted(oracle.id(root.of, row) for row in oracle.seen(actor, root.of) if wanted(row))
        orders = getattr(query.get_type(f"{root.of}Order"), "values", {})
        left = {order: "null" for order in orders if not order.startswith("NOTE_")}
        got: dict[str, list[str]] = {order: [] for order in left}
        while left:
            pages = await _pages(schema, actor, root.path, left)
            for order, page in pages.items():
                got[order] += [each["id"] for each in page["nodes"]]
            left = {
                order: json.dumps(page["pageInfo"]["endCursor"])
                for order, page in pages.items()
                if page["pageInfo"]["hasNextPage"]
            }
        found += [
            f"{root.name} {order}: {each}, not {ids}" for order, each in got.items() if sorted(each) != ids
        ]
    return found


async def _pages(
    schema: ComposedSchema, actor: Actor, path: tuple[str, ...], after: Mapping[str, str]
) -> dict[str, Any]:
    """A page of the connection in each of these orders, after these cursors."""
    fields = " ".join(
        f"{order}: {path[-1]}(first: 100, order: {order}, after: {cursor})"
        " { nodes { id } pageInfo { hasNextPage endCursor } }"
        for order, cursor in after.items()
    )
    around = path[:-1]
    document = "{ " + "".join(f"{step} {{ " for step in around) + fields + " }" * (1 + len(around))
    found: Any = await answer_in_turn(schema, document, actor)
    for step in around:
        found = found[step]
    return dict(found)


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
    """The text of all that the actor can get: lists with what hangs on their rows, every row by its id, cursors opened.

    That the executors answer alike is held elsewhere: they take turns.
    """
    types = {each.name: each for each in node_types(schema._schema)}
    listed = {root.of for root in root_listings(schema._schema) if root.kind != "counts"}
    documents = [
        *list_documents(schema._schema).values(),
        *(node_document(oracle, name, selection(types[name], int(name not in listed), 50)) for name in types),
    ]
    texts = [json.dumps((await ask_in_turn(schema, each, actor))[0]) for each in documents]
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
