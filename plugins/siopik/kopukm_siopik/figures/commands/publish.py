"""Giving figures out."""

from __future__ import annotations

import json
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.values import RegionCode, Year
from kopukm_siopik.figures.models import FiguresPublication
from kopukm_siopik.figures.permissions import PUBLISH
from kopukm_siopik.figures.publishing import published_figures
from kopukm_siopik.figures.question import Question
from kopukm_siopik.figures.rule_book import rule_book
from kopukm_siopik.recording.matching import hold_registry

LONGEST = 20
"""Years of growth in one publication."""


@command("siopik.publish_figures", title="Terbitkan angka", permission=PUBLISH, returns=FiguresPublication)
class PublishFigures:
    """Menyimpan angka seperti diterbitkan, dengan versi aturannya. Terbitan tidak dapat diubah lagi."""

    title: str = ask("Judul", example="Koperasi Kabupaten Bogor 2025", minimum_length=3, maximum_length=200)
    as_of: date = ask("Keadaan per tanggal", example="31 Desember 2025")
    since: Year | None = ask("Pertumbuhan sejak tahun", help="Kosong: lima tahun.")
    region_code: RegionCode | None = ask("Wilayah", help="Kosong: semua.")

    async def run(self, context: CommandContext) -> FiguresPublication:
        context.require(PUBLISH, self.region_code or "")
        if self.as_of > context.today:
            context.refuse("as_of", "IN_THE_FUTURE", "Tanggal ini belum tiba.")
        since = self.since or self.as_of.year - 4
        if not self.as_of.year - LONGEST < since <= self.as_of.year:
            context.refuse("since", "OUT_OF_RANGE", f"Pertumbuhan paling lama {LONGEST} tahun.")
        await hold_registry()
        known_at = clock.now()
        rules = await rule_book(self.as_of, known_at)
        question = Question(self.as_of, known_at, rules, self.region_code or "")
        made = await FiguresPublication.create(
            title=self.title,
            as_of=self.as_of,
            since=since,
            region_code=self.region_code or "",
            known_at=known_at,
            rule_versions=rules.versions,
            figures=json.dumps(await published_figures(question, since), sort_keys=True),
            published_by=context.actor.key,
            recorded_at=known_at,
            command_record_id=context.record_id,
        )
        await context.audit("create", made)
        return made
