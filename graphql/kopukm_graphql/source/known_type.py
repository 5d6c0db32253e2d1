"""A Strawberry field of a type that is known when it is made."""

from __future__ import annotations

from typing import Any

from strawberry.types.field import StrawberryField


class FieldOfKnownType(StrawberryField):
    """Works out its type once: Strawberry would do it half a dozen times for each field of a contract."""

    _resolved: tuple[Any, Any] = (None, None)

    def resolve_type(self, *, type_definition: Any = None) -> Any:
        """The type of its annotation."""
        annotation, known = self._resolved
        if annotation is None or annotation is not self.type_annotation:
            known = super().resolve_type(type_definition=type_definition)
            self._resolved = (self.type_annotation, known)
        return known
