"""Tortoise reads each model's source for `#:` comments, and parses the whole module again for each class.

That was a fifth of every start. Here a module that holds no such comment, as a look at its lines tells, is not parsed.
"""

from __future__ import annotations

import linecache
import sys

from tortoise import models

_read_comments = models._get_comments


def comments_of(model: type[models.Model]) -> dict[str, str]:
    """The `#:` comments before a model's fields, by field."""
    path = getattr(sys.modules.get(model.__module__), "__file__", None)
    lines = linecache.getlines(path) if path else []
    return _read_comments(model) if not lines or any("#:" in line for line in lines) else {}


def spare_parsing() -> None:
    """Let Tortoise read the comments of models that have some; for the models that are defined from now on."""
    models._get_comments = comments_of  # type: ignore[assignment] # its parameter has another name
