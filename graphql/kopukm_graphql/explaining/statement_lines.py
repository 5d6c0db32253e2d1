"""A written SQL statement broken into lines that a person can read; nothing but white space is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

WIDTH = 110
"""The longest line, where the statement allows a break at all."""

_TOKEN = re.compile(r"""(\s*)('(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|\|\||[^\s'"(),|]+|\|)""")
_CLAUSES = frozenset({"SELECT", "FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION"})
_CLOSING = {"(": ")", "CASE": "END"}
_STEP = 2


@dataclass(slots=True)
class _Group:
    """What stands in parentheses, or from CASE to END. `before`: the white space in front of it."""

    before: str
    opens: str = "("
    closes: str = ")"
    items: list[_Item] = field(default_factory=list)
    after: str = ""


_Item: TypeAlias = "str | _Group"


def statement_lines(sql: str) -> list[str]:
    """The lines, indented by how deep their parentheses nest."""
    return list(_broken(_grouped(sql), 0))


def _grouped(sql: str) -> list[_Item]:
    outermost = _Group("")
    open_groups = [outermost]
    for found in _TOKEN.finditer(sql):
        before, token = found[1], found[2]
        closes = _CLOSING.get(token)
        if closes is not None:
            group = _Group(before, token, closes)
            open_groups[-1].items.append(group)
            open_groups.append(group)
        elif len(open_groups) > 1 and token == open_groups[-1].closes:
            open_groups.pop().after = before
        else:
            open_groups[-1].items.append(f"{before}{token}")
    return outermost.items


def _flat(items: Sequence[_Item]) -> str:
    return "".join(
        each
        if isinstance(each, str)
        else f"{each.before}{each.opens}{_flat(each.items)}{each.after}{each.closes}"
        for each in items
    )


def _pieces(items: Sequence[_Item]) -> Iterator[tuple[list[_Item], bool]]:
    """The parts between which a line may end, each with whether it must begin one."""
    piece: list[_Item] = []
    begins = False
    for item in items:
        word = item.strip() if isinstance(item, str) else ""
        if piece and (word in _CLAUSES or word in ("AND", "OR", "||", "WHEN", "ELSE")):
            yield piece, begins
            piece, begins = [], word in _CLAUSES
        piece.append(item)
        if word == ",":
            yield piece, begins
            piece, begins = [], False
    if piece:
        yield piece, begins


def _broken(items: Sequence[_Item], indent: int) -> Iterator[str]:
    line = ""
    room = max(WIDTH - indent, 30)
    if len(_flat(items).strip()) <= room:
        yield f"{' ' * indent}{_flat(items).strip()}"
        return
    for piece, begins in _pieces(items):
        text = _flat(piece)
        if line and (begins or len(line) + len(text) > room):
            yield f"{' ' * indent}{line}"
            line = ""
        if len(text.strip()) <= room:
            line = line + text if line else text.strip()
            continue
        yield from _long(piece, indent)
    if line:
        yield f"{' ' * indent}{line}"


def _long(piece: Sequence[_Item], indent: int) -> Iterator[str]:
    """A part that does not fit in a line: broken inside its parentheses."""
    line = ""
    for item in piece:
        if isinstance(item, str) or len(_flat([item])) <= WIDTH // 3:
            line += _flat([item])
            continue
        yield f"{' ' * indent}{line.strip()}{item.before if line else ''}{item.opens}"
        yield from _broken(item.items, indent + _STEP)
        line = item.closes
    if line:
        yield f"{' ' * indent}{line.strip()}"
