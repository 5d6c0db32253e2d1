"""`kopukm explain --document`: what the explanation of an operation tells, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from kopukm_core.db import Dialect
from kopukm_core.errors import BadInputError, KopukmError, NotFoundError
from kopukm_core.identity.actor import ANONYMOUS, Actor
from kopukm_graphql.compose import ComposedSchema
from kopukm_graphql.explaining import explain_document, read_asked
from kopukm_graphql.limits import Limits
from reading import GUNUNG, person

pytestmark = pytest.mark.anyio

LIBRARIES = """query Daftar($first: Int, $where: LibraryFilter, $after: String) {
  library {
    libraries(first: $first, where: $where, after: $after, order: NAME_ASC) {
      totalCount
      nodes { id name phone title share hasBudget region { name } visitCount dearest
        visits(first: 2) { visitedOn } books { nodes { title } } }
      edges { cursor node { kind } }
      pageInfo { endCursor hasNextPage __typename }
    }
  }
}
"""
OTHERS = """{
  library {
    counts: libraryCounts(by: [KIND, REGION]) { total rows { kind count region { name } } }
    one: libraryBy(nameKey: "melati") { feeTotal }
    publicLibraries { __typename }
  }
  node(id: "TGlicmFyeTox") { id ... on Library { budget } }
}
"""


async def explained(
    schema: ComposedSchema, folder: Path, text: str, actor: Actor = ANONYMOUS, **variables: Any
) -> dict[str, list[str]]:
    """The explanation of the only operation, by section."""
    file = folder / "dokumen.graphql"
    file.write_text(text, encoding="utf-8")
    asked = read_asked(schema, Limits(), file, "", orjson.dumps(variables).decode())
    sections: dict[str, list[str]] = {}
    title = ""
    for line in await explain_document(schema, Limits(), asked, actor):
        if line.startswith(" "):
            sections[title].append(line[2:])
        else:
            title = line.rstrip(":").partition(" (")[0]
            sections[title] = []
    return sections


async def test_a_list_is_told_with_its_plan_statement_and_values(
    schema: ComposedSchema, tmp_path: Path, dialect_under_test: Dialect
) -> None:
    where = {"kind": {"equals": "PUBLIC"}, "visits": {"where": {"fee": {"atLeast": "5"}}}}
    told = await explained(schema, tmp_path, LIBRARIES, first=7, where=where)
    assert told["Operasi"] == [f"query Daftar ({tmp_path}/dokumen.graphql:1)"]
    assert told["Dijawab"][0].startswith("satu pernyataan SQL yang menulis JSON; ")
    tree = told["Rencana"]
    assert tree[0] == "library: ruang nama"
    assert tree[1].startswith(
        "  libraries: halaman Library (tabel sample_library); order=NAME_ASC, first=7, where={kind: {equals: PUBLIC}"
    )
    assert "      region: satu Region (sample_place.code = region_code)" in tree
    assert "      title: fungsi Python atas opened_on, name" in tree
    assert "      share: kolom sample_library.share, ditulis Python" in tree
    assert "      hasBudget: ungkapan SQL" in tree
    figure = "terbesar price dari Book (sample_book.library_id sama dengan sample_library.id)"
    assert f"      dearest: {figure}" in tree
    assert "      endCursor: kursor baris terakhir, ditulis Python" in tree
    assert told["Pernyataan"][0].startswith("SELECT ")
    mark = "?" if dialect_under_test is Dialect.SQLITE else "$"
    assert f"{mark}1 = 'public'" in told["Nilai"]
    assert all(
        "public" not in line.replace("is_public", "") for line in told["Pernyataan"] if "WHERE" in line
    )
    assert told["Rencana basis data"]
    assert not any("ditolak" in line for line in told["Rencana basis data"])
    assert told["Biaya"][0].startswith("biaya ")


async def test_visibility_is_told_for_the_actor(schema: ComposedSchema, tmp_path: Path) -> None:
    anonymous = await explained(schema, tmp_path, LIBRARIES)
    seen = anonymous["Keterlihatan"]
    assert any(line.startswith("Library (tabel sample_library; library_contract.py:") for line in seen)
    everywhere = "(is_published = True, atau pemegang izin library.read di wilayah region_code, atau anggota"
    assert any(everywhere in line for line in seen)
    assert "  phone bagi pelaku ini: tersamar di semua baris" in seen
    assert any("kolom phone tersamar" in line and "selain itu tertulis '•••'" in line for line in seen)
    assert any(line.startswith("Book (tabel sample_book") for line in seen)
    officer = person(("library.contact", GUNUNG), ("library.read", ""))
    held = await explained(schema, tmp_path, LIBRARIES, officer)
    assert f"person:1; izin: library.contact ({GUNUNG}), library.read (semua wilayah)" in held["Pelaku"]
    assert "  phone bagi pelaku ini:" in held["Keterlihatan"]
    assert any(f"= '{GUNUNG}" in line for line in held["Keterlihatan"])
    start = next(
        number for number, line in enumerate(held["Keterlihatan"]) if line.startswith("Library (tabel")
    )
    assert held["Keterlihatan"][start + 2] == "  baris bagi pelaku ini: semua"


async def test_counts_lookups_lists_and_nodes_are_told(schema: ComposedSchema, tmp_path: Path) -> None:
    told = await explained(schema, tmp_path, OTHERS)
    tree = "\n".join(told["Rencana"])
    assert "counts: hitungan Library (tabel sample_library); by=[KIND, REGION]" in tree
    assert "kind: golongan KIND" in tree
    assert "region: wilayah golongan: satu Region (tabel sample_place)" in tree
    assert 'one: satu Library (tabel sample_library); nameKey="melati"' in tree
    assert "feeTotal: jumlah fee dari Visit" in tree
    assert "publicLibraries: daftar Library (tabel sample_library)" in tree
    assert "node: satu catatan menurut id global" in tree
    assert "… Library: tabel sample_library" in tree
    assert "… Book" not in tree
    assert any("kolom budget tersamar" in line for line in told["Keterlihatan"])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"first": 1000}, "first harus antara 0 dan 100."),
        ({"after": "xx"}, "kursor"),
        ({"where": {"budget": {"atLeast": "1"}}}, "Kolom budget pada Library tertutup bagi Anda"),
    ],
)
async def test_arguments_that_do_not_fit_are_named(
    schema: ComposedSchema, tmp_path: Path, given: dict[str, Any], reason: str
) -> None:
    told = await explained(schema, tmp_path, LIBRARIES, **given)
    assert told["Dijawab"][0] == "oleh resolver, field demi field, karena nilai argumennya"
    assert reason in told["Dijawab"][1]
    assert told["Rencana"][1].startswith("  libraries: halaman Library")
    assert "Pernyataan" not in told


async def test_what_is_not_planned_says_why(schema: ComposedSchema, tmp_path: Path) -> None:
    told = await explained(schema, tmp_path, "{ __schema { queryType { name } } }")
    assert told["Dijawab"] == ["oleh resolver, field demi field", "  sebab Query.__schema: introspeksi"]
    mixed = await explained(
        schema, tmp_path, "{ __schema { queryType { name } } library { regions { code } } }"
    )
    assert mixed["Dijawab"] == [
        "sebagian: satu pernyataan SQL yang menulis JSON",
        "  pernyataan: library.regions",
        "  resolver: __schema",
        "    sebab Query.__schema: introspeksi",
    ]


def refused(schema: ComposedSchema, file: Path, operation: str = "", variables: str = "") -> KopukmError:
    """Why the file is not explained."""
    with pytest.raises((BadInputError, NotFoundError)) as refusal:
        read_asked(schema, Limits(fields=5), file, operation, variables)
    return refusal.value


async def test_files_that_cannot_be_explained_say_where(schema: ComposedSchema, tmp_path: Path) -> None:
    file = tmp_path / "a.graphql"
    assert f"Berkas {file} tidak ada." in str(refused(schema, file))
    assert "tidak dapat dibaca" in str(refused(schema, tmp_path))
    file.write_bytes(b"\xff\xfe")
    assert "bukan teks UTF-8" in str(refused(schema, file))
    file.write_text("{ library {\n  regions { code ) } }")
    assert f"{file}:2:18: " in str(refused(schema, file))
    file.write_text("{ library {\n  regions { kode } } }")
    assert f"{file}:2:13: Cannot query field 'kode'" in str(refused(schema, file))
    file.write_text("{ library { regions { code name a: code b: code } } }")
    assert "field" in str(refused(schema, file))
    file.write_text("fragment A on Region { code }")
    assert "Fragment 'A' is never used." in str(refused(schema, file))
    file.write_text("query A { __typename }\nquery B { __typename }")
    assert "Pilih dengan --operation: A, B." in str(refused(schema, file))
    assert "Operasi C tidak ada" in str(refused(schema, file, "C"))
    assert "--variables bukan JSON yang sah: baris 1, kolom 2." in str(refused(schema, file, "A", "{a}"))
    assert "bukan objek JSON" in str(refused(schema, file, "A", "[1]"))
    assert f"Berkas {tmp_path}/v.json tidak ada." in str(refused(schema, file, "A", f"@{tmp_path}/v.json"))
    (tmp_path / "v.json").write_text('{"a": 1}')
    asked = read_asked(schema, Limits(), file, "B", f"@{tmp_path}/v.json")
    assert (asked.name, asked.place, asked.variables) == ("B", f"{file}:2", {"a": 1})


async def test_variables_that_do_not_fit_are_refused(schema: ComposedSchema, tmp_path: Path) -> None:
    with pytest.raises(
        BadInputError, match=r"Variabel tidak cocok: \$first: Nilai 'x' bukan bilangan bulat."
    ):
        await explained(schema, tmp_path, LIBRARIES, first="x")


async def test_fragments_beside_the_file_are_taken(schema: ComposedSchema, tmp_path: Path) -> None:
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments" / "a.graphql").write_text(
        "fragment Place on Region { ...Code }\nfragment Code on Region { code }\nfragment Other on Visit { id }"
    )
    told = await explained(schema, tmp_path, "{ library { regions { ...Place } } }")
    assert told["Rencana"][-1] == "    code: kolom sample_place.code"
