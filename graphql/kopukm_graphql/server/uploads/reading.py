"""Reads a GraphQL request with files, by the GraphQL multipart request specification."""

from __future__ import annotations

import asyncio
import errno
import logging
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from starlette.requests import Request

from kopukm_core.files import FileStoreFullError
from kopukm_core.files.threads import in_file_thread
from kopukm_graphql.received_file import ReceivedFile
from kopukm_graphql.server.refusal import Refusal, bad_request
from kopukm_graphql.server.request_reading import (
    OperationRequest,
    checked_operation,
    incomplete_body,
    parsed_json,
)
from kopukm_graphql.server.settings import ServerSettings
from kopukm_graphql.server.upload_limits import UploadLimits
from kopukm_graphql.server.uploads.parts import PartBegins, PartEnds, PartReader
from kopukm_graphql.server.uploads.placing import checked_map, place, too_many_files

logger = logging.getLogger("kopukm.graphql")

PREFLIGHT_HEADERS = ("graphql-require-preflight", "apollo-require-preflight", "x-requested-with")
"""A browser asks first before a page of another origin may send one of these."""

_WRITE_BYTES = 262_144
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_multipart(request: Request) -> bool:
    """Whether the body is said to be a multipart form."""
    media_type = request.headers.get("content-type", "").partition(";")[0]
    return media_type.strip().lower() == "multipart/form-data"


class UploadReader:
    """Reads requests with files. `may_send` refuses, before the body is read, who may send none."""

    def __init__(
        self,
        settings: ServerSettings,
        limits: UploadLimits,
        may_send: Callable[[Request], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._limits = limits
        self._may_send = may_send

    @asynccontextmanager
    async def received(self, request: Request) -> AsyncIterator[OperationRequest]:
        """The operation, with a ReceivedFile in place of each null that the map names; they last as the block does.

        Raises Refusal: 400 malformed or without a header that forces a preflight, 413 too large, 408 too slow.
        """
        _require_preflight(request)
        _refuse_compressed(request)
        most = self._limits.file_bytes + self._settings.body_bytes
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and int(declared[:20]) > most:
            raise self._too_large()
        await self._may_send(request)
        with ExitStack() as held:
            try:
                async with asyncio.timeout(self._limits.seconds):
                    asked = await _Form(self._settings, self._limits, held, self._too_large).read(request)
            except TimeoutError:
                raise incomplete_body() from None
            yield asked

    def _too_large(self) -> Refusal:
        number = f"{self._limits.file_bytes:,}".replace(",", ".")
        return Refusal(
            413,
            "PAYLOAD_TOO_LARGE",
            f"Berkas dalam permintaan ini melebihi {number} bita (KOPUKM_FILE_BYTES). "
            "Kecilkan berkasnya, atau kirim satu berkas per permintaan.",
            {"Connection": "close"},
        )


class _Form:
    """One request while it is read: `operations`, then `map`, then the files."""

    def __init__(
        self,
        settings: ServerSettings,
        limits: UploadLimits,
        held: ExitStack,
        too_large: Callable[[], Refusal],
    ) -> None:
        self._settings = settings
        self._limits = limits
        self._held = held
        self._too_large = too_large
        self._operations: Any = None
        self._asked: OperationRequest | None = None
        self._paths: dict[str, list[list[str]]] | None = None
        self._begun: PartBegins | None = None
        self._file: BinaryIO | None = None
        self._waiting = bytearray()
        self._size = 0
        self._all_sizes = 0

    async def read(self, request: Request) -> OperationRequest:
        reader = PartReader(request.headers.get("content-type", ""))
        pieces = request.stream()
        while True:
            async with asyncio.timeout(self._settings.body_seconds):
                piece = await anext(pieces, None)
            if piece is None:
                break
            for event in reader.feed(piece):
                await self._take(event)
        reader.finish()
        if self._asked is None or self._paths is None:
            raise bad_request("Bagian operations dan map harus ada, sebelum berkasnya.")
        if self._paths:
            missing = ", ".join(sorted(self._paths))[:80]
            raise bad_request(f"Berkas {missing} disebut di map, tetapi tidak disertakan.")
        return self._asked

    async def _take(self, event: PartBegins | bytes | PartEnds) -> None:
        match event:
            case PartBegins():
                await self._begin(event)
            case PartEnds():
                await self._end()
            case _:
                await self._add(event)

    async def _begin(self, part: PartBegins) -> None:
        self._begun, self._size = part, 0
        self._waiting.clear()
        wanted = "operations" if self._asked is None else "map" if self._paths is None else ""
        if wanted:
            if part.name != wanted:
                raise bad_request(f"Bagian {wanted} belum ada. Urutannya: operations, map, lalu berkas.")
            return
        if self._paths is None or part.name not in self._paths:
            raise bad_request(f"Bagian {part.name[:80]!r} tidak disebut di map, atau ada dua kali.")
        self._file = await in_file_thread(self._new_file)

    async def _add(self, data: bytes) -> None:
        self._size += len(data)
        self._waiting += data
        if self._file is None:
            if self._size > self._settings.body_bytes:
                raise self._too_large()
            return
        self._all_sizes += len(data)
        if self._all_sizes > self._limits.file_bytes:
            raise self._too_large()
        if len(self._waiting) >= _WRITE_BYTES:
            await self._flush()

    async def _end(self) -> None:
        if self._file is not None and self._begun is not None and self._paths is not None:
            await self._flush()
            received = ReceivedFile(self._file, self._begun.filename or "berkas", self._size)
            for steps in self._paths.pop(self._begun.name):
                place(self._operations, steps, received)
            self._file = None
        elif self._asked is None:
            self._operations = parsed_json(bytes(self._waiting), "Bagian operations")
            self._asked = replace(checked_operation(self._operations, self._settings), has_files=True)
        else:
            given = parsed_json(bytes(self._waiting), "Bagian map")
            self._paths = checked_map(given, self._operations, self._limits.files)
            if len(self._paths) > self._limits.files:
                raise too_many_files(self._limits.files)
        self._waiting.clear()

    async def _flush(self) -> None:
        if self._file is not None and self._waiting:
            await in_file_thread(_write, self._file, bytes(self._waiting))
            self._waiting.clear()

    def _new_file(self) -> BinaryIO:
        """A file without a name: nothing of it is left, whatever happens to this process."""
        try:
            return self._held.enter_context(tempfile.TemporaryFile(dir=self._limits.folder, buffering=0))
        except OSError as fault:
            raise _not_written(fault) from fault


def _write(file: BinaryIO, data: bytes) -> None:
    try:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
    except OSError as fault:
        raise _not_written(fault) from fault


def _not_written(fault: OSError) -> Exception:
    logger.error("an upload cannot be written to the temporary folder: %s", fault)
    if fault.errno in _NO_ROOM:
        return FileStoreFullError(
            "Tempat menampung unggahan sudah penuh; tidak ada yang tersimpan.",
            remedy="Beri tahu pengelola server, lalu coba lagi sesudah ada ruang.",
        )
    return fault


def _require_preflight(request: Request) -> None:
    """Any page may send a form to any server: only what a browser asks about first is believed to be meant."""
    bearer = request.headers.get("authorization", "").lower().startswith("bearer ")
    if not bearer and not any(request.headers.get(name) for name in PREFLIGHT_HEADERS):
        raise Refusal(
            400,
            "PREFLIGHT_REQUIRED",
            "Permintaan multipart harus membawa header GraphQL-Require-Preflight: 1.",
            {"Connection": "close"},
        )


def _refuse_compressed(request: Request) -> None:
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Badan permintaan terkompresi tidak diterima.")
