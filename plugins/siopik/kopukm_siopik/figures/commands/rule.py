"""Adding a version of a rule."""

from __future__ import annotations

import json
from datetime import date

from kopukm_core import clock
from kopukm_core.commands import CommandContext, ask, command
from kopukm_core.db import hold
from kopukm_core.jobs import enqueue
from kopukm_siopik.figures.choices import RuleName
from kopukm_siopik.figures.loading import LOCK, REFRESH_ALL
from kopukm_siopik.figures.models import RuleVersion
from kopukm_siopik.figures.permissions import SET_RULES
from kopukm_siopik.figures.rule_faults import parameters_fault


@command("siopik.add_rule_version", title="Tambah versi aturan", permission=SET_RULES, returns=RuleVersion)
class AddRuleVersion:
    """Menambah versi sebuah aturan hitungan. Versi lama dan angka yang dihitung dengannya tidak berubah.

    Yang kosong sama seperti versi sebelumnya.
    """

    name: RuleName = ask("Aturan")
    parameters: str | None = ask(
        "Parameter",
        help="Sebagai JSON, dengan nama yang sama seperti versi sebelumnya.",
        maximum_length=10_000,
    )
    title: str | None = ask("Judul", maximum_length=200)
    definition: str = ask("Definisi", help="Kalimat yang dicetak di samping angka.", minimum_length=10)
    source: str = ask("Sumber", example="Permen KUKM 25/2015", minimum_length=3, maximum_length=300)
    effective_on: date = ask("Berlaku sejak")

    async def run(self, context: CommandContext) -> RuleVersion:
        context.require(SET_RULES)
        await hold(LOCK)
        former = await RuleVersion.filter(name=self.name).order_by("-version").first()
        if former is None:
            context.refuse("name", "NOT_LOADED", "Aturan ini belum dimuat: jalankan 'kopukm migrate'.")
        parameters = former.parameters if self.parameters is None else self.parameters
        fault = parameters_fault(self.name, parameters)
        if fault:
            context.refuse("parameters", "WRONG_PARAMETERS", fault)
        made = await RuleVersion.create(
            name=self.name,
            version=former.version + 1,
            title=self.title or former.title,
            definition=self.definition,
            source=self.source,
            parameters=json.dumps(json.loads(parameters)),
            effective_on=self.effective_on,
            recorded_at=clock.now(),
        )
        await context.audit("create", made)
        await enqueue(REFRESH_ALL, {}, unique_key=REFRESH_ALL, caused_by=context.record_id)
        return made
