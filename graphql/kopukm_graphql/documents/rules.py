"""What a document is validated by, besides the limits."""

from __future__ import annotations

from graphql import specified_rules
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

VALIDATION_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
"""The rules of the specification, and Strawberry's for its own inputs."""
