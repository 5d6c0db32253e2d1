"""Prints the one command of a README section: `python tests/readme_command.py Test`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def readme_command(section: str) -> str:
    """The command in the section's only code block. ValueError where there is not exactly one line in one block."""
    text = README.read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    bodies = dict(zip(parts[1::2], parts[2::2], strict=True))
    blocks = re.findall(r"```sh\n(.*?)```", bodies[section], flags=re.DOTALL)
    if len(blocks) != 1 or len(blocks[0].strip().splitlines()) != 1:
        raise ValueError(f"README section {section!r} must hold one code block with one command")
    return str(blocks[0]).strip()


if __name__ == "__main__":
    sys.stdout.write(readme_command(sys.argv[1]) + "\n")
