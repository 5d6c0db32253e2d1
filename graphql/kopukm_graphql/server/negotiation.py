"""Which media type to answer with, by the client's Accept header in order of quality."""

from __future__ import annotations

from functools import lru_cache

RESPONSE_JSON = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
EVENT_STREAM = "text/event-stream"


@lru_cache(maxsize=256)
def preferred_type(accept: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer that the header prefers; None where it takes none of them (406).

    At equal quality the order of the header decides, and for a wildcard the order of the offers. No header
    takes anything. A more specific range overrules a wildcard (`application/json;q=0, */*`).
    """
    ranges = _ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]
    best: tuple[float, int, int] | None = None
    chosen: str | None = None
    for index, offer in enumerate(offers):
        matches = [
            (_specificity(media_range), -position, quality)
            for position, (media_range, quality) in enumerate(ranges)
            if _matches(media_range, offer)
        ]
        if not matches:
            continue
        _, position, quality = max(matches)
        rank = (quality, position, -index)
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, offer
    return chosen


def names_event_stream(accept: str | None) -> bool:
    """Whether the header takes an event stream by name; a wildcard is no wish for one."""
    return any(
        media_range in (EVENT_STREAM, "text/*") and quality > 0
        for media_range, quality in _ranges(accept or "")
    )


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not media_range or ("charset=" in part.lower() and not _is_utf8(parameters)):
            continue
        found.append((media_range, _quality(parameters)))
    return found


def _is_utf8(parameters: list[str]) -> bool:
    return any(
        parameter.partition("=")[2].strip().strip('"') in ("utf-8", "utf8")
        for parameter in parameters
        if parameter.startswith("charset")
    )


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _matches(media_range: str, offer: str) -> bool:
    if media_range in ("*/*", offer):
        return True
    kind, _, subtype = media_range.partition("/")
    return subtype == "*" and offer.startswith(f"{kind}/")


def _specificity(media_range: str) -> int:
    return 0 if media_range == "*/*" else 1 if media_range.endswith("/*") else 2
