"""Questions that several commands of the health assessment ask alike."""

from __future__ import annotations

from typing import Annotated

from kopukm_core.commands import ask
from kopukm_core.values import RecordIdType, Rupiah

AssessmentId = Annotated[int, RecordIdType("HealthAssessment")]
FindingId = Annotated[int, RecordIdType("HealthFinding")]


class FigureFields:
    """The amounts of `rules.inputs.INPUTS`, by their names there; all optional."""

    cash_and_bank: Rupiah | None = ask("Kas dan bank", minimum=0)
    receivables: Rupiah | None = ask("Piutang", minimum=0)
    inventories: Rupiah | None = ask("Persediaan", minimum=0)
    current_assets: Rupiah | None = ask("Aset lancar", minimum=0)
    productive_assets: Rupiah | None = ask("Aset produktif", minimum=0)
    total_assets: Rupiah | None = ask("Total aset", minimum=0)
    short_term_liabilities: Rupiah | None = ask("Kewajiban jangka pendek", minimum=0)
    long_term_liabilities: Rupiah | None = ask("Kewajiban jangka panjang", minimum=0)
    principal_savings: Rupiah | None = ask("Simpanan pokok", minimum=0)
    mandatory_savings: Rupiah | None = ask("Simpanan wajib", minimum=0)
    equity: Rupiah | None = ask("Ekuitas", help="Boleh minus.")
    member_deposits: Rupiah | None = ask("Simpanan berjangka anggota", minimum=0)
    prospective_member_deposits: Rupiah | None = ask("Simpanan berjangka calon anggota", minimum=0)
    member_savings: Rupiah | None = ask("Tabungan anggota", minimum=0)
    nonmember_savings: Rupiah | None = ask("Tabungan nonanggota", minimum=0)
    loans_given: Rupiah | None = ask("Pinjaman yang diberikan", minimum=0)
    loans_from_members: Rupiah | None = ask("Pinjaman dari anggota", minimum=0)
    funds_received: Rupiah | None = ask("Dana yang diterima", minimum=0)
    member_sales: Rupiah | None = ask("Penjualan ke anggota", minimum=0)
    nonmember_sales: Rupiah | None = ask("Penjualan ke nonanggota", minimum=0)
    revenue: Rupiah | None = ask("Pendapatan", minimum=0)
    main_revenue: Rupiah | None = ask("Pendapatan utama", minimum=0)
    gross_participation: Rupiah | None = ask("Partisipasi bruto", minimum=0)
    cost_of_goods: Rupiah | None = ask("Beban pokok", minimum=0)
    operating_expenses: Rupiah | None = ask("Beban usaha", minimum=0)
    cooperative_expenses: Rupiah | None = ask("Beban perkoperasian", minimum=0)
    gross_surplus: Rupiah | None = ask("SHU kotor", help="Boleh minus.")
    surplus: Rupiah | None = ask("SHU", help="Minus bila rugi.")
    member_development_cost: Rupiah | None = ask("Biaya pembinaan anggota", minimum=0)
