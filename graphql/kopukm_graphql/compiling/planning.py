"""From a selection to a plan: every selected field by what its type declares of it."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails

from kopukm_graphql.compiling.arguments import FieldArguments, field_arguments
from kopukm_graphql.compiling.plan import (
    AnyNode,
    Call,
    Connection,
    ConnectionPart,
    Counted,
    CountedNumber,
    CountedRegion,
    CountedRows,
    CountedValue,
    Cursor,
    Edges,
    FieldPlan,
    Fields,
    Figure,
    Found,
    GlobalId,
    Listing,
    Many,
    Namespace,
    Nodes,
    One,
    PageInfo,
    Total,
    TypeName,
    Value,
)
from kopukm_graphql.compiling.refusing import NotPlannableError
from kopukm_graphql.compiling.selecting import Selector
from kopukm_graphql.source import fields as declared
from kopukm_graphql.source import roots
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.counting import dimension_of
from kopukm_graphql.source.strawberry_fields import SourceField, made_of


class Planner:
    """Plans the fields of one operation. `arguments` collects those of its fields that take some."""

    def __init__(self, catalog: Catalog, selector: Selector) -> None:
        self.arguments: list[FieldArguments] = []
        self._catalog = catalog
        self._selector = selector
        self._schema = selector.schema

    def root_field(self, parent: GraphQLObjectType, details: list[FieldDetails]) -> FieldPlan:
        """The plan of a field of the query type or of a namespace. Raises NotPlannableError."""
        name = details[0].node.name.value
        if name == "__typename":
            return TypeName(parent.name)
        field = self._field(parent, name)
        match _declaration(parent, name, field):
            case roots.Namespace():
                return self._namespace(field, details)
            case roots.RootConnection() as declaration:
                target = self._catalog[declaration.of]
                return self._connection(declaration, target, field, details)
            case roots.RootList() as declaration:
                target = self._catalog[declaration.of]
                arguments = self._arguments(field, details)
                return Listing(declaration, target, self._fields(target, details), arguments)
            case roots.Lookup() as declaration:
                target = self._catalog[declaration.of]
                arguments = self._arguments(field, details)
                return Found(declaration, target, self._fields(target, details), arguments)
            case roots.Counts() as declaration:
                return self._counts(declaration, field, details)
            case None if name == "node":
                by_type = {
                    source.name: (source, self._fields(source, details))
                    for source in self._catalog.sources.values()
                }
                return AnyNode(by_type, self._arguments(field, details))
        raise _handwritten(parent, name)

    def namespace_fields(
        self, parent: GraphQLObjectType, details: list[FieldDetails]
    ) -> tuple[GraphQLObjectType, dict[str, list[FieldDetails]]] | None:
        """The type of a namespace with what is selected of it; None for any other field."""
        field = self._schema.get_field(parent, details[0].node.name.value)
        if field is None or not isinstance(getattr(made_of(field), "declaration", None), roots.Namespace):
            return None
        inner = self._object(field.type)
        return inner, self._selector.below(inner, details)

    def _namespace(self, field: GraphQLField, details: list[FieldDetails]) -> Namespace:
        parent = self._object(field.type)
        below = self._selector.below(parent, details)
        return Namespace(tuple([(key, self.root_field(parent, each)) for key, each in below.items()]))

    def _fields(self, source: Source, details: list[FieldDetails]) -> Fields:
        parent = self._schema.type_map[source.name]
        assert isinstance(parent, GraphQLObjectType)  # noqa: S101 - sources are object types
        below = self._selector.below(parent, details)
        return tuple([(key, self._source_field(source, parent, each)) for key, each in below.items()])

    def _source_field(
        self, source: Source, parent: GraphQLObjectType, details: list[FieldDetails]
    ) -> FieldPlan:
        name = details[0].node.name.value
        if name == "__typename":
            return TypeName(parent.name)
        field = self._field(parent, name)
        match _declaration(parent, name, field):
            case None if name == "id":
                return GlobalId()
            case declared.Column() | declared.Expression() as declaration:
                (key,) = self._catalog.keys_of(source, declaration)
                return Value(key, field.type)
            case declared.Computed(function=function, columns=columns):
                if not is_leaf_type(get_named_type(field.type)):
                    raise NotPlannableError(f"{parent.name}.{name}: fungsi yang memberi objek")
                return Call(function, columns, field.type)
            case declared.ToOne(target=of) as declaration:
                target = self._catalog[of]
                required = is_non_null_type(field.type)
                return One(declaration, target, self._fields(target, details), required)
            case declared.ToMany(target=of) as declaration:
                target = self._catalog[of]
                arguments = self._arguments(field, details)
                return Many(declaration, target, self._fields(target, details), arguments)
            case declared.ConnectionTo(target=of) as declaration:
                return self._connection(declaration, self._catalog[of], field, details)
            case declared.Aggregate(target=of) as declaration:
                return Figure(declaration, self._catalog[of], field.type)
        raise _handwritten(parent, name)

    def _connection(
        self,
        declaration: roots.RootConnection | declared.ConnectionTo,
        target: Source,
        field: GraphQLField,
        details: list[FieldDetails],
    ) -> Connection:
        parent = self._object(field.type)
        parts = [
            (key, self._connection_part(target, parent, each))
            for key, each in self._selector.below(parent, details).items()
        ]
        return Connection(declaration, target, tuple(parts), self._arguments(field, details))

    def _connection_part(
        self, target: Source, parent: GraphQLObjectType, details: list[FieldDetails]
    ) -> ConnectionPart:
        name = details[0].node.name.value
        match name:
            case "__typename":
                return TypeName(parent.name)
            case "totalCount":
                return Total()
            case "nodes":
                return Nodes(self._fields(target, details))
            case "edges":
                edge = self._object(self._field(parent, name).type)
                below = self._selector.below(edge, details)
                return Edges(
                    tuple([(key, self._edge_part(target, edge, each)) for key, each in below.items()])
                )
            case "pageInfo":
                info = self._object(self._field(parent, name).type)
                names = {
                    key: each[0].node.name.value for key, each in self._selector.below(info, details).items()
                }
                return PageInfo(
                    tuple(
                        [
                            (key, TypeName(info.name) if each == "__typename" else each)
                            for key, each in names.items()
                        ]
                    )
                )
        raise NotPlannableError(f"{parent.name}.{name}")

    def _edge_part(
        self, target: Source, edge: GraphQLObjectType, details: list[FieldDetails]
    ) -> Nodes | Cursor | TypeName:
        match details[0].node.name.value:
            case "__typename":
                return TypeName(edge.name)
            case "cursor":
                return Cursor()
            case "node":
                return Nodes(self._fields(target, details))
        raise NotPlannableError(f"{edge.name}.{details[0].node.name.value}")

    def _counts(self, declaration: roots.Counts, field: GraphQLField, details: list[FieldDetails]) -> Counted:
        parent = self._object(field.type)
        parts: list[tuple[str, str | CountedRows | TypeName]] = []
        for key, each in self._selector.below(parent, details).items():
            name = each[0].node.name.value
            if name == "__typename":
                parts.append((key, TypeName(parent.name)))
            elif name == "rows":
                row = self._object(self._field(parent, name).type)
                below = self._selector.below(row, each)
                rows = [(inner, self._counted_part(declaration, row, one)) for inner, one in below.items()]
                parts.append((key, CountedRows(tuple(rows))))
            else:
                parts.append((key, name))
        source = self._catalog[declaration.of]
        return Counted(declaration, source, tuple(parts), self._arguments(field, details))

    def _counted_part(
        self, declaration: roots.Counts, row: GraphQLObjectType, details: list[FieldDetails]
    ) -> CountedValue | CountedRegion | CountedNumber | TypeName:
        name = details[0].node.name.value
        if name == "__typename":
            return TypeName(row.name)
        if name == "count":
            return CountedNumber()
        field = self._field(row, name)
        dimension = dimension_of(declaration, name)
        named = get_named_type(field.type)
        if named.name in self._catalog and dimension is not None:
            target = self._catalog[named.name]
            return CountedRegion(target, self._fields(target, details))
        if dimension is None:
            raise NotPlannableError(f"{row.name}.{name}")
        return CountedValue(dimension, field.type)

    def _arguments(self, field: GraphQLField, details: list[FieldDetails]) -> FieldArguments:
        found = field_arguments(len(self.arguments), field, details[0].node)
        self.arguments.append(found)
        return found

    def _field(self, parent: GraphQLObjectType, name: str) -> GraphQLField:
        field = self._schema.get_field(parent, name)
        if field is None or name.startswith("__"):
            raise NotPlannableError(f"{parent.name}.{name}: introspeksi")
        return field

    def _object(self, output: GraphQLOutputType) -> GraphQLObjectType:
        named = get_named_type(output)
        if not isinstance(named, GraphQLObjectType):
            raise NotPlannableError(f"{named.name}: bukan objek")
        return named


def _declaration(parent: GraphQLObjectType, name: str, field: GraphQLField) -> Any:
    """What the field was declared as; None for fields that every composition makes. Raises NotPlannableError."""
    made = made_of(field)
    if not isinstance(made, SourceField):
        raise _handwritten(parent, name)
    return made.declaration


def _handwritten(parent: GraphQLObjectType, name: str) -> NotPlannableError:
    return NotPlannableError(f"{parent.name}.{name}: resolver tulisan tangan")
