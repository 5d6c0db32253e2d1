"""Writing to the terminal: plain sentences on standard output, progress and notes on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def say(text: str = "") -> None:
    """A line of the answer."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """A line beside the answer, which a pipe does not carry."""
    sys.stderr.write(f"{text}\n")


class ProgressLine:
    """`Menyimpan… 1.500 dari 2.159`, rewritten in place on a terminal and silent elsewhere but for the end."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if not self._live and done < total:
            return
        text = f"{self._title}… {grouped(done)} dari {grouped(total)}"
        sys.stderr.write(f"\r{text}" if self._live else f"{text}\n")
        if self._live and done >= total:
            sys.stderr.write("\n")
        sys.stderr.flush()


def grouped(number: int) -> str:
    """12345 → 12.345, as Indonesians group thousands."""
    return f"{number:,}".replace(",", ".")


def table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as columns of even width."""
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
