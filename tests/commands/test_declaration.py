"""A declaration that cannot work is refused where it stands; a small one stays small."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from commands.stand_commands import AskStand
from commands.stand_example import OpenStand
from kopukm_core.commands import ask, columns_of, command, declaration_of
from kopukm_core.errors import ConfigurationError


def test_five_fields_a_permission_and_an_effect_fit_in_thirty_lines() -> None:
    lines = inspect.getsource(OpenStand).splitlines()
    assert len(declaration_of(OpenStand).fields) == 5
    assert declaration_of(OpenStand).permission == "market.write"
    assert len(lines) <= 30


def test_columns_are_derived_and_secrets_have_none() -> None:
    columns = columns_of(declaration_of(AskStand))
    assert [one.field for one in columns] == ["part", "number", "is_paid", "rent", "days"]


def _declare(name: str = "market.do_it", documentation: str = "Melakukan.", **options: Any) -> None:
    class Plain:
        number: int = ask("Nomor")

    Plain.__doc__ = documentation
    command(name, title="Lakukan", permission=None, **options)(Plain)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"name": "Market.DoIt"}, "tidak sah"),
        ({"name": "do_it"}, "tidak sah"),
        ({"documentation": ""}, "penjelasan"),
        ({"region": "place"}, "bukan isian"),
    ],
)
def test_a_wrong_declaration_names_its_place(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as caught:
        _declare(**options)
    assert "test_declaration.py" in str(caught.value)


def test_a_class_without_the_decorator_is_no_command() -> None:
    with pytest.raises(ConfigurationError, match="bukan perintah"):
        declaration_of(dict)
