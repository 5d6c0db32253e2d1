"""When two names are the name of one cooperative."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

LEAST_SIMILARITY = 0.80
"""One minus edit distance by the longer length: true twins lie at 0.89 or more, others at 0.60 or less."""

LEGAL_FORM_WORDS = frozenset((
    "KOPERASI", "KSP", "KSU", "KPRI", "KUD", "KSPPS", "KOPKAR", "KOPPAS", "KOPWAN", "KOPONTREN",
    "SIMPAN", "PINJAM",
    "PEMBIAYAAN", "SYARIAH", "SERBA", "USAHA", "UNIT", "DESA", "KELURAHAN", "PEGAWAI", "REPUBLIK",
    "INDONESIA",
    "KARYAWAN", "WANITA", "PASAR", "PONDOK", "PESANTREN", "PRODUSEN", "KONSUMEN", "JASA", "PEMASARAN",
    "BUBAR",
    "DIBUBARKAN",
))  # fmt: skip
_VILLAGE_COOPERATIVES = {"KDMP": ("MERAH", "PUTIH"), "KKMP": ("MERAH", "PUTIH"), "KDKMP": ("MERAH", "PUTIH")}
_DISSOLVED = frozenset(("BUBAR", "DIBUBARKAN"))
_NOT_WORD = re.compile(r"[^A-Z0-9]+")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """What of a name tells cooperatives apart: capitals without blanks, legal-form words dropped.

    A name of nothing but such words keeps them all.
    """
    words = [full for word in _words(name) for full in _VILLAGE_COOPERATIVES.get(word, (word,))]
    return "".join(word for word in words if word not in LEGAL_FORM_WORDS) or "".join(words)


def are_similar_names(one: str, other: str) -> bool:
    """Whether two names may be spellings of one."""
    return Levenshtein.normalized_similarity(name_key(one), name_key(other)) >= LEAST_SIMILARITY


def says_dissolved(name: str) -> bool:
    """Whether the name itself carries the remark that the cooperative is dissolved."""
    return not _DISSOLVED.isdisjoint(_words(name))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return [word for word in _NOT_WORD.split(plain.upper()) if word]
