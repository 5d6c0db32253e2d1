"""Whether a related row is always there for an actor who sees the row that points at it."""

from __future__ import annotations

from tortoise.fields.relational import ForeignKeyFieldInstance

from kopukm_core.visibility import Everyone, Through
from kopukm_core.visibility.expressions import field_of
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.fields import ToOne


def is_always_there(catalog: Catalog, source: Source, relation: ToOne, target: Source) -> bool:
    """True for a required foreign key, within one plugin, to rows everyone sees or that decide visibility.

    Anything else is nullable: a row of another plugin, or one the actor may not see, is null.
    """
    field = field_of(source.model, relation.key)
    if source.owner != target.owner or field.null or relation.to not in ("pk", target.key):
        return False
    reference = field.reference
    if not isinstance(reference, ForeignKeyFieldInstance) or reference.related_model is not target.model:
        return False
    own = catalog.visibility.declaration(source.model)
    if own.mask(relation.key) is not None:
        return False
    if isinstance(catalog.visibility.declaration(target.model).rows, Everyone):
        return True
    return own.rows == Through(relation.key, target.model)
