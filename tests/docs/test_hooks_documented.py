"""`docs/plugins/hooks.md` says what the hook specifications say, with examples that run, and each hook has a test."""

from __future__ import annotations

import ast
import importlib
import inspect
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from pages import DOCS, ROOT, sections

PAGE = DOCS / "plugins" / "hooks.md"
SPECIFICATIONS = ("kopukm_core.hookspecs", "kopukm_graphql.hookspecs")
SAMPLE = ROOT / "tests" / "plugins" / "garden" / "plugin.py"


@cache
def specified() -> dict[str, ast.FunctionDef]:
    """Every hook specification, by name."""
    found: dict[str, ast.FunctionDef] = {}
    for name in SPECIFICATIONS:
        module: ModuleType = importlib.import_module(name)
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef) and _is_decorated(node, "hookspec"):
                found[node.name] = node
    return found


def _is_decorated(node: ast.FunctionDef, decorator: str) -> bool:
    return any(decorator in ast.unparse(each) for each in node.decorator_list)


def signature(node: ast.FunctionDef) -> str:
    """The hook's signature in one line, as the page must write it."""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"def {node.name}({ast.unparse(node.args)}){returns}"


def documented() -> dict[str, str]:
    """The sections of the page that are about hooks."""
    return {name: text for name, text in sections(PAGE).items() if name.startswith("kopukm_")}


def test_there_are_hooks() -> None:
    assert {"kopukm_plugin", "kopukm_graphql"} <= set(specified())


def test_every_hook_has_a_section_and_no_section_is_stale() -> None:
    assert sorted(documented()) == sorted(specified())


@pytest.mark.parametrize("name", sorted(specified()))
def test_the_section_gives_signature_meaning_and_moment(name: str) -> None:
    text = documented()[name]
    assert f"```python\n{signature(specified()[name])}\n```" in text
    assert (ast.get_docstring(specified()[name]) or "?") in text
    assert "\n**Called** " in text


def test_a_changed_signature_would_be_seen() -> None:
    changed = ast.parse("def kopukm_models(place: str) -> AppModels: ...").body[0]
    assert isinstance(changed, ast.FunctionDef)
    assert f"```python\n{signature(changed)}\n```" not in documented()["kopukm_models"]


@pytest.mark.parametrize("name", sorted(specified()))
def test_the_example_is_the_one_of_the_plugin_that_tests_run(name: str) -> None:
    source = SAMPLE.read_text(encoding="utf-8")
    (node,) = [
        each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef) and each.name == name
    ]
    first = min(each.lineno for each in node.decorator_list)
    example = "\n".join(source.splitlines()[first - 1 : node.end_lineno])
    assert f"```python\n{example}\n```" in documented()[name]


@cache
def written_tests() -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every test function of the project by name, of those that no `skip` or `xfail` keeps from telling."""
    found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    for path in Path(ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                marks = " ".join(ast.unparse(each) for each in node.decorator_list)
                if "skip" not in marks and "xfail" not in marks:
                    found[node.name] = node
    return found


@pytest.mark.parametrize("name", sorted(specified()))
def test_every_hook_has_a_test(name: str) -> None:
    tests = [node for test, node in written_tests().items() if test.startswith(f"test_{name}_")]
    assert tests, f"write a test called test_{name}_… in tests/plugins/test_hooks.py"
    for node in tests:
        assert any(isinstance(part, ast.Assert | ast.With | ast.AsyncWith) for part in ast.walk(node))


def test_no_test_is_named_after_a_hook_that_is_gone() -> None:
    named = [test for test in written_tests() if test.startswith("test_kopukm_")]
    stale = [test for test in named if not any(test.startswith(f"test_{name}_") for name in specified())]
    assert stale == []
