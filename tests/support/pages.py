"""The documentation as data: pages, their sections, code blocks and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(
    r"^```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.M | re.S
)
_HEADING = re.compile(r"^(#+) (.+)$", re.M)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `title` is the file it belongs to, where it names one."""

    language: str
    title: str
    text: str
    line: int


def pages() -> list[Path]:
    """Every page of the documentation."""
    return sorted(DOCS.rglob("*.md"))


def blocks(page: Path, language: str = "") -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(one["language"], one["title"] or "", one["text"], text.count("\n", 0, one.start()) + 1)
        for one in _FENCE.finditer(text)
    ]
    return [one for one in found if language in ("", one.language)]


def without_code(text: str) -> str:
    """The text without fenced blocks and without code spans."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))


def sections(page: Path, level: int = 2) -> dict[str, str]:
    """The sections of a page under headings of that level, by heading without back quotes."""
    text = page.read_text(encoding="utf-8")
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.M)
    return {name.strip().strip("`"): body for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def links(page: Path) -> Iterator[str]:
    """The targets of the links on a page, outside code."""
    yield from _LINK.findall(without_code(page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page make, as GitHub makes them."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    names = (re.sub(r"[^\w\- ]", "", heading.lower()) for _, heading in _HEADING.findall(text))
    return {name.strip().replace(" ", "-") for name in names}
