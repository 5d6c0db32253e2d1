"""Where a request came from, through proxies that are trusted and no others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

Network = IPv4Network | IPv6Network

_LONGEST_ADDRESS = 64


def client_address(scope: Scope, trusted: Sequence[Network]) -> str:
    """The last address in X-Forwarded-For that is not a trusted proxy, else the peer itself."""
    client = scope.get("client")
    peer = _address(client[0]) if client else None
    if peer is None:
        return ""
    if not is_trusted(scope, trusted):
        return str(peer)
    current = peer
    for text in reversed(_forwarded(scope)):
        claimed = _address(text)
        if claimed is None:
            break
        current = claimed
        if not any(claimed in network for network in trusted):
            break
    return str(current)


def is_trusted(scope: Scope, trusted: Sequence[Network]) -> bool:
    """Whether the peer is a proxy whose headers are believed."""
    client = scope.get("client")
    peer = _address(client[0]) if client else None
    return peer is not None and any(peer in network for network in trusted)


def rate_key(address: str) -> str:
    """One key for what one subscriber holds: the address in IPv4, the /64 in IPv6."""
    known = _address(address)
    if isinstance(known, IPv6Address):
        return str(IPv6Network((known, 64), strict=False))
    return address


def _forwarded(scope: Scope) -> list[str]:
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [part.strip() for value in values for part in value.split(",")]


def _address(text: str) -> IPv4Address | IPv6Address | None:
    return _parsed(text) if len(text) <= _LONGEST_ADDRESS else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
