"""What the papers give to the hooks of core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kopukm_core.papers.cli import PAPER_SUBCOMMANDS
from kopukm_core.papers.numbering import CERTIFICATE, LETTER, ensure_paper_kind
from kopukm_core.papers.paper_commands import PAPER_COMMANDS
from kopukm_core.papers.permissions import PAPER_FILE_PURPOSES, PAPER_PERMISSIONS, PAPER_ROLES
from kopukm_core.papers.printing import PAPER_TASKS
from kopukm_core.papers.readable import PAPER_VISIBILITY
from kopukm_core.papers.register import PAPER_REGISTER
from kopukm_core.papers.report_commands import REPORT_COMMANDS
from kopukm_core.part import Part

if TYPE_CHECKING:
    from kopukm_core.platform import Platform


async def _prepare(platform: Platform) -> None:
    """The two kinds that every office has; their patterns are the office's to change."""
    await ensure_paper_kind(LETTER, "Surat", "{urut:3}/{romawi}/{tahun}")
    await ensure_paper_kind(CERTIFICATE, "Sertifikat", "{urut:3}/SERT/{romawi}/{tahun}")


PAPERS_PART = Part(
    models=("kopukm_core.papers.models",),
    permissions=PAPER_PERMISSIONS,
    roles=PAPER_ROLES,
    visibility=PAPER_VISIBILITY,
    file_purposes=PAPER_FILE_PURPOSES,
    commands=(*REPORT_COMMANDS, *PAPER_COMMANDS),
    tasks=PAPER_TASKS,
    reports=(PAPER_REGISTER,),
    subcommands=PAPER_SUBCOMMANDS,
    prepare=_prepare,
)
