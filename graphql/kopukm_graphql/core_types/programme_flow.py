"""The flow of an SOP, drawn from its steps: nodes and edges, and the same as Mermaid text."""

from __future__ import annotations

from typing import Annotated

import strawberry

from kopukm_core.db import Parameters, dialect, rows
from kopukm_core.errors import NotFoundError
from kopukm_graphql.source.roots import RootField, handwritten


@strawberry.type(description="Satu langkah pada bagan alir.")
class FlowNode:
    """A step of the flow."""

    key: str = strawberry.field(description="Kunci langkahnya.")
    number: str = strawberry.field(description="Nomor di SOP.")
    phase: str = strawberry.field(description="Tahapnya.")
    title: str = strawberry.field(description="Kegiatannya.")
    after: str | None = strawberry.field(description="Kunci langkah sebelumnya; kosong bagi yang pertama.")


@strawberry.type(description="Bagan alir sebuah program menurut langkah garis waktunya.")
class ProgrammeFlow:
    """The flow of one version."""

    version: int = strawberry.field(description="Versi garis waktunya.")
    nodes: list[FlowNode] = strawberry.field(description="Langkah-langkahnya, menurut urutan.")
    mermaid: str = strawberry.field(description="Bagan yang sama sebagai teks Mermaid.")


async def programme_flow(
    programme: Annotated[str, strawberry.argument(description="Nama programnya.")],
    version: Annotated[
        int | None, strawberry.argument(description="Versi garis waktu; kosong berarti yang terakhir.")
    ] = None,
) -> ProgrammeFlow:
    """The flow, read in one statement."""
    given = Parameters(dialect())
    wanted = (
        f"= {given.add(version)}"
        if version is not None
        else "= (SELECT MAX(o.version) FROM programme_timeline o WHERE o.programme_id = p.id)"
    )
    found = await rows(
        "SELECT l.version, t.key, t.number, t.phase, t.title, t.after_step FROM timeline_step t"
        " JOIN programme_timeline l ON l.id = t.timeline_id JOIN programme p ON p.id = l.programme_id"
        f" WHERE l.version {wanted} AND p.name = {given.add(programme[:100])} ORDER BY t.position",
        given,
    )
    if not found:
        raise NotFoundError(
            "Program atau versi garis waktu itu tidak ada.", remedy="Lihat daftar programmes."
        )
    nodes = []
    for place, row in enumerate(found):
        before = row["after_step"] or (found[place - 1]["key"] if place else None)
        nodes.append(
            FlowNode(
                key=row["key"], number=row["number"], phase=row["phase"], title=row["title"], after=before
            )
        )
    return ProgrammeFlow(version=found[0]["version"], nodes=nodes, mermaid=mermaid_of(nodes))


def mermaid_of(nodes: list[FlowNode]) -> str:
    """The nodes as Mermaid text, grouped by phase."""
    lines = ["graph TD"]
    phase = ""
    for node in nodes:
        if node.phase != phase:
            if phase:
                lines.append("  end")
            phase = node.phase
            if phase:
                lines.append(f'  subgraph "{_plain(phase)}"')
        lines.append(f'    {_name(node.key)}["{_plain(f"{node.number}. {node.title}")}"]')
    if phase:
        lines.append("  end")
    lines += [f"  {_name(node.after)} --> {_name(node.key)}" for node in nodes if node.after]
    return "\n".join(lines)


def _name(key: str) -> str:
    """A name that is no word of Mermaid, as `end` would be."""
    return f"step_{key}"


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ")


FLOW_ROOTS: tuple[RootField, ...] = (
    handwritten("programmeFlow", programme_flow, description="Bagan alir program menurut langkahnya."),
)
