"""Gathers the trusted documents of an installation: core's, the plugins', and its own apps'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import strawberry

from kopukm_core.errors import ConfigurationError
from kopukm_core.platform import Platform
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.documents.checking import faults_of_all
from kopukm_graphql.documents.identifying import DefinitionForms, document_id
from kopukm_graphql.documents.manifest import read_manifest
from kopukm_graphql.documents.mode import DocumentMode, document_mode
from kopukm_graphql.documents.reading import Fault, Found, WrittenDocument, read_folder
from kopukm_graphql.documents.trusted import TrustedDocument, TrustedDocuments
from kopukm_graphql.limits import Limits
from kopukm_graphql.limits.limits import limits_from

INSTALLATION = "instalasi"
"""The owner of the documents that `KOPUKM_OPERATIONS` names."""


def compose_documents(platform: Platform, schema: ComposedSchema) -> TrustedDocuments:
    """The trusted documents of an open platform; none where they are switched off.

    Raises ConfigurationError with file and line for a document that the contract refuses, and for names that
    clash.
    """
    settings = platform.settings
    mode = document_mode(settings.variables, production=settings.is_production)
    if mode is DocumentMode.OFF:
        return TrustedDocuments()
    found = [
        read_folder(each.value.operations, each.owner)
        for each in platform.plugins.given("kopukm_graphql")
        if isinstance(each.value, Contribution) and each.value.operations is not None
    ]
    extra = settings.variables.get("KOPUKM_OPERATIONS", "")
    if extra:
        found.append(read_extra(Path(extra).expanduser()))
    return trusted_documents(found, schema, limits_from(settings.variables))


def trusted_documents(found: Sequence[Found], schema: strawberry.Schema, limits: Limits) -> TrustedDocuments:
    """The documents found, once each of them is valid and within the limits."""
    faults = [fault for each in found for fault in each.faults]
    documents = [document for each in found for document in each.documents]
    forms = DefinitionForms()
    faults += faults_of_all(documents, schema._schema, limits, forms)
    if faults:
        raise _refused(faults)
    return TrustedDocuments(trusted(document, forms) for document in documents)


def read_extra(path: Path) -> Found:
    """The documents of an app: a manifest, or a folder of files, manifests and folders of further apps."""
    if path.is_file():
        return read_manifest(path, INSTALLATION)
    found = [read_folder(path, INSTALLATION)]
    if path.is_dir():
        found += [read_manifest(file, INSTALLATION) for file in sorted(path.glob("*.json"))]
        found += [read_extra(folder) for folder in sorted(path.iterdir()) if _is_app(folder)]
    return Found(
        [document for each in found for document in each.documents],
        [fault for each in found for fault in each.faults],
    )


def trusted(written: WrittenDocument, forms: DefinitionForms) -> TrustedDocument:
    """A document that was found valid, with every id under which it is known."""
    text = written.raw if written.given_id else forms.printed(written.definitions)
    texts = {document_id(text): text}
    if written.given_id:
        texts[written.given_id] = text
        texts.setdefault(f"sha256:{written.given_id}", text)
    else:
        if written.raw:
            texts.setdefault(document_id(written.raw), text)
            texts.setdefault(document_id(written.raw.strip()), text)
        full = forms.printed(forms.with_typename(written.definitions))
        texts.setdefault(document_id(full), full)
    if written.owner != INSTALLATION:
        texts[written.name] = text
    canonical = forms.canonical_hash(written.definitions)
    return TrustedDocument(written.name, written.kind, text, written.owner, written.place, canonical, texts)


def _is_app(folder: Path) -> bool:
    return folder.is_dir() and folder.name != "fragments" and not folder.name.startswith(".")


def _refused(faults: Iterable[Fault]) -> ConfigurationError:
    first, *others = faults
    more = f" Dan {len(others)} kesalahan lain." if others else ""
    return ConfigurationError(
        f"Dokumen tepercaya ditolak: {first}{more}",
        remedy=f"{first.remedy} Periksa semuanya dengan `kopukm documents --check FOLDER`.".strip(),
    )
