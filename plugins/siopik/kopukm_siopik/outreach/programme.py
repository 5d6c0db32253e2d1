"""SI OPIK SEHAT as a programme: its SOP as the office wrote it, its unit, its timeline."""

from __future__ import annotations

from kopukm_core.programmes import LegalBasis, Programme, ProgrammeDocument, ProgrammeUnit
from kopukm_siopik.outreach.figures import cycle_figures
from kopukm_siopik.outreach.timeline import TIMELINE_1
from kopukm_siopik.permissions import RUN_PROGRAMME

KPK = ProgrammeUnit("kpk", "Bidang Kelembagaan dan Pemberdayaan Koperasi (KPK)")

DOCUMENT = ProgrammeDocument(
    version=1,
    title="Pencatatan dan Pelaporan Hasil Inovasi SI OPIK SEHAT",
    source="Naskah SOP dinas; nomor dokumen, nomor revisi, dan tanggal terbitnya kosong di naskah itu.",
    definition="Sebuah sistem berbasis situs web yang digunakan untuk mendata, memantau, melakukan pemetaan, serta "
    "perluasan informasi mengenai koperasi guna menyelesaikan masalah-masalah pada manajemen data koperasi di "
    "Kabupaten Bogor serta peningkatan kualitas sumber daya civitas koperasi.",
    purpose="Mengatasi beberapa permasalahan pada manajemen data koperasi seperti kurangnya kelengkapan data koperasi "
    "aktif dan sehat di Kabupaten Bogor, tidak adanya pemetaan koperasi aktif dan sehat berdasarkan kategori wilayah, "
    "tidak maksimalnya pemantauan kegiatan koperasi perwilayah, tidak terdapat statistika angka pertumbuhan koperasi "
    "aktif dan sehat, serta tidak maksimalnya pengkategorian koperasi (pengkategorian berdasarkan hukum, omset, "
    "hingga frekuensi Rapat Tahunan Anggota).",
    policies=(
        LegalBasis(
            "Peraturan Daerah Kabupaten Bogor No. 4 Tahun 2019 tentang RPJMD Kabupaten Bogor Tahun 2018-2023",
            "Masa RPJMD 2018-2023 sudah berakhir; periksa RPJMD yang berlaku.",
        ),
        LegalBasis(
            "Peraturan Daerah (PERDA) Kabupaten Bogor Nomor 1 Tahun 2019 tentang Pemberdayaan Koperasi dan Usaha Mikro"
        ),
        LegalBasis(
            "Peraturan Bupati (PERBUP) Kabupaten Bogor Nomor 91 Tahun 2020 tentang Kedudukan, Susunan Organisasi, "
            "Tugas Dan Fungsi, Serta Tata Kerja Dinas Koperasi, Usaha Kecil Dan Menengah"
        ),
        LegalBasis(
            "Peraturan Bupati (PERBUP) Kabupaten Bogor Nomor 21 Tahun 2022 tentang Kedudukan, Susunan Organisasi, "
            "Tugas dan Fungsi Serta Tata Kerja Dinas Koperasi, Usaha Kecil dan Menengah"
        ),
        LegalBasis(
            "Peraturan Menteri Koperasi dan Usaha Kecil dan Menengah Nomor 8 Tahun 2023 tentang Usaha Simpan Pinjam "
            "Oleh Koperasi"
        ),
    ),
    references=(
        LegalBasis("Peraturan Pemerintah (PP) Nomor 38 Tahun 2017 tentang Inovasi Daerah"),
        LegalBasis(
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 91 Tahun 2021 tentang "
            "Pembinaan Inovasi Pelayanan Publik"
        ),
        LegalBasis(
            "Peraturan Menteri Dalam Negeri Nomor 7 Tahun 2023 tentang Pedoman, Pembentukan, dan Nomenklatur Badan "
            "Riset dan Inovasi Daerah"
        ),
        LegalBasis(
            "Peraturan Badan Riset dan Inovasi Nasional Republik Indonesia Nomor 5 Tahun 2023 tentang Tata Kelola dan "
            "Inovasi di Daerah"
        ),
    ),
    procedure=(
        "Diskopukm menyediakan website Si Opik Sehat yang digunakan untuk mendata koperasi aktif dan sehat yang "
        "tersebar di Kabupaten Bogor serta menyebarkan informasi mengenai pelatihan di bidang koperasi.",
        "Diskopukm bagian Kelembagaan dan Pemberdayaan Koperasi melakukan penyuluhan setiap bulannya bagi para pelaku "
        "koperasi baik aktif maupun sehat yang sama sekali belum maupun tidak lengkap dalam melakukan pendataan.",
        "Diskopukm bagian Kelembagaan dan Pemberdayaan Koperasi melakukan bimbingan bagi para koperasi baik aktif "
        "maupun sehat dalam mengakses serta melakukan pendataan melalui website Si Opik Sehat.",
        "Data terbaru terinput di website Si Opik Sehat.",
        "Para pelaku koperasi di Kabupaten Bogor yang sudah terdata mengikuti rangkaian kegiatan acara dan pelatihan "
        "yang tersedia di website Si Opik Sehat.",
        "Diskopukm melakukan evaluasi dan menentukan kegiatan selanjutnya.",
    ),
    units_concerned=(
        "Dinas Koperasi dan UKM Kabupaten Bogor",
        "Pemerintah Daerah",
        "Pengelola Koperasi di Kabupaten Bogor",
    ),
    executors=("Dinas Koperasi dan UKM Kabupaten Bogor Bagian Kelembagaan dan Pemberdayaan Koperasi.",),
)

SI_OPIK_SEHAT = Programme(
    name="siopik",
    title="SI OPIK SEHAT",
    unit=KPK,
    permission=RUN_PROGRAMME,
    document=DOCUMENT,
    timelines=(TIMELINE_1,),
    figures=cycle_figures,
)
