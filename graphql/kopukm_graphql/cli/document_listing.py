"""What `kopukm documents` tells: the trusted documents, their manifest for apps, the check of an app's own."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson
from graphql import parse

from kopukm_core.cli.writing import grouped, note, say, table
from kopukm_core.platform import Platform
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.documents import TrustedDocument, compose_documents
from kopukm_graphql.documents.checking import faults_of, measured
from kopukm_graphql.documents.composing import read_extra
from kopukm_graphql.documents.manifest import apollo_manifest, relay_manifest
from kopukm_graphql.limits.limits import limits_from

MANIFESTS = {"apollo": apollo_manifest, "relay": relay_manifest}


async def tell_documents(arguments: argparse.Namespace, platform: Platform) -> int:
    """Answer the subcommand; the exit status."""
    async with platform.open(prepare=False):
        schema = compose_contract(platform)
        if arguments.check:
            return _check(Path(arguments.check), platform, schema)
        documents = compose_documents(platform, schema)
    if arguments.manifest:
        say(orjson.dumps(MANIFESTS[arguments.manifest](documents), option=orjson.OPT_INDENT_2).decode())
        return 0
    for line in table(
        [("nama", "jenis", "dalam", "biaya", "dari", "sha256"), *_lines(documents, platform, schema)]
    ):
        say(line)
    note(f"{len(documents)} dokumen tepercaya.")
    return 0


def _lines(
    documents: Iterable[TrustedDocument], platform: Platform, schema: ComposedSchema
) -> Iterator[tuple[str, ...]]:
    limits = limits_from(platform.settings.variables)
    for document in sorted(documents, key=lambda each: (each.owner, each.name)):
        measures = measured(parse(document.text), schema._schema, limits)
        cost = measures.cost_with(limits.assumed_list)
        yield (
            document.name,
            document.kind,
            str(measures.depth),
            grouped(cost),
            document.owner,
            document.hash,
        )


def _check(path: Path, platform: Platform, schema: ComposedSchema) -> int:
    found = read_extra(path)
    faults = list(found.faults)
    for document in found.documents:
        faults += faults_of(document, schema._schema, limits_from(platform.settings.variables))
    for fault in faults:
        note(f"{fault}\n  → {fault.remedy}")
    note(f"{len(found.documents)} dokumen dibaca, {len(faults)} kesalahan.")
    return 1 if faults or not found.documents else 0
