"""When two column headings say the same."""

from __future__ import annotations

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[a-z0-9]+")

_SHORT_FORMS = {
    "no": "nomor", "nmr": "nomor", "tgl": "tanggal", "tg": "tanggal", "thn": "tahun", "th": "tahun",
    "jml": "jumlah", "jlh": "jumlah", "kec": "kecamatan", "kel": "kelurahan", "ds": "desa",
    "kab": "kabupaten",
    "telp": "telepon", "tlp": "telepon", "telpon": "telepon", "tel": "telepon", "phone": "telepon",
    "kop": "koperasi", "bh": "badanhukum", "sert": "sertifikat", "vol": "volume", "nm": "nama",
    "alm": "alamat",
    "lk": "pria", "laki": "pria", "pr": "wanita", "perempuan": "wanita", "e": "", "mail": "email",
    "surel": "email",
    "asset": "aset", "anggt": "anggota", "agt": "anggota", "kry": "karyawan", "sertipikat": "sertifikat",
}  # fmt: skip
_FILLERS = frozenset(
    [
        "rp",
        "rupiah",
        "dalam",
        "orang",
        "dan",
        "atau",
        "yang",
        "di",
        "per",
        "the",
        "of",
        "data",
        "juta",
        "ribu",
    ]
)


def label_text(label: str) -> str:
    """The heading in small plain letters: camel case cut into words, underscores as blanks."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return _CAMEL.sub(" ", plain).replace("_", " ").lower()


def label_key(label: str) -> str:
    """Letters and digits only."""
    return "".join(_WORD.findall(label_text(label)))


def label_words(label: str) -> frozenset[str]:
    """The words that count, short forms written out, order forgotten."""
    words = label_text(label).replace("badan hukum", "badanhukum")
    full = (_SHORT_FORMS.get(word, word) for word in _WORD.findall(words))
    return frozenset(word for word in full if word and word not in _FILLERS)


def without_brackets(label: str) -> str:
    """The heading without what stands in brackets (a unit, most often)."""
    return _BRACKETS.sub(" ", label).strip()
