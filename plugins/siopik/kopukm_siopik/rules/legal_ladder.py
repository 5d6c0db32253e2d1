"""Kategori hukum: how far the legal papers of a cooperative are complete, and who gave its legal entity."""

from __future__ import annotations

from datetime import date

from kopukm_siopik.figures.choices import LegalAuthority, LegalCategory


def legal_category(
    number: str | None, dated: date | None, nik: str | None, certificate_until: date | None, day: date
) -> LegalCategory:
    """The highest step reached with every step below it. A certificate counts while it is valid on the day."""
    if not number:
        return LegalCategory.UNRECORDED
    if dated is None:
        return LegalCategory.LEGAL_ENTITY
    if not nik:
        return LegalCategory.DATED
    if certificate_until is None or certificate_until < day:
        return LegalCategory.NUMBERED
    return LegalCategory.CERTIFIED


def legal_authority(number: str | None) -> LegalAuthority:
    """What the number tells: AHU, the ministry (M.KUKM), or an office in the region (KWK, KDK, dinas)."""
    key = (number or "").upper().replace(" ", "")
    if "AHU" in key:
        return LegalAuthority.AHU
    if "KUKM" in key and "/M." in key:
        return LegalAuthority.MINISTRY
    if "KWK" in key or "KDK" in key or "DINAS" in key or "DKUKM" in key:
        return LegalAuthority.REGIONAL
    return LegalAuthority.UNKNOWN
