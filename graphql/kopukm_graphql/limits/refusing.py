"""The error of a document that asks for too much: which limit, what was measured, and what to do."""

from __future__ import annotations

from collections.abc import Collection

from graphql import GraphQLError, Node

_SENTENCES = {
    "CHARACTERS": ("Dokumen terlalu panjang: {value} karakter", "Pecah menjadi beberapa permintaan."),
    "TOKENS": ("Dokumen terlalu panjang: {value} token atau lebih", "Pecah menjadi beberapa permintaan."),
    "COMMENTS": ("Dokumen berisi terlalu banyak komentar: {value} atau lebih", "Hapus komentarnya."),
    "DEPTH": ("Permintaan bersarang terlalu dalam: {value} tingkat", "Ambil rinciannya tersendiri."),
    "FIELDS": ("Permintaan berisi terlalu banyak field: {value}", "Minta field yang diperlukan saja."),
    "ROOT_FIELDS": ("Terlalu banyak field di tingkat teratas: {value}", "Pecah menjadi beberapa permintaan."),
    "ALIASES": ("Permintaan berisi terlalu banyak alias: {value}", "Pecah menjadi beberapa permintaan."),
    "DIRECTIVES": ("Permintaan berisi terlalu banyak direktif: {value}", "Kurangi @include dan @skip."),
    "INTROSPECTION_LISTS": (
        "Introspeksi bersarang terlalu dalam: {value} daftar di dalam daftar",
        "Gunakan kueri introspeksi baku, atau berkas schema.graphql.",
    ),
    "COST": (
        "Permintaan terlalu mahal: jawabannya dapat memuat {value} nilai",
        "Perkecil first atau last, atau kurangi daftar di dalam daftar.",
    ),
}


def limit_error(name: str, value: int, limit: int, nodes: Collection[Node] | None = None) -> GraphQLError:
    """The error for the limit called `name` (a field of Limits), with code `LIMIT_<NAME>`."""
    key = name.upper()
    sentence, remedy = _SENTENCES[key]
    message = f"{sentence.format(value=_number(value))} (paling banyak {_number(limit)}). {remedy}"
    return GraphQLError(
        message,
        nodes=list(nodes) if nodes else None,
        extensions={"code": f"LIMIT_{key}", "limit": limit, "value": value},
    )


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
