"""From contributions to the schema, in the order: types, fields on others' types, checks, roots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from strawberry import ID
from strawberry.exceptions import DuplicatedTypeName
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from kopukm_core.errors import ConfigurationError
from kopukm_core.places import place_of
from kopukm_core.visibility import VisibilityRegistry
from kopukm_graphql.compose.check import check_field, check_source, check_target, check_watch, target_of
from kopukm_graphql.compose.connections import ConnectionTypes
from kopukm_graphql.compose.handwritten import claim_types
from kopukm_graphql.compose.objects import fields_of, made_nullable
from kopukm_graphql.compose.registry import Names
from kopukm_graphql.compose.roots import RootMaker
from kopukm_graphql.compose.schema import ComposedSchema
from kopukm_graphql.contribution import Contribution, Extension
from kopukm_graphql.node import ID_DESCRIPTION, global_id
from kopukm_graphql.source.catalog import Catalog, Source
from kopukm_graphql.source.declaration import declaration_of
from kopukm_graphql.source.fields import Column, FieldDeclaration, Many, ToOne
from kopukm_graphql.source.filters import SourceFilters
from kopukm_graphql.source.inputs import FilterTypes
from kopukm_graphql.source.made_types import object_type
from kopukm_graphql.source.places import Resolve
from kopukm_graphql.source.roots import Counts, Handwritten, Namespace, RootField, Watch
from kopukm_graphql.source.strawberry_fields import FieldMaker, SourceField


@dataclass(frozen=True, slots=True)
class Owned:
    """A contribution with the plugin it comes from ("core" for core's)."""

    owner: str
    contribution: Contribution


def compose(contributions: Sequence[Owned], visibility: VisibilityRegistry) -> ComposedSchema:
    """The schema of these contributions. ConfigurationError names what clashes or is missing."""
    return _Composition(contributions, visibility).schema()


class _Composition:
    def __init__(self, contributions: Sequence[Owned], visibility: VisibilityRegistry) -> None:
        self.contributions = contributions
        self.names = Names()
        self.catalog = Catalog(visibility)
        filters = SourceFilters(self.catalog, FilterTypes())
        self.connections = ConnectionTypes(filters)
        self.fields = FieldMaker(self.catalog, self.connections)
        self.roots = RootMaker(self.catalog, self.connections)
        self.handwritten: dict[str, type[Any]] = {}
        self.added: dict[type[Any], list[StrawberryField]] = {}

    def schema(self) -> ComposedSchema:
        mutation = self._mutation()
        self._take_types()
        self._take_extensions()
        for source in self.catalog.sources.values():
            self._finish(source)
        query = self._query()
        subscription = self._subscription()
        types = [source.declaration.origin for source in self.catalog.sources.values()]
        try:
            return ComposedSchema(
                catalog=self.catalog,
                added=self.added,
                owners=self.names.owners(),
                query=query,
                mutation=mutation,
                subscription=subscription,
                types=[*types, *self.handwritten.values()],
            )
        except ConfigurationError:
            raise
        except DuplicatedTypeName as error:
            name = error.message.split()[1]
            owner, place = self.names.owners().get(name, ("core", "kopukm_graphql"))
            raise ConfigurationError(
                f"Tipe {name} dari {owner} ({place}) bernama sama dengan tipe yang dibuat kontrak sendiri.",
                remedy="Ganti nama tipe itu.",
            ) from error
        except Exception as error:
            raise ConfigurationError(f"Skema GraphQL tidak dapat disusun: {error}") from error

    def _take_types(self) -> None:
        for owned in self.contributions:
            for cls in owned.contribution.types:
                declaration = declaration_of(cls)
                if declaration is None:
                    self.handwritten.update(claim_types(self.names, owned.owner, cls))
                    continue
                self.catalog.visibility.declaration(declaration.model)
                source = Source(declaration, owned.owner)
                self._claim(declaration.name, owned.owner, declaration.place, "Tipe", cls)
                for suffix in ("Connection", "Edge", "Filter", "Order"):
                    self._claim(f"{declaration.name}{suffix}", owned.owner, declaration.place, "Tipe", cls)
                self.catalog.sources[declaration.name] = source
                self._claim(f"{source.name}.id", owned.owner, declaration.place, "Field")
                for field in declaration.fields:
                    self._add(source, owned.owner, field)

    def _add(self, source: Source, owner: str, field: FieldDeclaration) -> None:
        name = f"{source.name}.{to_camel_case(field.name)}"
        self._claim(name, owner, field.place, "Field")
        source.add(field)

    def _take_extensions(self) -> None:
        for owned in self.contributions:
            for extension in owned.contribution.fields:
                source = self.catalog.sources.get(extension.type_name)
                if source is None and extension.type_name not in self.handwritten:
                    if extension.optional:
                        continue
                    raise ConfigurationError(
                        f"{owned.owner} ({extension.place}) menambah field pada tipe {extension.type_name}, "
                        "yang tidak ada.",
                        remedy="Hidupkan plugin pemilik tipe itu, atau nyatakan extend(…, optional=True).",
                    )
                for name, field in extension.fields.items():
                    self._extend(owned.owner, extension, source, name, field)

    def _extend(
        self,
        owner: str,
        extension: Extension,
        source: Source | None,
        name: str,
        field: FieldDeclaration | StrawberryField,
    ) -> None:
        if isinstance(field, FieldDeclaration) and source is not None:
            self._add(source, owner, field)
            return
        graphql_name = to_camel_case(name)
        self._claim(f"{extension.type_name}.{graphql_name}", owner, extension.place, "Field")
        origin = source.declaration.origin if source else self.handwritten[extension.type_name]
        if isinstance(field, StrawberryField):
            field.graphql_name = field.graphql_name or graphql_name
            field.python_name = field.python_name or name
            made: StrawberryField | None = field
        elif isinstance(field, ToOne | Many):
            made = None
            if self._has_target(owner, extension.type_name, field):
                check_target(self.catalog, f"{extension.type_name}.{name} ({field.place})", field)
                made = self.fields.field(None, field)
        else:
            raise ConfigurationError(
                f"{extension.type_name}.{name} ({extension.place}): tipe itu ditulis tangan, "
                "jadi hanya relasi atau field Strawberry yang dapat ditambahkan."
            )
        if made is not None:
            self.added.setdefault(origin, []).append(made)

    def _has_target(self, owner: str, type_name: str, field: FieldDeclaration) -> bool:
        target = target_of(field)
        if target is None or target in self.catalog:
            return True
        if field.optional:
            return False
        raise ConfigurationError(
            f"{type_name}.{field.name} dari {owner} ({field.place}) menuju tipe {target}, yang tidak ada.",
            remedy="Hidupkan plugin pemilik tipe itu, atau nyatakan optional=True.",
        )

    def _finish(self, source: Source) -> None:
        """Check the source, leave out optional relations to absent types, and make its Strawberry fields."""
        for name, field in list(source.fields.items()):
            if not self._has_target(self.names.owner_of(f"{source.name}.{name}"), source.name, field):
                del source.fields[name]
        check_source(self.catalog, source)
        made: list[StrawberryField] = [
            SourceField(
                "id",
                ID,
                ID_DESCRIPTION,
                _global_id_of(source),
                plain=True,
            )
        ]
        for field in source.fields.values():
            check_field(self.catalog, source, field)
            made.append(self.fields.field(source, field))
            if isinstance(field, Column):
                owner = self.names.owner_of(f"{source.name}.{to_camel_case(field.name)}")
                claim_types(self.names, owner, made[-1].type)
        self.added.setdefault(source.declaration.origin, [])[:0] = made

    def _query(self) -> type[Any]:
        query = object_type("Query", "Semua yang dapat dibaca.")
        self._claim("Query.node", "core", "kopukm_graphql/compose", "Field")
        fields_of(query).append(self.roots.node())
        for owned in self.contributions:
            for root in owned.contribution.query:
                self._claim(f"Query.{root.name}", owned.owner, root.place, "Field akar")
                fields_of(query).append(
                    self._namespace(owned.owner, root)
                    if isinstance(root, Namespace)
                    else self._root_field(owned.owner, root)
                )
        return query

    def _namespace(self, owner: str, root: Namespace) -> StrawberryField:
        name = f"{root.name[0].upper()}{root.name[1:]}Query"
        self._claim(name, owner, root.place, "Tipe")
        cls = object_type(name, root.description)
        for inner in root.fields:
            self._claim(f"{name}.{inner.name}", owner, inner.place, "Field")
            fields_of(cls).append(self._root_field(owner, inner))
        return made_nullable(
            SourceField(
                root.name,
                cls,
                root.description,
                lambda _parent, _info, _arguments: {},
                declaration=root,
                plain=True,
            )
        )

    def _root_field(self, owner: str, root: RootField) -> StrawberryField:
        of = getattr(root, "of", None)
        if of is not None and of not in self.catalog:
            raise ConfigurationError(
                f"{root.name} dari {owner} ({root.place}) membaca tipe {of}, yang tidak ada."
            )
        if isinstance(root, Handwritten):
            self.handwritten.update(claim_types(self.names, owner, root.field))
        before = set(self.roots.counted)
        made = self.roots.field(root)
        for name in sorted(set(self.roots.counted) - before):
            self._claim(name, owner, root.place, "Tipe")
        if isinstance(root, Counts):
            self._claim(f"{root.name[0].upper()}{root.name[1:]}Dimension", owner, root.place, "Tipe")
        if isinstance(root, Counts) and not root.definition:
            raise ConfigurationError(f"{root.name} ({root.place}) tidak punya definition.")
        return made_nullable(made)

    def _mutation(self) -> type[Any] | None:
        made = object_type("Mutation", "Perubahan data, satu per satu menurut urutan.")
        for owned in self.contributions:
            for field_name, field in owned.contribution.mutations.items():
                function = field.base_resolver.wrapped_func if field.base_resolver else None
                declared = getattr(getattr(field, "declaration", None), "place", "")
                place = declared or (place_of(function) if function else owned.owner)
                graphql_name = to_camel_case(field_name)
                self._claim(f"Mutation.{graphql_name}", owned.owner, place, "Field akar")
                for each in field.arguments:
                    claim_types(self.names, owned.owner, each.type)
                field.graphql_name, field.python_name = graphql_name, field_name
                fields_of(made).append(made_nullable(field))
        return made if fields_of(made) else None

    def _subscription(self) -> type[Any] | None:
        made = object_type("Subscription", "Kabar tentang perubahan, selama sambungan terbuka.")
        for owned in self.contributions:
            for root in owned.contribution.subscriptions:
                self._claim(f"Subscription.{root.name}", owned.owner, root.place, "Field akar")
                if isinstance(root, Watch):
                    check_watch(owned.owner, root)
                fields_of(made).append(self._root_field(owned.owner, root))
        return made if fields_of(made) else None

    def _claim(self, name: str, owner: str, place: str, what: str, thing: object = None) -> None:
        self.names.claim(name, owner, place, what, thing)


def _global_id_of(source: Source) -> Resolve:
    name, key = source.name, source.key
    return lambda row, _info, _arguments: global_id(name, row[key])
