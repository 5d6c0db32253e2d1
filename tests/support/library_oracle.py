"""Who sees what of the sample plugins, told a second time in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from book_models import Book
from kopukm_core.identity.actor import Actor, ActorKind
from library_models import Library, Place, Visit
from visibility_oracle import Oracle, TypeOracle


def granted(actor: Actor, permission: str, code: str | None) -> bool:
    """Whether a grant's place is the code's own or one above it."""
    if actor.kind is ActorKind.OPERATOR:
        return True
    places = [grant.region_code for grant in actor.grants if grant.permission == permission]
    return "" in places or (code is not None and any(f"{code}.".startswith(f"{place}.") for place in places))


def inside(parent: str, code: str | None) -> bool:
    """Whether the code is the parent's or below it."""
    return code is not None and f"{code}.".startswith(f"{parent}.")


def _largest(values: list[int]) -> int | None:
    return max(values) if values else None


async def library_oracle() -> Oracle:
    """The oracle over the rows now stored."""
    libraries = await Library.all()
    by_id = {library.id: library for library in libraries}

    def own(actor: Actor, library: Library) -> bool:
        return actor.kind is ActorKind.OPERATOR or library.party_id in actor.party_ids

    def sees_library(actor: Actor, library: Library) -> bool:
        return (
            library.is_published or own(actor, library) or granted(actor, "library.read", library.region_code)
        )

    def sees_visit(actor: Actor, visit: Visit) -> bool:
        return sees_library(actor, by_id[visit.library_id])

    def sees_book(actor: Actor, book: Book) -> bool:
        library = by_id.get(book.library_id or 0)
        through = not book.is_lent and library is not None and sees_library(actor, library)
        return granted(actor, "book.read", book.region_code) or through

    def money(permission: str) -> Callable[[Actor, Any], bool]:
        return lambda actor, row: granted(actor, permission, row.region_code)

    def sees_visitor(actor: Actor, _visit: Visit) -> bool:
        return actor.kind is ActorKind.OPERATOR or any(
            grant.permission == "library.contact" for grant in actor.grants
        )

    def fees(_actor: Actor, visits: list[Visit]) -> int | None:
        paid = [visit.fee for visit in visits if visit.fee is not None]
        return sum(paid) if paid else None

    def dearest(actor: Actor, books: list[Book]) -> int | None:
        seen = [book.price for book in books if money("book.price")(actor, book)]
        return _largest([price for price in seen if price is not None])

    of_library: Callable[[Any, Any], bool] = lambda library, row: row.library_id == library.id  # noqa: E731
    in_place: Callable[[Any, Any], bool] = lambda place, row: inside(place.code, row.region_code)  # noqa: E731
    length: Callable[[Actor, list[Any]], int] = lambda _actor, rows: len(rows)  # noqa: E731
    return Oracle(
        types={
            "Region": TypeOracle(await Place.all(), lambda _actor, _row: True, key="code"),
            "Library": TypeOracle(
                libraries,
                sees_library,
                masks={
                    "phone": (
                        "phone",
                        lambda actor, row: (
                            own(actor, row) or granted(actor, "library.contact", row.region_code)
                        ),
                        "•••",
                    ),
                    "budget": ("budget", money("library.money"), None),
                },
            ),
            "Visit": TypeOracle(
                await Visit.all(), sees_visit, masks={"visitor": ("visitor", sees_visitor, None)}
            ),
            "Book": TypeOracle(
                await Book.all(), sees_book, masks={"price": ("price", money("book.price"), None)}
            ),
        },
        links={
            "Region.libraries": in_place,
            "Library.visits": of_library,
            "Library.visitLog": of_library,
            "Library.books": of_library,
        },
        figures={
            "Region.libraryCount": ("Library", in_place, length),
            "Library.visitCount": ("Visit", of_library, length),
            "Library.bookCount": ("Book", of_library, length),
            "Library.feeTotal": ("Visit", of_library, fees),
            "Library.dearest": ("Book", of_library, dearest),
        },
        counts={"library.libraryCounts": "Library", "book.bookCounts": "Book"},
        roots={"library.publicLibraries": lambda library: library.is_published},
    )
