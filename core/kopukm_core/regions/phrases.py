"""What a person's words about a place ask for: parts, each a name with perhaps the kind of region it is.

"Desa Tajur Kec. Citeureup" → Tajur (a village), Citeureup (a kecamatan). Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kopukm_core.regions.kinds import RegionKind
from kopukm_core.regions.names import name_key

_VILLAGES = frozenset({RegionKind.VILLAGE, RegionKind.URBAN_VILLAGE, RegionKind.CUSTOMARY_VILLAGE})
_DISTRICTS = frozenset({RegionKind.DISTRICT, RegionKind.PAPUAN_DISTRICT})

# Desa and kelurahan are mixed up by people, so either word asks for any village.
_WORDS: dict[str, frozenset[RegionKind]] = {
    "provinsi": frozenset({RegionKind.PROVINCE}),
    "prov": frozenset({RegionKind.PROVINCE}),
    "propinsi": frozenset({RegionKind.PROVINCE}),
    "kabupaten": frozenset({RegionKind.REGENCY}),
    "kab": frozenset({RegionKind.REGENCY}),
    "kota": frozenset({RegionKind.CITY}),
    "kecamatan": _DISTRICTS,
    "kec": _DISTRICTS,
    "distrik": _DISTRICTS,
    "kelurahan": _VILLAGES,
    "kel": _VILLAGES,
    "desa": _VILLAGES,
    "ds": _VILLAGES,
}

_BREAK = re.compile(r"[,;/\n]+")
_DESIGNATION = re.compile(
    rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?:\s*\.\s*|\s+)", re.IGNORECASE
)
_LONGEST = 200
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One name sought, as its key, with the kinds it may be of (empty: any kind)."""

    key: str
    kinds: frozenset[RegionKind] = frozenset()


Phrase = tuple[Part, ...]


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The ways to understand the words; each part but one must be a place around it.

    "Kota Batu" is the city Batu, or a name that begins with "Kota".
    """
    shortened = text[:_LONGEST]
    pieces = [piece for piece in _BREAK.split(shortened) if name_key(piece)]
    designated = tuple(part for piece in pieces for part in _designated(piece))
    plain = tuple(Part(name_key(piece)) for piece in pieces)
    return tuple(dict.fromkeys(phrase for phrase in (designated, plain) if phrase))


def split_phrases_of(text: str) -> tuple[Phrase, ...]:
    """The ways to cut words without a comma into a place and the place around it: "Citeureup Tajur"."""
    words = text[:_LONGEST].split()
    if _BREAK.search(text) or not 1 < len(words) <= _MOST_WORDS:
        return ()
    cuts = ((name_key("".join(words[:cut])), name_key("".join(words[cut:]))) for cut in range(1, len(words)))
    return tuple((Part(first), Part(second)) for first, second in cuts if first and second)


def undesignated_key(name: str) -> str:
    """The key of a region's own name without its kind: "Kabupaten Bogor" → "bogor"."""
    match = _DESIGNATION.match(name.strip())
    return name_key(name.strip()[match.end() :]) if match else name_key(name)


def _designated(piece: str) -> list[Part]:
    parts: list[Part] = []
    kinds: frozenset[RegionKind] = frozenset()
    position = 0
    for match in _DESIGNATION.finditer(piece):
        name = name_key(piece[position : match.start()])
        if kinds and not name:
            continue  # "Desa Kota Batu": the second word is part of the name
        parts.append(Part(name, kinds))
        kinds = _WORDS[match.group(1).lower()]
        position = match.end()
    parts.append(Part(name_key(piece[position:]), kinds))
    return [part for part in parts if part.key]
