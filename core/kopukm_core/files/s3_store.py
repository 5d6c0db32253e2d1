"""The store in a bucket of an S3-compatible server, through obstore."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import obstore
from obstore.exceptions import BaseError, NotFoundError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store as Bucket

from kopukm_core.errors import ConfigurationError
from kopukm_core.files.errors import FileStoreUnavailableError
from kopukm_core.files.sealing import damaged
from kopukm_core.files.settings import S3Settings

logger = logging.getLogger("kopukm.files")

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

_PART_BYTES = 5 * 1024 * 1024
"""S3's least size of a part; content is sent in parts and appears only when the last one has come."""
_RETRY: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_CLIENT: dict[str, Any] = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(seconds=60)}


class S3Store:
    """Blobs as objects below a prefix of one bucket. The bucket must exist; it needs no public access."""

    def __init__(self, settings: S3Settings) -> None:
        given: dict[str, Any] = {"region": settings.region}
        if settings.endpoint:
            given["endpoint"] = settings.endpoint
        if settings.key_id:
            given |= {"access_key_id": settings.key_id, "secret_access_key": settings.secret}
        self._prefix = f"{settings.prefix}/" if settings.prefix else ""
        self.shown = f"s3://{settings.bucket}/{settings.prefix}"
        client = {**_CLIENT, "allow_http": settings.endpoint.startswith("http://")}
        self._bucket = Bucket(
            settings.bucket,
            config=cast("S3Config", given),
            client_options=cast("ClientConfig", client),
            retry_config=_RETRY,
        )

    def __repr__(self) -> str:
        return f"<S3Store {self.shown}>"

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        with self._answering():
            obstore.put(self._bucket, self._prefix + key, iter(pieces), chunk_size=_PART_BYTES)

    def read(self, key: str) -> Iterator[bytes]:
        with self._answering():
            try:
                found = obstore.get(self._bucket, self._prefix + key)
            except (NotFoundError, FileNotFoundError):
                raise damaged("tidak ada di penyimpanan") from None
            for piece in found.stream():
                yield bytes(piece)

    def remove(self, key: str) -> None:
        with self._answering():
            try:
                obstore.delete(self._bucket, self._prefix + key)
            except (NotFoundError, FileNotFoundError):
                return

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        with self._answering():
            for page in obstore.list(self._bucket, f"{self._prefix}{prefix}"):
                for one in page:
                    yield one["path"].removeprefix(self._prefix), one["last_modified"]

    def check(self) -> None:
        key = "check/kopukm"
        self.write(key, (b"kopukm",))
        self.remove(key)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """The library's own words may hold addresses and headers: they go to nobody."""
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError):
            raise ConfigurationError(
                f"Penyimpanan {self.shown} menolak kuncinya.",
                remedy="Periksa KOPUKM_FILES_KEY_ID, KOPUKM_FILES_SECRET, dan izin bucket itu.",
            ) from None
        except (NotFoundError, FileNotFoundError):
            raise ConfigurationError(
                f"Bucket dari {self.shown} tidak ada.",
                remedy="Buat bucket itu, atau perbaiki KOPUKM_FILES_URL.",
            ) from None
        except BaseError as error:
            logger.error("the store %s does not answer (%s)", self.shown, type(error).__name__)
            raise FileStoreUnavailableError(
                "Penyimpanan berkas tidak menjawab.",
                remedy="Coba lagi sebentar lagi; bila tetap gagal, beri tahu pengelola server.",
                retry_after=10,
            ) from None
