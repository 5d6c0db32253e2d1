"""The page about trusted documents lists those there are, and its request is answered as shown."""

from __future__ import annotations

import re
from pathlib import Path

from kopukm_graphql.documents.reading import read_folder
from pages import DOCS, ROOT, sections

PAGE = DOCS / "developers" / "operations.md"
FOLDERS = ("graphql/kopukm_graphql/operations", "plugins/siopik/kopukm_siopik/operations")


def test_the_page_lists_every_document_under_its_kind() -> None:
    shown: set[tuple[str, str]] = set()
    for row in re.findall(r"^\| [^|]+ \|([^|]*)\|([^|]*)\|([^|]*)\|$", sections(PAGE)["The documents"], re.M):
        for kind, cell in zip(("query", "mutation", "subscription"), row, strict=True):
            shown |= {(kind, name) for name in re.findall(r"`(\w+)`", cell)}
    found = [each for folder in FOLDERS for each in read_folder(Path(ROOT / folder), "").documents]
    assert shown == {(each.kind, each.name) for each in found}
