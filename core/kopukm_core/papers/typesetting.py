"""Typesetting: a template of ours and values as data become a PDF, by Typst, in a thread of its own.

Values reach a template only as JSON that it reads: nothing in them is ever taken for markup or program text. Fonts are
those inside the library, no file and no network is read, and the same values at the same moment give the same bytes.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kopukm_core.errors import KopukmError
from kopukm_core.papers.letterhead import NOT_FILLED, Letterhead, Signatory

LONG = 100_000
"""Characters of values above which a process of its own sets them: a few hundred lines of a table."""

_PROCESS = Path(__file__).with_name("typesetting_process.py")

_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LONG_WORD = re.compile(r"\S{26,}")
_PIECE = 13


class TypesettingError(KopukmError):
    """A paper could not be typeset."""


async def typeset(
    template: str, values: Mapping[str, Any], *, moment: datetime, tagged: bool = True
) -> bytes:
    """The PDF of a template (a name in `templates/`) with these values. Raises TypesettingError.

    `moment` is written into the file as the time it was made. `tagged` adds the structure that screen readers use.
    What is long is set by a process of its own, since the library keeps what it has set in memory.
    """
    given = json.dumps(_printable(values), ensure_ascii=False)
    if len(given) > LONG:
        return await _typeset_apart(template, given, moment, tagged)
    return await asyncio.to_thread(_typeset_here, template, given, moment, tagged)


def _typeset_here(template: str, given: str, moment: datetime, tagged: bool) -> bytes:
    import typst

    try:
        return bytes(
            typst.compile(
                _source(template),
                sys_inputs={"data": given},
                ignore_system_fonts=True,
                timestamp=moment.astimezone(UTC).replace(microsecond=0),
                pdf_tags=tagged,
            )
        )
    except typst.TypstError as error:
        raise _not_typeset(template, error.message) from error


async def _typeset_apart(template: str, given: str, moment: datetime, tagged: bool) -> bytes:
    source = _source(template)
    made_at = moment.astimezone(UTC).replace(microsecond=0)
    asked = {"template_bytes": len(source), "moment": made_at.isoformat(), "tagged": tagged}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(_PROCESS), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        made, said = await process.communicate(json.dumps(asked).encode() + b"\n" + source + given.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise _not_typeset(template, said.decode(errors="replace")[-300:])
    return made


def _not_typeset(template: str, reason: str) -> TypesettingError:
    return TypesettingError(
        f"Lembar {template} tidak dapat disusun: {reason}",
        remedy="Beri tahu pengelola sistem nama lembar ini dan saat kejadiannya.",
    )


def letterhead_values(head: Letterhead) -> dict[str, Any]:
    """A letterhead for `office.typ`."""
    return {
        "government": head.government or f"Pemerintah daerah {NOT_FILLED}",
        "office": head.office or f"Nama dinas {NOT_FILLED}",
        "address": head.address or f"Alamat {NOT_FILLED}",
        "contact": head.contact_line,
        "logo": list(head.logo),
    }


def shared_letterheads(heads: Sequence[Letterhead]) -> tuple[list[dict[str, Any]], list[int]]:
    """The different ones among the letterheads of many papers, and the place of each in them: a logo is large."""
    different = list(dict.fromkeys(heads))
    places = {head: place for place, head in enumerate(different)}
    return [letterhead_values(head) for head in different], [places[head] for head in heads]


def signatory_values(one: Signatory | None) -> dict[str, str] | None:
    """A signatory for `office.typ`."""
    if one is None:
        return None
    return {
        "position": one.position_line,
        "name": one.name or f"({NOT_FILLED})",
        "rank": one.rank,
        "nip": one.nip or NOT_FILLED,
    }


@cache
def _source(template: str) -> bytes:
    folder = files("kopukm_core.papers") / "templates"
    return b"\n".join((folder / f"{name}.typ").read_bytes() for name in ("office", template))


def _printable(value: Any) -> Any:
    """The values with blanks for what cannot be printed, and places to break in words too long for a line."""
    if isinstance(value, str):
        text = _UNPRINTABLE.sub(" ", value.encode("utf-8", "replace").decode())
        return _LONG_WORD.sub(_breakable, text)
    if isinstance(value, Mapping):
        return {key: each if key in ("qr", "logo") else _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return "\u200b".join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
