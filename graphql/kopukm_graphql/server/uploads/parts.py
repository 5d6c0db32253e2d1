"""A multipart body as it comes in: its parts and their pieces, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from kopukm_graphql.server.refusal import bad_request

_LONGEST_BOUNDARY = 70
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PartBegins:
    """A part begins; `filename` is None where it is no file."""

    name: str
    filename: str | None


@dataclass(frozen=True, slots=True)
class PartEnds:
    """The part is complete."""


Event = PartBegins | bytes | PartEnds


class PartReader:
    """Feed it the body; it answers what has come. Raises Refusal 400 for what is no multipart form."""

    def __init__(self, content_type: str) -> None:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if not 0 < len(boundary) <= _LONGEST_BOUNDARY:
            raise bad_request("Content-Type multipart/form-data tanpa boundary yang sah.")
        self._events: list[Event] = []
        self._field = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._is_complete = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_field,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": lambda: self._events.append(PartEnds()),
                "on_end": self._on_end,
            },
        )

    def feed(self, piece: bytes) -> Iterator[Event]:
        """What the next piece of the body brings."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise bad_request("Badan multipart tidak dapat dibaca.") from None
        events, self._events = self._events, []
        return iter(events)

    def finish(self) -> None:
        """The body has ended. Raises Refusal 400 where it was cut off."""
        if not self._is_complete:
            raise bad_request("Badan multipart terpotong sebelum batas penutupnya.")

    def _begin(self) -> None:
        self._headers = {}

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""

    def _on_headers(self) -> None:
        kind, options = parse_options_header(self._headers.get(b"content-disposition", b"").decode("latin-1"))
        name = options.get(b"name", b"")
        if kind != b"form-data" or not 0 < len(name) <= _LONGEST_NAME:
            raise bad_request("Bagian multipart tanpa Content-Disposition: form-data dengan name.")
        filename = options.get(b"filename")
        told = None if filename is None else filename.decode("utf-8", "replace")
        self._events.append(PartBegins(name.decode("utf-8", "replace"), told))

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._events.append(data[start:end])

    def _on_end(self) -> None:
        self._is_complete = True
