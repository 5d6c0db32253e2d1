"""When two spellings of a region's name are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PREFIX = {
    2: re.compile(r"^(?:KABUPATEN|KAB|KOTA ADMINISTRASI|KOTA ADM|KOTAMADYA|KODYA|KOTA)\b[\s.:,]*"),
    3: re.compile(r"^(?:KECAMATAN|KEC|DISTRIK)\b[\s.:,]*"),
    4: re.compile(r"^(?:DESA ADAT|DESA|DS|DES|KELURAHAN|KEL)\b[\s.:,/]*"),
}
_GLUED_PREFIX = {2: ("KABUPATEN", "KOTA"), 3: ("KECAMATAN",), 4: ("KELURAHAN", "DESA")}
_ABBREVIATIONS = {
    "GN": "GUNUNG",
    "GNG": "GUNUNG",
    "BJ": "BOJONG",
    "PD": "PONDOK",
    "KP": "KAMPUNG",
    "TJ": "TANJUNG",
}
_ABBREVIATED = re.compile(r"^([A-Z]{2,3})\.\s*(?=[A-Z])")
_LAST_NUMBER = re.compile(r"[\s.\-]*\b([1-9])$")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NOT_LETTERS = re.compile(r"[^A-Z0-9]")


@lru_cache(maxsize=100_000)
def region_key(name: str, level: int) -> str:
    """What of a region's name counts: capitals and digits, without the word for its level.

    `level` is 1 for a province to 4 for a village. "Kec.Gunung Putri" and "GUNUNGPUTRI" have one key, and
    so has "Gn. Putri"; a last word 1 to 9 is the Roman numeral.
    """
    text = _bare(name, level)
    if match := _ABBREVIATED.match(text):
        text = _ABBREVIATIONS.get(match[1], match[1]) + text[match.end() :]
    if match := _LAST_NUMBER.search(text):
        text = text[: match.start()] + " " + _ROMAN[int(match[1])]
    return _NOT_LETTERS.sub("", text)


def glued_region_key(name: str, level: int) -> str:
    """The key once more when the word for the level is written without a blank ("KECAMATANCIBINONG")."""
    key = region_key(name, level)
    for prefix in _GLUED_PREFIX.get(level, ()):
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key


def region_words(name: str, level: int) -> tuple[str, ...]:
    """The words of a name, in capitals, without the word for its level."""
    return tuple(re.findall(r"[A-Z0-9]+", _bare(name, level)))


def is_city(name: str) -> bool:
    """Whether a district's name says that it is a city (kota) and no regency (kabupaten)."""
    return re.match(r"^\s*(?:kota|kodya|kotamadya)\b", name, re.IGNORECASE) is not None


def says_regency(name: str) -> bool:
    """Whether a district's name says that it is a regency."""
    return re.match(r"^\s*kab(?:upaten)?\b", name, re.IGNORECASE) is not None


def _bare(name: str, level: int) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    text = " ".join(plain.replace("_", " ").upper().split()).strip(" .,:;-")
    prefix = _PREFIX.get(level)
    return prefix.sub("", text) if prefix else text
