"""Papers as PDF, read back: every text on them, pages, repeated headings, codes, and nothing taken for markup."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kopukm_core.papers import (
    SCALE,
    AttendanceBlock,
    AttendanceList,
    Attendant,
    Certificate,
    ColumnKind,
    EvaluationSheet,
    Letter,
    Letterhead,
    Particulars,
    QrCode,
    SheetQuestion,
    Signatory,
    Table,
    TableColumn,
    TablesPaper,
    TypesettingError,
    Withheld,
    attendance_list_pdf,
    certificate_pdf,
    certificates_pdf,
    evaluation_sheet_pdf,
    letter_pdf,
    letters_pdf,
    tables_pdf,
)
from kopukm_core.papers.typesetting import typeset
from read_papers import codes_of, pages_of, size_of

pytestmark = pytest.mark.anyio

HOSTILE = '#panic() *tebal* $x$ `kode` // \\ " <b> @label #import "@preview/x:1.0.0" [a] ~ – ’ {{7*7}}'
COLUMNS = (
    TableColumn("Nama koperasi"),
    TableColumn("Kecamatan"),
    TableColumn("RAT terakhir", ColumnKind.DATE),
    TableColumn("Anggota", ColumnKind.NUMBER),
    TableColumn("Volume usaha", ColumnKind.RUPIAH),
    TableColumn("Hadir", ColumnKind.PERCENT),
)


def paper_of(head: Letterhead, moment: datetime, *rows: tuple[object, ...], **table: object) -> TablesPaper:
    made = Table("Koperasi aktif", COLUMNS, rows, **table)  # type: ignore[arg-type]
    return TablesPaper(
        "Keadaan Koperasi", ("Paragraf pembuka.", made), moment, (("Wilayah", "Kabupaten Bogor"),), head
    )


async def test_a_table_over_pages_repeats_its_heading_and_counts_its_pages(
    head: Letterhead, moment: datetime
) -> None:
    rows: list[tuple[object, ...]] = [
        (f"Koperasi {n}", "Cibinong", date(2026, 3, 1), n, 1_250_000 * n, 12.5) for n in range(1, 121)
    ]
    secret = Withheld("Terlalu sedikit.")
    rows[0] = (*rows[0][:-1], secret)
    total = ("Jumlah", None, None, 7260, 9_075_000_000, secret)
    definitions = ("Aktif: RAT tahun buku 2025 dilaporkan.",)
    pages = pages_of(await tables_pdf(paper_of(head, moment, *rows, definitions=definitions, total=total)))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "Nama koperasi" in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "Dicetak 22 November 2026 15.04 WIB" in text
    assert "DINAS KOPERASI DAN UKM" in pages[0]
    assert "Wilayah : Kabupaten Bogor" in pages[0]
    assert "DINAS" not in pages[1]
    assert "Koperasi 1 Cibinong 1 Maret 2026 1 Rp1.250.000 –*" in pages[0]
    assert "Koperasi 2 Cibinong 1 Maret 2026 2 Rp2.500.000 12,50%" in pages[0]
    assert "Jumlah 7.260 Rp9.075.000.000 –*" in pages[-1]
    assert definitions[0] in pages[-1]
    assert pages[-1].count("–* Terlalu sedikit.") == 1


async def test_hostile_and_odd_text_is_printed_as_it_is(head: Letterhead, moment: datetime) -> None:
    names = (HOSTILE, "Muḥammad Ṣāliḥ bin ‘Abdullāh", "Café “Énak” – Ibu’s", "Ñ ç ß ø ā ī ū", "=1+1")
    rows = [(name, HOSTILE, None, None, None, None) for name in names]
    (text,) = pages_of(await tables_pdf(paper_of(head, moment, *rows)))
    for name in names:
        assert name.split(" ")[-1] in text
    assert "#panic() *tebal* $x$" in text
    assert '#import "@preview/x:1.0.0"' in text.replace("” ", '" ')


async def test_a_word_longer_than_its_column_is_broken_and_control_characters_vanish(
    head: Letterhead, moment: datetime
) -> None:
    rows = [("W" * 300, "a\x00b\u202ec\ud800d", None, None, None, None)]
    (text,) = pages_of(await tables_pdf(paper_of(head, moment, *rows)))
    assert text.replace(" ", "").count("W") >= 300
    assert "\x00" not in text


async def test_the_same_values_give_the_same_bytes(head: Letterhead, moment: datetime) -> None:
    paper = paper_of(head, moment, ("Melati", "Cibinong", None, 3, None, None))
    first = await tables_pdf(paper)
    assert first == await tables_pdf(paper)
    assert first != await tables_pdf(paper_of(head, moment, ("Melati", "Cibinong", None, 4, None, None)))


async def test_few_columns_stand_upright_and_many_across(head: Letterhead, moment: datetime) -> None:
    assert size_of(await tables_pdf(paper_of(head, moment, ("Melati",) + (None,) * 5))) == (210, 297)
    wide = (
        "Koperasi Konsumen Sejahtera Bersama Desa",
        "Gunung Putri Selatan",
        date(2026, 12, 30),
        1,
        10**12,
        1.5,
    )
    assert size_of(await tables_pdf(paper_of(head, moment, wide))) == (297, 210)


async def test_an_empty_table_and_a_blank_letterhead_say_so(moment: datetime) -> None:
    total = ("Jumlah", None, None, 0, 0, None)
    (text,) = pages_of(await tables_pdf(paper_of(Letterhead(), moment, total=total)))
    assert "Tidak ada data." in text
    assert "Jumlah" not in text
    assert "NAMA DINAS BELUM DIISI" in text


def letter_of(
    head: Letterhead, signatory: Signatory, moment: datetime, *more: str, number: str = "005/1/XI/2026"
) -> Letter:
    return Letter(
        number,
        date(2026, 11, 22),
        "Undangan",
        ("Pengurus KSU Melati", "Desa Pakansari"),
        ("Kami mengundang pada:", Particulars((("Tempat", "Aula Dinas"),)), *more),
        signatory,
        head,
        moment,
        copies=("Bupati Bogor",),
        code=QrCode(f"https://contoh.id/periksa/{number[4:5]}", "Periksa surat ini"),
    )


async def test_a_letter_carries_number_recipient_signatory_and_code(
    head: Letterhead, signatory: Signatory, moment: datetime
) -> None:
    made = await letter_pdf(letter_of(head, signatory, moment))
    (text,) = pages_of(made)
    for part in (
        "Nomor : 005/1/XI/2026", "Cibinong, 22 November 2026", "Yth. Pengurus KSU Melati", "Tempat : Aula Dinas",
        "Plh. Kepala Dinas,", "Dra. Siti Aminah, M.Si.", "NIP 196801011990032001", "Tembusan: 1. Bupati Bogor",
    ):  # fmt: skip
        assert part in text, text
    assert codes_of(made) == ["https://contoh.id/periksa/1"]


async def test_letters_in_one_file_count_their_own_pages(
    head: Letterhead, signatory: Signatory, moment: datetime
) -> None:
    long = letter_of(head, signatory, moment, *["Paragraf yang panjang sekali. " * 40] * 6)
    made = await letters_pdf([long, letter_of(head, signatory, moment, number="005/2/XI/2026")])
    pages = pages_of(made)
    ends = [text.rpartition("Halaman ")[2] for text in pages]
    assert ends[-1] == "1 dari 1"
    assert ends[:-1] == [f"{n} dari {len(pages) - 1}" for n in range(1, len(pages))]
    assert len(pages) > 2
    assert codes_of(made, len(pages) - 1) == ["https://contoh.id/periksa/2"]


async def test_an_attendance_list_has_lines_blocks_and_a_code_to_check_in(
    head: Letterhead, moment: datetime
) -> None:
    people = [Attendant(f"Peserta {n}", "KSU Melati", "Cibinong") for n in range(1, 31)]
    blocks = (
        AttendanceBlock("09.00–12.00", people, 2, QrCode("hadir-1", "Pindai untuk hadir")),
        AttendanceBlock("13.00–16.00", [Attendant("Tini", number="A-7")], 0),
    )
    made = await attendance_list_pdf(
        AttendanceList("Sosialisasi", (("Tempat", "Aula"),), blocks, head, moment)
    )
    pages = pages_of(made)
    assert "Peserta 30 KSU Melati Cibinong" in pages[-2]
    assert "32. ……" in pages[-2]
    assert all("Tanda tangan" in text for text in pages)
    assert "Sesi : 13.00–16.00" in pages[-1]
    assert "A-7 Tini" in pages[-1]
    assert (codes_of(made), codes_of(made, len(pages) - 1)) == (["hadir-1"], [])


async def test_certificates_fit_one_page_each_with_the_longest_names(
    head: Letterhead, signatory: Signatory, moment: datetime
) -> None:
    def certificate(name: str, activity: str) -> Certificate:
        return Certificate(
            "021/SERT/XI/2026", name, activity, date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23),
            signatory, head, moment, institution="KSU Melati", place="Aula Dinas",
            code=QrCode("https://contoh.id/periksa/7", "Periksa keasliannya"),
        )  # fmt: skip

    made = await certificate_pdf(certificate("Siti Aminah", "Pelatihan"))
    (text,) = pages_of(made)
    assert size_of(made) == (297, 210)
    assert "Siti Aminah KSU Melati sebagai Peserta pada kegiatan Pelatihan" in text
    assert "di Aula Dinas, 20 – 22 November 2026" in text
    assert "Cibinong, 23 November 2026 Plh. Kepala Dinas," in text
    assert codes_of(made) == ["https://contoh.id/periksa/7"]
    longest = certificate("Raden Ajeng " * 8, "Pelatihan Penyusunan Laporan Pertanggungjawaban " * 5)
    assert len(pages_of(await certificates_pdf([longest, longest]))) == 2


async def test_an_evaluation_sheet_is_empty_or_as_answered(head: Letterhead, moment: datetime) -> None:
    asked = (SheetQuestion("Materi?", SCALE), SheetQuestion("Saran?", lines=3))
    answered = (
        SheetQuestion("Materi?", SCALE, answer="4"),
        SheetQuestion("Saran?", answer="Tambah *waktu*."),
    )
    particulars = (("Kegiatan", "Sosialisasi"), ("Nama", ""))
    empty, filled = [
        await evaluation_sheet_pdf(EvaluationSheet("Lembar Evaluasi", particulars, each, head, moment))
        for each in (asked, answered)
    ]
    assert "2. Saran?" in pages_of(empty)[0]
    assert ". . . . ." in pages_of(empty)[0]
    assert "Tambah *waktu*." in pages_of(filled)[0]
    assert empty != filled


async def test_a_long_table_is_set_by_a_process_of_its_own_with_the_same_result(
    head: Letterhead, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = paper_of(head, moment, ("Muḥammad " + HOSTILE, "Cibinong", None, 3, None, None))
    here = await tables_pdf(paper)
    monkeypatch.setattr("kopukm_core.papers.typesetting.LONG", 10)
    assert await tables_pdf(paper) == here
    with pytest.raises(TypesettingError, match="tables tidak dapat disusun"):
        await typeset("tables", {"title": "tanpa isi"}, moment=moment)
