"""The financial inputs that formulas may name: one list for commands, formulas and explanations."""

from __future__ import annotations

from dataclasses import dataclass

PREVIOUS = "_lalu"
"""At the end of a word: the same input of the book year before."""


@dataclass(frozen=True, slots=True)
class FinancialInput:
    """An amount in rupiah of one book year: its name in commands, its word in formulas, its label for people."""

    name: str
    word: str
    label: str
    may_be_negative: bool = False


INPUTS: tuple[FinancialInput, ...] = (
    FinancialInput("cash_and_bank", "kas_bank", "kas dan bank"),
    FinancialInput("receivables", "piutang", "piutang"),
    FinancialInput("inventories", "persediaan", "persediaan"),
    FinancialInput("current_assets", "aset_lancar", "aset lancar"),
    FinancialInput("productive_assets", "aset_produktif", "aset produktif"),
    FinancialInput("total_assets", "total_aset", "total aset"),
    FinancialInput("short_term_liabilities", "kewajiban_jk_pendek", "kewajiban jangka pendek"),
    FinancialInput("long_term_liabilities", "kewajiban_jk_panjang", "kewajiban jangka panjang"),
    FinancialInput("principal_savings", "simpanan_pokok", "simpanan pokok"),
    FinancialInput("mandatory_savings", "simpanan_wajib", "simpanan wajib"),
    FinancialInput("equity", "ekuitas", "ekuitas", may_be_negative=True),
    FinancialInput("member_deposits", "simpanan_berjangka_anggota", "simpanan berjangka anggota"),
    FinancialInput(
        "prospective_member_deposits", "simpanan_berjangka_calon", "simpanan berjangka calon anggota"
    ),
    FinancialInput("member_savings", "tabungan_anggota", "tabungan anggota"),
    FinancialInput("nonmember_savings", "tabungan_nonanggota", "tabungan nonanggota"),
    FinancialInput("loans_given", "pinjaman_diberikan", "pinjaman yang diberikan"),
    FinancialInput("loans_from_members", "pinjaman_dari_anggota", "pinjaman dari anggota"),
    FinancialInput("funds_received", "dana_diterima", "dana yang diterima"),
    FinancialInput("member_sales", "penjualan_anggota", "penjualan ke anggota"),
    FinancialInput("nonmember_sales", "penjualan_nonanggota", "penjualan ke nonanggota"),
    FinancialInput("revenue", "pendapatan", "pendapatan"),
    FinancialInput("main_revenue", "pendapatan_utama", "pendapatan utama"),
    FinancialInput("gross_participation", "partisipasi_bruto", "partisipasi bruto"),
    FinancialInput("cost_of_goods", "beban_pokok", "beban pokok"),
    FinancialInput("operating_expenses", "beban_usaha", "beban usaha"),
    FinancialInput("cooperative_expenses", "beban_perkoperasian", "beban perkoperasian"),
    FinancialInput("gross_surplus", "shu_kotor", "SHU kotor", may_be_negative=True),
    FinancialInput("surplus", "shu", "SHU", may_be_negative=True),
    FinancialInput("member_development_cost", "biaya_pembinaan", "biaya pembinaan anggota"),
)

BY_NAME = {one.name: one for one in INPUTS}
_BY_WORD = {one.word: one for one in INPUTS}


def input_of(word: str) -> tuple[FinancialInput, bool] | None:
    """The input that a word of a formula names, and whether it is of the year before; None where none is."""
    if word in _BY_WORD:
        return _BY_WORD[word], False
    stem = word.removesuffix(PREVIOUS)
    return (_BY_WORD[stem], True) if stem != word and stem in _BY_WORD else None


def label_of(word: str) -> str:
    """What people call it: "SHU", "total aset tahun lalu"."""
    found = input_of(word)
    if found is None:
        return word
    one, is_previous = found
    return f"{one.label} tahun lalu" if is_previous else one.label
