"""Comments of models are read where there are any, and no source is parsed where there are none."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

MODEL = """
from tortoise import fields
from tortoise.models import Model


class Noted{number}(Model):
    id = fields.BigIntField(primary_key=True)
    {comment}
    name = fields.CharField(max_length=9)
"""


@pytest.mark.parametrize(
    ("number", "comment", "told", "parsed"),
    [(1, "#: Nama {model}.", "Nama Noted1.", 1), (2, "# Nama.", None, 0)],
)
def test_only_a_module_with_comments_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, comment: str, told: str | None, parsed: int
) -> None:
    (tmp_path / f"noted_models_{number}.py").write_text(
        MODEL.replace("{number}", str(number)).replace("{comment}", comment)
    )
    monkeypatch.syspath_prepend(tmp_path)
    read: list[object] = []
    whole = inspect.getsource

    def counted(thing: type) -> str:
        read.append(thing)
        return whole(thing)

    monkeypatch.setattr(inspect, "getsource", counted)
    module = importlib.import_module(f"noted_models_{number}")
    model = getattr(module, f"Noted{number}")
    assert (model._meta.fields_map["name"].description, len(read)) == (told, parsed)
