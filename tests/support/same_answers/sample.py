"""The sample plugins as a stage: decimals, JSON, sums, masks with a text, and lists that the product has none of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from kopukm_core.db import sort_key
from kopukm_core.db.text import search_text
from kopukm_core.settings import Settings
from library_contract import sample_schema
from library_models import Library, LibraryKind, Visit
from library_oracle import library_oracle
from reading import ACTORS, GUNUNG, seed
from same_answers.executors import TRUTH
from same_answers.filled import FilledStage
from same_answers.harvesting import harvest
from same_answers.judging import Judge
from same_answers.stage import Stage

_RECORDS = {
    "Library.region": ("Region", "region_code", "code"),
    "Visit.library": ("Library", "library_id", "id"),
    "Book.library": ("Library", "library_id", "id"),
}
_NAMES = ("\u0001\u001f", 'x" \\ \\" \\u0000', "☕ 𝔘", "\u202e\u2028")
_SHARES = ("99999999.99", "-0.01", "0", "100", "12.50")
_DETAILS: tuple[dict[str, object], ...] = (
    {},
    {"a": [1, 2.5, None, True, {"b": '\u0001" \\ ☕'}], "": 2**53 + 1},
    {"z": 1, "a": 2, "é": "\u2028", "besar": 1e300, "kecil": -0.0, "bulat": 100.0},
)


async def sample_stage() -> FilledStage:
    """Fill the empty tables of both sample plugins."""
    await seed()
    await _trouble()
    schema, oracle = sample_schema(), await library_oracle()
    stage = Stage(schema, Settings(home=Path()), ACTORS, trusting=True)
    ids = {name: [oracle.id(name, row) for row in known.rows] for name, known in oracle.types.items()}
    pools = await harvest(stage, TRUTH(schema), ACTORS["operator"], ids, {})
    return FilledStage(stage, pools, oracle, Judge(schema, oracle, _RECORDS))


async def _trouble() -> None:
    kinds = list(LibraryKind)
    for number, name in enumerate(_NAMES):
        library = await Library.create(
            id=900 + number,
            name=name,
            name_key=sort_key(name),
            search=search_text(name),
            kind=kinds[number % len(kinds)],
            region_code=GUNUNG if number % 2 else None,
            party_id=2 + number,
            is_published=number % 2 == 0,
            phone=name,
            budget=(2**62, -(2**62), 0, 2**53 + 1)[number],
            opened_on=(date(1, 1, 1), date(9999, 12, 31))[number % 2],
            share=Decimal(_SHARES[number]),
            details=_DETAILS[number % len(_DETAILS)],
        )
        for step, day in enumerate((date(1, 1, 1), date(9999, 12, 31))):
            await Visit.create(
                id=900 + 2 * number + step,
                library=library,
                visitor=name,
                visited_on=day,
                fee=(2**40, -1, None, 0)[number],
            )
