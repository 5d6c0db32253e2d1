"""Folders and manifests of documents: what is read, and what refuses the start with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import strawberry

from kopukm_core.errors import ConfigurationError
from kopukm_graphql.documents import TrustedDocuments
from kopukm_graphql.documents.composing import read_extra, trusted_documents
from kopukm_graphql.documents.identifying import document_hash, document_id
from kopukm_graphql.documents.manifest import apollo_manifest, client_text, relay_manifest
from kopukm_graphql.documents.reading import read_folder
from kopukm_graphql.limits import DEFAULT_LIMITS


@strawberry.type
class Row:
    id: strawberry.ID
    name: str

    @strawberry.field
    def children(self, first: int = 10) -> list[Row]:
        return []


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, first: int = 10) -> list[Row]:
        return []


SCHEMA = strawberry.Schema(Query)


def write(folder: Path, **files: str) -> Path:
    """A folder of operations; `fragments_X` becomes a file of shared fragments."""
    for name, text in files.items():
        file = folder / f"{name.replace('fragments_', 'fragments/')}.graphql"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def composed(*folders: Path) -> TrustedDocuments:
    """Each folder as a plugin of the name of the folder above it."""
    found = [read_folder(folder, folder.parent.name) for folder in folders]
    return trusted_documents(found, SCHEMA, DEFAULT_LIMITS)


def refusal(*folders: Path) -> str:
    with pytest.raises(ConfigurationError) as refused:
        composed(*folders)
    assert refused.value.remedy
    return str(refused.value)


def test_a_document_brings_the_shared_fragments_it_reaches_and_no_others(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "toko" / "operations",
        Rows="query Rows { rows { ...Outer } }",
        Bare="query Bare { rows { id } }",
        fragments_All="fragment Inner on Row { name } fragment Outer on Row { id ...Inner } "
        "fragment Unused on Row { id }",
    )
    bare, rows = composed(folder)
    assert (bare.name, rows.name, rows.kind, rows.owner) == ("Bare", "Rows", "query", "toko")
    assert "fragment Inner" in rows.text
    assert "Unused" not in rows.text
    assert bare.text == "query Bare {\n  rows {\n    id\n  }\n}"
    assert rows.place == "toko/operations/Rows.graphql:1"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"A": "query A {\n  rows { nama }\n}"}, "toko/operations/A.graphql:2: Cannot query field 'nama'"),
        ({"A": "query A {\n rows {"}, "toko/operations/A.graphql:2: Syntax Error"),
        (
            {"A": "query A { rows { ...F } }", "fragments_F": "\nfragment F on Row { nama }"},
            "fragments/F.graphql:2",
        ),
        ({"A": "query A { rows { ...F } }"}, "A.graphql:1: Unknown fragment 'F'"),
        ({"A": "{ rows { id } }"}, "A.graphql:1: operasinya tidak bernama"),
        ({"A": "query A { rows { id } } query B { rows { id } }"}, "memuat 2 operasi"),
        ({"A": "fragment F on Row { id }"}, "memuat 0 operasi"),
        ({"A": "query A { rows { id } } type B { id: ID }"}, "A.graphql:1: bukan operasi atau fragment"),
        ({"fragments_F": "query A { rows { id } }"}, "fragments/F.graphql:1: bukan fragment"),
        (
            {"fragments_F": "fragment F on Row { id }", "fragments_G": "fragment F on Row { id }"},
            "fragment F sudah ada",
        ),
        (
            {"A": "query A { rows(first: 100) { children(first: 100) { children(first: 100) { id } } } }"},
            "A.graphql:1",
        ),
        ({"A": "query A { rows { " + "children { " * 20 + "id" + " }" * 20 + " } }"}, "A.graphql:1"),
    ],
)
def test_a_broken_document_refuses_the_start_with_file_and_line(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    assert told in refusal(write(tmp_path / "toko" / "operations", **files))


def test_a_file_that_is_no_text_and_a_folder_that_is_missing_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "toko" / "operations", A="query A { rows { id } }")
    (folder / "A.graphql").write_bytes(b"\xff\xfe")
    assert "A.graphql: tidak dapat dibaca" in refusal(folder)
    assert "folder dokumen ini tidak ada" in refusal(tmp_path / "lain" / "operations")


def test_names_that_clash_name_both_owners_and_both_places(tmp_path: Path) -> None:
    text = refusal(
        write(tmp_path / "alfa" / "operations", Rows="query Rows { rows { id } }"),
        write(tmp_path / "beta" / "operations", Rows="\nquery Rows { rows { name } }"),
    )
    for part in ("'Rows'", "alfa (alfa/operations/Rows.graphql:1)", "beta (beta/operations/Rows.graphql:2)"):
        assert part in text


def test_both_manifests_are_read_back_as_the_same_documents(tmp_path: Path) -> None:
    own = composed(
        write(
            tmp_path / "toko" / "operations",
            Rows="query Rows { rows { ...F } }",
            fragments_F="fragment F on Row { id children { name } }",
        )
    )
    (rows,) = own
    apollo = tmp_path / "apollo.json"
    apollo.write_text(json.dumps(apollo_manifest(own)), encoding="utf-8")
    relay = tmp_path / "relay.json"
    relay.write_text(json.dumps(relay_manifest(own)), encoding="utf-8")
    for file, body in ((apollo, client_text(rows)), (relay, rows.text)):
        trusted = trusted_documents([read_extra(file)], SCHEMA, DEFAULT_LIMITS)
        assert trusted.text_of(document_id(body)) == trusted.text_of(document_hash(body)) == body
        assert trusted.text_of("Rows") is None, "names belong to the platform and its plugins"
    assert "__typename" in client_text(rows)


def test_two_versions_of_an_app_live_side_by_side(tmp_path: Path) -> None:
    app = tmp_path / "aplikasi"
    write(app / "v1", Rows="query Rows { rows { id } }")
    write(app / "v2", Rows="query Rows { rows { ...F } }", fragments_F="fragment F on Row { name }")
    (app / "v3.json").write_text(json.dumps({"3f": "query Rows { rows { id name } }"}), encoding="utf-8")
    trusted = trusted_documents([read_extra(app)], SCHEMA, DEFAULT_LIMITS)
    assert len(trusted) == 3
    assert trusted.text_of("3f") == "query Rows { rows { id name } }"
    assert trusted.text_of(document_id("query Rows {\n  rows {\n    id\n  }\n}"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "bukan JSON"),
        (b"[]", "tidak memuat dokumen"),
        (b"{}", "tidak memuat dokumen"),
        (b'{"format": "lain"}', "tidak memuat dokumen"),
        (b'{"operations": [1]}', "tanpa id atau isi"),
        (b'{"operations": [{"id": "a", "body": 1}]}', "tanpa id atau isi"),
        (b'{"a": "query A { nothing }"}', "Cannot query field 'nothing'"),
        (b'{"a": "{ rows { id } }"}', "tidak bernama"),
    ],
)
def test_a_broken_manifest_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "app.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match=told):
        trusted_documents([read_extra(tmp_path / "app.json")], SCHEMA, DEFAULT_LIMITS)


def test_one_id_for_two_documents_is_refused(tmp_path: Path) -> None:
    app = tmp_path / "aplikasi"
    app.mkdir()
    (app / "a.json").write_text('{"x": "query A { rows { id } }"}', encoding="utf-8")
    (app / "b.json").write_text('{"x": "query B { rows { id } }"}', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="dibawa dua pihak"):
        trusted_documents([read_extra(app)], SCHEMA, DEFAULT_LIMITS)
