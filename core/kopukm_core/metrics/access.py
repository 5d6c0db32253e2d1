"""Who may read the figures: who has the token, or who asks from an address that is listed."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from kopukm_core.errors import ConfigurationError
from kopukm_core.settings import Settings
from kopukm_core.variables import declare_variables

declare_variables("KOPUKM_METRICS_TOKEN", "KOPUKM_METRICS_ALLOW", "KOPUKM_METRICS_WORKER")

_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class MetricsAccess:
    """`worker_listen` is where a worker serves its own figures; None: it does not."""

    token: str = field(default="", repr=False)
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    worker_listen: tuple[str, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody may read at all; else the page does not exist."""
        return bool(self.token or self.networks)

    def allows(self, address: str, authorization: str | None) -> bool:
        """Whether a request with this header, from this address, may read."""
        kind, _, given = (authorization or "").partition(" ")
        known_token = bool(self.token) and kind.lower() == "bearer"
        if known_token and hmac.compare_digest(given.strip().encode(), self.token.encode()):
            return True
        try:
            known = ip_address(address)
        except ValueError:
            return False
        if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
            known = known.ipv4_mapped
        return any(known in network for network in self.networks)


def metrics_access(settings: Settings) -> MetricsAccess:
    """From `KOPUKM_METRICS_TOKEN`, `KOPUKM_METRICS_ALLOW` and `KOPUKM_METRICS_WORKER`.

    Development lets this machine read; production nobody, unless told. Raises ConfigurationError.
    """
    token = settings.variables.get("KOPUKM_METRICS_TOKEN", "").strip()
    if token and len(token) < _SHORTEST_TOKEN:
        raise ConfigurationError(
            "KOPUKM_METRICS_TOKEN terlalu pendek.",
            remedy=f"Isi dengan sedikitnya {_SHORTEST_TOKEN} huruf acak: openssl rand -hex 24",
        )
    local = "" if settings.is_production else "127.0.0.0/8 ::1/128"
    given = settings.variables.get("KOPUKM_METRICS_ALLOW", local)
    networks = tuple(_network(text) for text in given.replace(",", " ").split())
    return MetricsAccess(token, networks, _listen(settings.variables.get("KOPUKM_METRICS_WORKER", "")))


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ConfigurationError(
            f"KOPUKM_METRICS_ALLOW berisi {text!r}, yang bukan alamat jaringan.",
            remedy="Isi dengan alamat atau CIDR, misalnya 10.0.0.5 atau 10.0.0.0/24.",
        ) from None


def _listen(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not port.isdigit() or not 0 <= int(port) <= 65_535:
        raise ConfigurationError(
            f"KOPUKM_METRICS_WORKER berisi {text!r}.",
            remedy="Isi dengan alamat:port, misalnya 127.0.0.1:9101.",
        )
    return (host or "127.0.0.1").strip("[]"), int(port)
