"""The usual reports on cooperatives, made of the same figures as the contract's."""

from __future__ import annotations

from kopukm_core.papers.report import Report
from kopukm_siopik.figures.reports.category_report import category_report
from kopukm_siopik.figures.reports.list_reports import completeness_report, directory_report
from kopukm_siopik.figures.reports.statistics_reports import growth_report, statistics_report
from kopukm_siopik.figures.reports.watch_report import watch_report
from kopukm_siopik.permissions import READ_REPORTS

REPORTS: tuple[Report, ...] = (
    Report(
        "siopik.statistics",
        "Statistik koperasi per kecamatan",
        "Tercatat, aktif menurut pernyataan dan hitungan, RAT, sehat, pada satu hari.",
        READ_REPORTS,
        statistics_report,
        uses_period=False,
    ),
    Report(
        "siopik.growth",
        "Pertumbuhan koperasi",
        "Berdiri, bubar, aktif, dan sehat per bulan, atau per tahun bila masanya lebih dari dua tahun.",
        READ_REPORTS,
        growth_report,
    ),
    Report(
        "siopik.categories",
        "Kategori koperasi per kecamatan",
        "Kategori hukum, omzet, frekuensi dan ketepatan RAT, KUK, grade, dan kesehatan, pada satu hari.",
        READ_REPORTS,
        category_report,
        uses_period=False,
    ),
    Report(
        "siopik.rat_watch",
        "Pantauan RAT",
        "Siapa belum RAT atau terlambat, per kecamatan dan menurut nama.",
        READ_REPORTS,
        watch_report,
        uses_period=False,
    ),
    Report(
        "siopik.completeness",
        "Kelengkapan data koperasi",
        "Koperasi yang datanya belum lengkap dan apa yang kurang.",
        READ_REPORTS,
        completeness_report,
        uses_period=False,
        is_of_today=True,
    ),
    Report(
        "siopik.cooperatives",
        "Daftar koperasi",
        "Semua koperasi dengan status dan RAT terakhirnya, tanpa kontak.",
        READ_REPORTS,
        directory_report,
        uses_period=False,
        is_of_today=True,
    ),
)

__all__ = ["REPORTS"]
