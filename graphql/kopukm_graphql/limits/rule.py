"""The one validation rule of the limits."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from graphql import OperationDefinitionNode, ValidationContext, ValidationRule, VisitorAction
from graphql.language import SKIP

from kopukm_graphql.limits.limits import Limits
from kopukm_graphql.limits.measuring import DocumentMeasurer
from kopukm_graphql.limits.refusing import limit_error


@lru_cache(maxsize=16)
def limits_rule(limits: Limits) -> type[ValidationRule]:
    """The rule for these limits: always the same class for the same limits, so caches keyed by rules hold."""

    class WithinLimits(ValidationRule):
        """Refuses every operation of the document that asks for more than the limits allow."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.measurer = DocumentMeasurer(context.schema, context.document, limits)

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> VisitorAction:
            measures = self.measurer.operation(node)
            measured = {
                "depth": measures.depth,
                "fields": measures.fields,
                "root_fields": self.measurer.root_fields(node),
                "aliases": measures.aliases,
                "directives": measures.directives,
                "introspection_lists": measures.introspection_lists,
                "cost": measures.cost_with(limits.assumed_list),
            }
            for name, value in measured.items():
                limit = getattr(limits, name)
                if value > limit:
                    self.report_error(limit_error(name, value, limit, [node]))
            return SKIP

    return WithinLimits
