"""Content encrypted piece by piece: large files never stand in memory, and no piece can be moved or left out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kopukm_core.files.errors import FileDamagedError

KEY_BYTES = 32
PIECE_BYTES = 65_536
_TAG_BYTES = 16
_BEGINNING = b"KOPUKM1\n"


def new_content_key() -> bytes:
    """A key for one file, used for it alone: so the number of a piece can be its nonce."""
    return secrets.token_bytes(KEY_BYTES)


def sealed_pieces(content: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """The content as it is stored: a mark, then pieces of 64 KiB under AES-256-GCM, the last one marked.

    `name` (the storage key) is bound into each piece: the content of another file does not open here.
    """
    cipher, bound = AESGCM(key), name.encode()
    yield _BEGINNING
    number, waiting = 0, b""
    for piece in _equal_pieces(content, PIECE_BYTES):
        if waiting:
            yield cipher.encrypt(_nonce(number, last=False), waiting, bound)
            number += 1
        waiting = piece
    yield cipher.encrypt(_nonce(number, last=True), waiting, bound)


def opened_pieces(stored: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """What `sealed_pieces` sealed; FileDamagedError at the first piece that is not as it was written."""
    cipher, bound = AESGCM(key), name.encode()
    number, waiting = 0, b""
    try:
        for piece in _equal_pieces(_without_beginning(stored), PIECE_BYTES + _TAG_BYTES):
            if waiting:
                yield cipher.decrypt(_nonce(number, last=False), waiting, bound)
                number += 1
            waiting = piece
        yield cipher.decrypt(_nonce(number, last=True), waiting, bound)
    except InvalidTag:
        raise damaged("isinya berubah atau terpotong") from None


def damaged(how: str) -> FileDamagedError:
    """The error for stored content that cannot be given back; `how` is Indonesian."""
    return FileDamagedError(
        f"Isi berkas di penyimpanan rusak: {how}.",
        remedy="Pulihkan berkas itu dari cadangan, atau unggah lagi.",
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8) + (b"last" if last else b"more")


def _without_beginning(stored: Iterable[bytes]) -> Iterator[bytes]:
    head, beginning_read = b"", False
    for piece in stored:
        if beginning_read:
            yield piece
            continue
        head += piece
        if len(head) >= len(_BEGINNING):
            if not head.startswith(_BEGINNING):
                raise damaged("bentuknya tidak dikenal")
            beginning_read = True
            yield head[len(_BEGINNING) :]
    if not beginning_read:
        raise damaged("terpotong")


def _equal_pieces(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of exactly `size`, the last one shorter; none is empty."""
    held = bytearray()
    for piece in content:
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
