"""Closed lists of officials and documents."""

from __future__ import annotations

from kopukm_core.values import Choice


class Capacity(Choice):
    """In what capacity an official holds the office."""

    DEFINITIVE = "definitive", "Definitif"
    ACTING_DAILY = "acting_daily", "Pelaksana harian (Plh)"
    ACTING_TEMPORARY = "acting_temporary", "Pelaksana tugas (Plt)"


class Paper(Choice):
    """What an official signs."""

    ALL = "all", "Semua naskah"
    LETTER = "letter", "Surat"
    CERTIFICATE = "certificate", "Sertifikat"
    REPORT = "report", "Laporan"


class DocumentSection(Choice):
    """The listed parts of an SOP."""

    POLICY = "policy", "Kebijakan"
    REFERENCE = "reference", "Referensi"
    PROCEDURE = "procedure", "Prosedur"
    UNIT_CONCERNED = "unit_concerned", "Unit terkait"
    EXECUTOR = "executor", "Unsur pelaksana"
