"""Every code of an error that a person or a client can meet, found in the code itself."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import kopukm_core
import kopukm_graphql
import kopukm_siopik
from kopukm_core.errors import KopukmError
from kopukm_graphql.limits.limits import Limits

_WITH_CODE = {"Refusal": 1, "one_error": 0, "DocumentError": 0}
"""Callable → the position of the code among its arguments."""
_OPTIONAL = ("maximum_page", "assumed_list")
"""Limits that shape a measurement and are no limit of their own."""


def error_classes() -> dict[type[KopukmError], str]:
    """Every error class of the project with its code."""
    for package in (kopukm_core, kopukm_graphql, kopukm_siopik):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in module.name:
                importlib.import_module(module.name)
    every: list[type[KopukmError]] = [KopukmError, *_below(KopukmError)]
    return {
        one: one.code
        for one in every
        if one.__module__.startswith(("kopukm_core", "kopukm_graphql", "kopukm_siopik"))
    }


def _below(parent: type[KopukmError]) -> Iterator[type[KopukmError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def limit_codes() -> set[str]:
    """The codes of the limits on documents."""
    return {f"LIMIT_{one.name.upper()}" for one in fields(Limits) if one.name not in _OPTIONAL}


def server_codes() -> set[str]:
    """The codes that the GraphQL server writes itself."""
    found: set[str] = set()
    for file in Path(kopukm_graphql.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= set(_codes_of_call(node))
            if isinstance(node, ast.Dict):
                found |= set(_codes_of_dictionary(node))
    return found


def _codes_of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    position = _WITH_CODE.get(name)
    if position is not None and len(call.args) > position:
        yield from _text(call.args[position])


def _codes_of_dictionary(written: ast.Dict) -> Iterator[str]:
    for key, value in zip(written.keys, written.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "code":
            yield from _text(value)


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
