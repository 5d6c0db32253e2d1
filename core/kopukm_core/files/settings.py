"""Settings of files: where they are kept, and how large they may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

declare_variables(
    "KOPUKM_FILES_URL",
    "KOPUKM_FILES_ENDPOINT",
    "KOPUKM_FILES_REGION",
    "KOPUKM_FILES_KEY_ID",
    "KOPUKM_FILES_SECRET",
    "KOPUKM_FILE_BYTES",
    "KOPUKM_FILE_PENDING",
    "KOPUKM_FILE_PENDING_BYTES",
    "KOPUKM_FILES_PER_REQUEST",
    "KOPUKM_UPLOAD_SECONDS",
)

FILE_BYTES = 20_000_000
PENDING_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class S3Settings:
    """A bucket of an S3-compatible store; `endpoint` "" is Amazon's own. Its text form shows no secret."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    key_id: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Where files are kept and the limits on them; every value has a default."""

    s3: S3Settings | None = None
    """None: the folder `files` in `KOPUKM_HOME`."""
    file_bytes: int = FILE_BYTES
    """Largest file, where its purpose names no other limit."""
    purpose_bytes: Mapping[str, int] = field(default_factory=dict)
    """Largest file by purpose, as the installation sets it."""
    pending: int = 100
    """Uploads of one actor that nothing refers to yet."""
    pending_bytes: int = PENDING_BYTES
    """What they may hold together."""
    per_request: int = 10
    """Files in one request."""
    upload_seconds: float = 600.0
    """How long one request may take to arrive and be stored."""


def file_settings(settings: Settings) -> FileSettings:
    """The settings of files. Raises ConfigurationError that names the variable and never a secret."""
    variables = settings.variables
    overall, by_purpose = _bytes(variables.get("KOPUKM_FILE_BYTES", ""))
    return FileSettings(
        s3=_s3(variables),
        file_bytes=overall,
        purpose_bytes=by_purpose,
        pending=_number(variables, "KOPUKM_FILE_PENDING", 100),
        pending_bytes=_number(variables, "KOPUKM_FILE_PENDING_BYTES", PENDING_BYTES),
        per_request=_number(variables, "KOPUKM_FILES_PER_REQUEST", 10),
        upload_seconds=float(_number(variables, "KOPUKM_UPLOAD_SECONDS", 600)),
    )


def _s3(variables: Mapping[str, str]) -> S3Settings | None:
    url = variables.get("KOPUKM_FILES_URL", "").strip()
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname or parts.query or "@" in parts.netloc:
        raise ConfigurationError(
            "KOPUKM_FILES_URL bukan alamat penyimpanan S3.",
            remedy="Isi seperti s3://bucket/awalan, atau kosongkan untuk folder di KOPUKM_HOME. "
            "Kunci ditulis di KOPUKM_FILES_KEY_ID dan KOPUKM_FILES_SECRET.",
        )
    endpoint = variables.get("KOPUKM_FILES_ENDPOINT", "").strip().rstrip("/")
    if endpoint and urlsplit(endpoint).scheme not in ("http", "https"):
        raise ConfigurationError(
            "KOPUKM_FILES_ENDPOINT bukan alamat http atau https.",
            remedy="Isi seperti https://s3.contoh.go.id.",
        )
    key_id, secret = variables.get("KOPUKM_FILES_KEY_ID", ""), variables.get("KOPUKM_FILES_SECRET", "")
    if bool(key_id) != bool(secret):
        raise ConfigurationError(
            "KOPUKM_FILES_KEY_ID dan KOPUKM_FILES_SECRET harus diisi keduanya, atau tidak sama sekali.",
            remedy="Tanpa keduanya dipakai kunci yang diberikan mesin itu sendiri.",
        )
    return S3Settings(
        bucket=parts.netloc,
        prefix=parts.path.strip("/"),
        endpoint=endpoint,
        region=variables.get("KOPUKM_FILES_REGION", "") or "us-east-1",
        key_id=key_id,
        secret=secret,
    )


def _bytes(text: str) -> tuple[int, dict[str, int]]:
    """`20000000 core.import=100000000`: the limit of all, and those of purposes."""
    overall, by_purpose = FILE_BYTES, {}
    for word in text.replace(",", " ").split():
        purpose, equals, number = word.rpartition("=")
        if not number.isascii() or not number.isdecimal() or int(number) < 1 or bool(equals) != bool(purpose):
            raise ConfigurationError(
                f"KOPUKM_FILE_BYTES berisi {word!r}.",
                remedy="Isi dengan bita, misalnya 20000000, dan batas lain per keperluan: core.import=50000000.",
            )
        if purpose:
            by_purpose[purpose] = int(number)
        else:
            overall = int(number)
    return overall, by_purpose


def _number(variables: Mapping[str, str], name: str, default: int) -> int:
    text = variables.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ConfigurationError(f"{name} berisi {text!r}.", remedy="Isi dengan bilangan bulat di atas nol.")
    return int(text)
