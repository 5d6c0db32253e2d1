"""Settings of the HTTP server, read from the same environment as the platform's."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network

from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from kopukm_graphql.documents.mode import DocumentMode, document_mode
from kopukm_graphql.limits.limits import Limits, limits_from
from kopukm_graphql.server.live.settings import LiveSettings, live_settings
from kopukm_graphql.server.positive_numbers import positive_number
from kopukm_graphql.server.upload_limits import UploadLimits


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: `burst` requests at once, refilled with `per_second`; a burst of 0 means no limit."""

    burst: int
    per_second: float


UNLIMITED = Rate(0, 0.0)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the GraphQL server is told; every value has a default."""

    development: bool = True
    """GraphiQL, the landing page and the readable access log are for development only."""

    body_bytes: int = 1_000_000
    """Largest request body; a larger one is answered with 413 before it is read whole."""

    body_seconds: float = 20.0
    """How long a client may take to send its body; then 408."""

    operation_seconds: float = 10.0
    """How long one operation may run; then it is cancelled, with code TIMEOUT."""

    slow_seconds: float = 1.0
    """An operation that runs so long is logged by name, and counted."""

    readiness_seconds: float = 2.0
    """How long each readiness check may take."""

    variables_depth: int = 64
    """Levels of nesting in `variables` and `extensions`."""

    cached_documents: int = 500
    """Documents whose parsed and validated form is kept."""

    cached_characters: int = 100_000
    """Their total length; a syntax tree takes some 200 times the memory of its text."""

    introspection_permission: str = "graphql.introspect"
    """Who holds this permission may introspect in production; in development everyone may."""

    trusted_documents: DocumentMode = DocumentMode.PREFER
    """Whether documents that were not registered are run: see `DocumentMode`."""

    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may call the server from a browser; "*" for all."""

    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks whose X-Forwarded-For and X-Request-Id are believed."""

    address_rate: Rate = UNLIMITED
    """Per client address; generous, since a whole office may share one address."""

    actor_rate: Rate = UNLIMITED
    """Per actor who is not anonymous."""

    redis_url: str = field(default="", repr=False)
    """Where processes share the counts of the two rates; "" lets each count for itself."""

    limits: Limits = field(default_factory=Limits)

    live: LiveSettings = field(default_factory=LiveSettings)
    """Of subscriptions and of the connections that carry them."""

    uploads: UploadLimits | None = None
    """What requests with files may bring; None takes none of them."""


def server_settings(settings: Settings) -> ServerSettings:
    """The server's settings from the platform's and from `KOPUKM_*` variables.

    `KOPUKM_BODY_BYTES`, `KOPUKM_OPERATION_SECONDS`, `KOPUKM_SLOW_SECONDS`,
    `KOPUKM_CORS_ORIGINS` (separated by blanks or commas),
    `KOPUKM_ADDRESS_RATE` and `KOPUKM_ACTOR_RATE` (`burst/per_second`, `0/0` for none), `KOPUKM_LIMIT_*`,
    `KOPUKM_TRUSTED_DOCUMENTS`, `KOPUKM_LIVE_*`.
    Raises ConfigurationError that names the variable.
    """
    variables = settings.variables
    production = settings.is_production
    default = ServerSettings()
    return ServerSettings(
        development=not production,
        body_bytes=int(
            positive_number(variables.get("KOPUKM_BODY_BYTES", ""), default.body_bytes, "KOPUKM_BODY_BYTES")
        ),
        operation_seconds=positive_number(
            variables.get("KOPUKM_OPERATION_SECONDS", ""),
            default.operation_seconds,
            "KOPUKM_OPERATION_SECONDS",
        ),
        slow_seconds=positive_number(
            variables.get("KOPUKM_SLOW_SECONDS", ""), default.slow_seconds, "KOPUKM_SLOW_SECONDS"
        ),
        trusted_documents=document_mode(variables, production=production),
        cors_origins=tuple(variables.get("KOPUKM_CORS_ORIGINS", "").replace(",", " ").split()),
        trusted_proxies=tuple(_network(text) for text in settings.trusted_proxies),
        address_rate=_rate(
            variables.get("KOPUKM_ADDRESS_RATE", ""),
            Rate(300, 50) if production else UNLIMITED,
            "KOPUKM_ADDRESS_RATE",
        ),
        actor_rate=_rate(
            variables.get("KOPUKM_ACTOR_RATE", ""),
            Rate(120, 20) if production else UNLIMITED,
            "KOPUKM_ACTOR_RATE",
        ),
        redis_url=settings.redis_url,
        limits=limits_from(variables),
        live=live_settings(variables),
    )


def _rate(text: str, default: Rate, name: str) -> Rate:
    if not text:
        return default
    burst, _, per_second = text.partition("/")
    try:
        rate = Rate(int(burst), float(per_second))
    except ValueError:
        rate = Rate(-1, -1)
    if rate.burst < 0 or not 0 <= rate.per_second < float("inf") or (rate.burst and not rate.per_second):
        raise ConfigurationError(
            f"{name} berisi {text!r}.", remedy="Isi dengan lonjakan/per detik, misalnya 300/50, atau 0/0."
        )
    return rate


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ConfigurationError(
            f"KOPUKM_TRUSTED_PROXIES berisi {text!r}, yang bukan alamat jaringan.",
            remedy="Isi dengan alamat atau CIDR, misalnya 10.0.0.0/8.",
        ) from None
