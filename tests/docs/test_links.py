"""Links in the documentation lead to pages and headings that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages import DOCS, ROOT, anchors, links, pages


def broken_links(page: Path) -> list[str]:
    """The relative links of a page whose file or heading is missing, or that lead out of the project."""
    broken, inside = [], ROOT if page.is_relative_to(ROOT) else page.parent
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        is_there = target.exists() and target.is_relative_to(inside)
        if not is_there or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(DOCS)))
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A title\n\n[good](#a-title) [bad](#another) [gone](gone.md) `[code](no.md)`\n")
    assert broken_links(page) == ["#another", "gone.md"]


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_relative_to(DOCS):
            continue
        reached.add(page)
        paths = (link.partition("#")[0] for link in links(page) if "://" not in link)
        waiting += [(page.parent / path).resolve() for path in paths if path]
    assert sorted(set(pages()) - reached) == []
