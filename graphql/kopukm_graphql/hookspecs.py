"""The hook that this package owns: what a plugin adds to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.plugins.markers import hookspec

if TYPE_CHECKING:
    from kopukm_graphql.contribution import Contribution


@hookspec
def kopukm_graphql() -> Contribution:
    """Give types, root fields, fields on others' types, mutations and subscriptions."""
    raise AssertionError("a specification is never called")
