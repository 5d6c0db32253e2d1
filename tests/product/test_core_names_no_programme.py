"""Core speaks of no programme and of no district: both bring their own data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kopukm_core
from databases import Databases
from kopukm_core.db import AppModels, Dialect
from kopukm_core.platform import build_platform
from kopukm_core.plugin import MODELS
from kopukm_core.privacy import KeyRing, using_keys
from kopukm_core.programmes.models import Letterhead, Official, Unit
from kopukm_core.programmes.part import PROGRAMMES_PART
from kopukm_core.programmes.timeline_models import ProgrammeTimeline
from kopukm_core.scheduling.calendar.models import OpeningHours
from kopukm_core.scheduling.calendar.part import CALENDAR_PART
from kopukm_core.settings import Settings
from siopik.registry import make_regions

CORE = Path(kopukm_core.__file__).parent
NAMES = re.compile(
    r"si[ _]?opik|simbaumi|clean ?(and|&)? ?clear|\bhalo\b|clinic|klinik|\bkpk\b|\bpum\b", re.IGNORECASE
)
SHOWN_AS_EXAMPLES = {"example", "help", "remedy"}
"""Keywords whose texts show somebody what a plugin's name looks like."""
DISTRICT_DATA = re.compile(r"office_[0-9.]+\.json")


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names and texts of a module by line, without docstrings, comments and examples."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(
            node, ast.Name | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Attribute
        ):
            yield node.lineno, getattr(node, "id", None) or getattr(node, "name", None) or node.attr  # type: ignore[union-attr]


class Silent(ast.NodeTransformer):
    """Takes out what is not spoken: examples, and texts that stand alone (docstrings)."""

    def visit_keyword(self, node: ast.keyword) -> ast.keyword | None:
        if node.arg in SHOWN_AS_EXAMPLES:
            return None
        self.generic_visit(node)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        if isinstance(node.value, ast.Constant):
            return ast.copy_location(ast.Expr(ast.Constant(None)), node)
        self.generic_visit(node)
        return node


def named(text: str) -> list[str]:
    """`line: name` for each programme that a module's text names."""
    tree = Silent().visit(ast.parse(text))
    return [f"{line}: {found[0]}" for line, word in spoken(tree) if (found := NAMES.search(word))]


def test_a_name_is_found_where_it_stands() -> None:
    assert named('"""About siopik."""\nask("x", example="siopik")\nservice = "clinic.business"\n') == [
        "3: clinic"
    ]
    assert named("def open_halo(): pass\nif programme.simbaumi: pass\n") == ["2: simbaumi"]
    assert named('send(template="siopik.reminder")') == ["1: siopik"]


def test_code_names_no_programme() -> None:
    passwords = CORE / "identity" / "common_passwords.py"
    found = {
        str(path.relative_to(CORE)): names
        for path in sorted(CORE.rglob("*.py"))
        if path != passwords and (names := named(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_data_and_templates_name_no_programme() -> None:
    looked_at = 0
    for path in sorted(CORE.rglob("*")):
        if path.suffix in {".json", ".typ", ".txt", ".csv", ".html"} and not DISTRICT_DATA.fullmatch(
            path.name
        ):
            looked_at += 1
            assert not NAMES.search(path.read_text(encoding="utf-8")), path
    assert looked_at


@pytest.mark.anyio
@pytest.mark.parametrize(("region", "is_known"), [("32.01", True), ("33.74", False)])
async def test_core_alone_brings_the_office_and_of_a_district_only_its_own(
    databases: Databases, tmp_path: Path, region: str, is_known: bool
) -> None:
    with (
        using_keys(KeyRing({"k1": bytes(range(32))})),
        databases.fresh(Dialect.SQLITE, {"core": AppModels(MODELS.models)}) as url,
    ):
        platform = build_platform(Settings(home=tmp_path, database_url=url, region_code=region), [])
        async with platform.open(prepare=False):
            await make_regions()
            for part in (CALENDAR_PART, PROGRAMMES_PART):
                assert part.prepare is not None
                await part.prepare(platform)
                await part.prepare(platform)
            seeds = {one.seed: (one.service, one.source) for one in await OpeningHours.all()}
            assert {service for service, _ in seeds.values()} == {"office"}
            assert ("office.ramadan_1446" in seeds) is is_known
            assert len(seeds) == (4 if is_known else 2)
            assert any("Bogor" in source for _, source in seeds.values()) is is_known
            for brought in (Unit, Official, Letterhead):
                assert await brought.exists() is is_known, brought
            assert not await ProgrammeTimeline.exists()
            assert not list(platform.programmes)
