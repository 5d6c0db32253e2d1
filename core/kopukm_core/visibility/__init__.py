"""Who may see which rows and which columns: declared once per model as data, applied by every reading."""

from kopukm_core.visibility.condition import ALWAYS, NEVER
from kopukm_core.visibility.declaration import Mask, Visibility
from kopukm_core.visibility.registry import VisibilityRegistry
from kopukm_core.visibility.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Nobody,
    Own,
    OwnAccount,
    OwnActor,
    Rule,
    Through,
    Where,
)

__all__ = [
    "ALWAYS",
    "NEVER",
    "AllOf",
    "AnyOf",
    "Everyone",
    "Granted",
    "Mask",
    "Nobody",
    "Own",
    "OwnAccount",
    "OwnActor",
    "Rule",
    "Through",
    "Visibility",
    "VisibilityRegistry",
    "Where",
]
