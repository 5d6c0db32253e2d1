"""Names and numbers of cooperatives are compared by what tells them apart."""

from __future__ import annotations

import pytest

from kopukm_siopik.rules import are_similar_names, legal_entity_key, name_key, says_dissolved


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Koperasi Simpan Pinjam Pembiayaan Syariah Gemah Rejeki", "GEMAHREJEKI"),
        ('KSPPS "Gemah Rejeki"', "GEMAHREJEKI"),
        ("KDMP Tajur", "MERAHPUTIHTAJUR"),
        ("Koperasi Desa Merah Putih Tajur", "MERAHPUTIHTAJUR"),
        ("Kopkar Tunas Mulia (DIBUBARKAN)", "TUNASMULIA"),
        ("Koperasi Pegawai Republik Indonesia", "KOPERASIPEGAWAIREPUBLIKINDONESIA"),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_slip_in_a_name_leaves_it_similar() -> None:
    assert are_similar_names("KSU Mustika Boga Asri", "Koperasi Serba Usaha Mustika Bga Asri")
    assert not are_similar_names("KSU Mustika Boga Asri", "KSU Permata Sakti Raya")


@pytest.mark.parametrize(
    "written",
    ["AHU-1.AH.01.26.TAHUN 2020", "No. ahu-1.ah.01.26.tahun 2020", "Nomor: AHU-1.AH.01.26.TAHUN2020"],
)
def test_legal_entity_key(written: str) -> None:
    assert legal_entity_key(written) == "AHU-1.AH.01.26.TAHUN2020"


def test_a_name_says_that_it_is_dissolved() -> None:
    assert says_dissolved("KSP Maju (bubar)")
    assert not says_dissolved("KSP Bubarkan Niat")
