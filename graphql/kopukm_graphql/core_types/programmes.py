"""The programmes of core in the contract: units, officials, letterhead, SOPs and timelines."""

from __future__ import annotations

from datetime import date

from kopukm_core.programmes import choices, models
from kopukm_core.programmes.timeline import Anchor, EvidenceKind
from kopukm_core.values import short_date
from kopukm_graphql.contribution import Contribution
from kopukm_graphql.core_types.programme_flow import FLOW_ROOTS
from kopukm_graphql.core_types.programme_office import OFFICE_ROOTS
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, connection_to, to_many, to_one
from kopukm_graphql.source.roots import connection, listing, lookup
from kopukm_graphql.source.types import enum_definition

enum_definition(choices.Capacity, "Kedudukan seorang pejabat.")
enum_definition(choices.Paper, "Naskah yang ditandatangani.")
enum_definition(choices.DocumentSection, "Bagian SOP yang berupa daftar.")
enum_definition(Anchor, "Dari mana hari sebuah langkah dihitung.")
enum_definition(EvidenceKind, "Apa yang membuktikan sebuah langkah.")

BLANK = "belum diisi"
"""What stands where the SOP is blank."""


@source(
    models.Unit,
    description="Unit atau tim dinas; ia juga sebuah pihak, yang anggotanya membaca pesannya.",
    filters=("key", "is_team", "closed_on"),
    orders=(Order("name", "name", "Menurut nama."),),
    default_order=("name",),
)
class UnitSource:
    key = column("Nama pendek yang dipakai langkah program.")
    name = column("Nama.")
    is_team = column("Dibentuk sebagai tim.")
    steps_per_day = column("Lebih dari sekian langkah sehari diperingatkan sebagai tumpukan.")
    closed_on = column("Berakhir pada.")
    parent = to_one("Unit", key="parent_id", description="Unit induknya.")
    party = to_one("Party", key="party_id", description="Unit ini sebagai pihak; terlihat oleh anggotanya.")


@source(
    models.Official,
    description="Pejabat yang menandatangani naskah dinas.",
    filters=("capacity", "starts_on", "ends_on"),
    orders=("starts_on",),
)
class OfficialSource:
    name = column("Nama dengan gelar.")
    title = column("Jabatan.")
    nip = column("NIP; hanya terlihat oleh yang membaca siklus program.")
    capacity = column("Kedudukan: definitif, Plh, atau Plt.")
    signs = column("Naskah yang ditandatanganinya.")
    starts_on = column("Mulai; kosong bila belum diisi.")
    ends_on = column("Sampai; kosong bila belum berakhir.")
    source = column("Dasarnya.")


@source(
    models.Letterhead,
    description="Nama dan alamat dinas pada kop surat, sejak suatu tanggal.",
    orders=("effective_on",),
)
class LetterheadSource:
    name = column("Nama dinas.")
    parent_name = column("Baris di atas namanya.")
    address = column("Alamat.")
    phone = column("Telepon.")
    fax = column("Faks.")
    email = column("Surel.")
    website = column("Situs.")
    region = to_one("Region", key="region_id", description="Wilayah kantornya.")
    effective_on = column("Berlaku sejak; kosong berarti sejak semula.")
    source = column("Dasarnya.")


@source(
    models.OfficeProgramme,
    name="Programme",
    description="Program dinas.",
    filters=("name", "unit"),
    orders=(Order("title", "title", "Menurut judul."),),
    default_order=("title",),
)
class ProgrammeSource:
    name = column("Nama untuk perintah.")
    title = column("Judul.")
    unit = to_one("Unit", key="unit_id", description="Unit penanggung jawab.")
    cycles_in_flight = column("Sekian siklus dalam sepekan diperingatkan sebagai tumpukan.")
    revisions = to_many(
        "ProgrammeRevision",
        key="programme_id",
        order=("-version",),
        first=50,
        description="Revisi SOP-nya, terbaru dahulu: rekam historis perubahan.",
    )
    document = to_many(
        "ProgrammeRevision",
        key="programme_id",
        where={"is_current": True},
        first=1,
        description="SOP yang berlaku.",
    )
    timelines = to_many(
        "ProgrammeTimeline",
        key="programme_id",
        order=("-version",),
        first=50,
        description="Versi garis waktunya, terbaru dahulu.",
    )
    cycles = connection_to("ProgrammeCycle", key="programme_id", description="Siklusnya yang boleh dilihat.")


