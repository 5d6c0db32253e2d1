"""A process of its own that typesets one long paper, and gives its memory back when it ends.

It is run as a file, so that it loads nothing but the library: the first line of its input is a JSON object with the
length of the template and the options, then come the template and the values. It writes the PDF.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime


def main() -> int:
    """Read, typeset, write; a refused template is told on standard error, with status 3."""
    import typst

    asked = json.loads(sys.stdin.buffer.readline())
    template = sys.stdin.buffer.read(asked["template_bytes"])
    values = sys.stdin.buffer.read().decode()
    try:
        made = typst.compile(
            template,
            sys_inputs={"data": values},
            ignore_system_fonts=True,
            timestamp=datetime.fromisoformat(asked["moment"]),
            pdf_tags=asked["tagged"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 3
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
