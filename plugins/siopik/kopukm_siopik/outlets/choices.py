"""The closed lists of outlets (gerai)."""

from __future__ import annotations

from kopukm_core.values import Choice


class OutletKind(Choice):
    """Kinds of gerai of a Merah Putih cooperative (Inpres 9/2025)."""

    OFFICE = "office", "Kantor koperasi"
    GROCERIES = "groceries", "Gerai sembako"
    SAVINGS_AND_LOAN = "savings_and_loan", "Unit simpan pinjam"
    CLINIC = "clinic", "Klinik desa atau kelurahan"
    PHARMACY = "pharmacy", "Apotek desa atau kelurahan"
    COLD_STORAGE = "cold_storage", "Cold storage atau pergudangan"
    LOGISTICS = "logistics", "Logistik"
    OTHER = "other", "Lainnya", "Disebut namanya, misalnya pangkalan LPG atau Laku Pandai."


class OutletStatus(Choice):
    """How far an outlet is."""

    PLANNED = "planned", "Direncanakan"
    PREPARED = "prepared", "Disiapkan", "Bangunan, izin, atau barangnya sedang disiapkan."
    OPERATING = "operating", "Beroperasi"
    PAUSED = "paused", "Berhenti sementara"
    CLOSED = "closed", "Tutup"