@source(
    models.ProgrammeRevision,
    description="Satu revisi SOP sebuah program; yang lama tetap terbaca.",
    filters=("version", "is_current"),
    orders=("version",),
)
class ProgrammeRevisionSource:
    version = column("Urutan revisi di layanan ini.")
    title = column("Judul.")
    definition = column("Pengertian.")
    purpose = column("Tujuan.")
    change_note = column("Apa yang berubah.")
    source = column("Dari mana isinya.")
    issued_on = column("Tanggal terbit; kosong bila belum diisi.")
    recorded_at = column("Kapan dicatat.")
    is_current = column("Inilah yang berlaku.")
    programme = to_one("Programme", key="programme_id", description="Programnya.")
    entries = to_many(
        "ProgrammeRevisionEntry",
        key="revision_id",
        order=("position",),
        first=100,
        description="Butir-butir daftarnya, tiap bagian menurut urutannya.",
    )

    @computed(columns=("number",), description='Nomor dokumen; "belum diisi" bila kosong.')
    def number(number: str) -> str:
        return number or BLANK

    @computed(columns=("revision",), description='Nomor revisi; "belum diisi" bila kosong.')
    def revision(revision: str) -> str:
        return revision or BLANK

    @computed(columns=("issued_on",), description='Tanggal terbit dalam kata; "belum diisi" bila kosong.')
    def issued_on_words(issued_on: date | None) -> str:
        return short_date(issued_on) if issued_on else BLANK

    @computed(columns=("history",), description='Rekam historis perubahan; "belum diisi" bila kosong.')
    def history(history: str) -> str:
        return history or BLANK


@source(
    models.RevisionEntry,
    name="ProgrammeRevisionEntry",
    description="Satu butir daftar dalam SOP: dasar hukum, langkah prosedur, unit.",
    filters=("section",),
    orders=("position",),
)
class RevisionEntrySource:
    section = column("Bagiannya.")
    position = column("Urutannya dalam bagian itu.")
    text = column("Isinya.")
    note = column("Catatan, misalnya bahwa sudah dicabut.")


@source(
    models.ProgrammeTimeline,
    description="Satu versi garis waktu sebuah program.",
    filters=("version",),
    orders=("version",),
)
class ProgrammeTimelineSource:
    version = column("Versinya.")
    effective_on = column("Berlaku sejak.")
    source = column("Di mana tertulis.")
    steps = to_many(
        "TimelineStep", key="timeline_id", order=("position",), first=100, description="Langkah-langkahnya."
    )


@source(
    models.TimelineStep,
    description="Satu baris garis waktu: kapan, siapa, di mana, dengan bukti apa.",
    orders=("position",),
)
class TimelineStepSource:
    position = column("Urutannya.")
    key = column("Kuncinya dalam garis waktu ini.")
    number = column("Nomor di SOP.")
    phase = column("Tahapnya.")
    title = column("Kegiatannya.")
    anchor = column("Dari mana harinya dihitung.")
    offset_from = column("Mulai sekian hari dari sana.")
    offset_to = column("Sampai sekian hari dari sana.")
    unit_of_offset = column("Hari kalender atau hari kerja.")
    roll = column("Ke mana bila libur; kosong: maju sebelum hari H, mundur sesudahnya.")
    after_step = column("Kunci langkah yang diikutinya.")
    time_from = column("Dari pukul, JJ:MM.")
    time_to = column("Sampai pukul, JJ:MM.")
    place = column("Tempat.")
    parties = column("Pihak yang terlibat.")
    tools = column("Alat dan bahan.")
    evidence = column("Bukti yang diminta.")
    unit = to_one("Unit", key="unit_id", description="Unit yang bertanggung jawab.")

    @computed(
        columns=("inferred",),
        description="Isian yang kosong di SOP dan diambil dari baris di atasnya.",
    )
    def inferred(inferred: str) -> list[str]:
        return [name for name in inferred.split(",") if name]


PROGRAMMES_CONTRIBUTION = Contribution(
    types=(
        UnitSource,
        OfficialSource,
        LetterheadSource,
        ProgrammeSource,
        ProgrammeRevisionSource,
        RevisionEntrySource,
        ProgrammeTimelineSource,
        TimelineStepSource,
    ),
    query=(
        connection("units", of="Unit", description="Unit dan tim dinas."),
        listing("officials", of="Official", order=("id",), first=100, description="Pejabat yang tercatat."),
        listing(
            "letterheads", of="Letterhead", order=("id",), first=100, description="Kop surat yang tercatat."
        ),
        connection("programmes", of="Programme", description="Program dinas."),
        lookup("programme", of="Programme", by=("id", "name"), description="Satu program."),
        *FLOW_ROOTS,
        *OFFICE_ROOTS,
    ),
)
