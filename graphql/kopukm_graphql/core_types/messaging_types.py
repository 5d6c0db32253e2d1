"""Messages, contacts, consent and stops in the contract."""

from __future__ import annotations

from kopukm_core.messaging import MessageFault, MessagePriority, MessagePurpose, MessageStatus
from kopukm_core.messaging.models import (
    PRIORITIES,
    MessageChannel,
    MessageConsent,
    MessageStop,
    MessageText,
    OutboundMessage,
)
from kopukm_core.parties import ContactKind
from kopukm_core.parties.kinds import ContactStop
from kopukm_core.parties.models import ContactPoint
from kopukm_graphql.server.message_attachments import attachment_paths
from kopukm_graphql.source.declaration import Order, source
from kopukm_graphql.source.fields import column, computed, to_one
from kopukm_graphql.source.types import enum_definition

enum_definition(ContactKind, "Jenis kontak.")
enum_definition(ContactStop, "Mengapa sebuah kontak tidak dipakai lagi.")
enum_definition(MessageFault, "Mengapa sebuah pesan tidak terkirim, atau belum.")
enum_definition(MessagePriority, "Mana yang dikirim lebih dahulu.")
enum_definition(MessagePurpose, "Untuk apa dinas berkirim pesan.")
enum_definition(MessageStatus, "Sejauh mana sebuah pesan.")

_PRIORITIES = {number: word for word, number in PRIORITIES.items()}


@source(
    OutboundMessage,
    description="Pesan dari dinas kepada satu pihak.",
    filters=(
        "status",
        "channel",
        "template",
        "purpose",
        "fault",
        "about",
        "created_at",
        "sent_at",
        "party",
    ),
    orders=(Order("created_at", "created_at", "Menurut waktu dibuat."),),
    default_order=("-created_at",),
)
class Message:
    """One message out."""

    party = to_one("Party", key="party_id", description="Kepada siapa.")
    contact_point = to_one("ContactPoint", key="contact_point_id", description="Ke kontak yang mana.")
    channel = column("Nama kanalnya; kosong bila tidak ada yang mencapainya.")
    template = column("Nama pesannya.")
    template_version = column("Versi teks dinas; 0 teks bawaan.")
    subject = column("Judulnya.")
    text = column(
        "Isinya sebagaimana dikirim; kosong bagi siapa pun selain penerimanya, karena memuat kode jawabannya."
    )
    purpose = column("Untuk apa.")

    @computed(
        columns=("id", "attachments"),
        description="Alamat untuk mengunduh lampirannya, dengan header Authorization yang sama. Pakai apa adanya.",
    )
    def attachment_paths(id: int, attachments: str) -> list[str]:  # noqa: A002 - the column's name
        return attachment_paths(id, len(attachments.split()))

    about = column("Catatan yang dibicarakannya, misalnya core.CycleStep:12.")
    status = column("Sejauh mana.")
    fault = column("Mengapa tidak terkirim, atau belum.")
    error = column("Keterangan kanal, misalnya kode status surel.")
    attempts = column("Berapa kali dicoba.")
    next_attempt_at = column("Paling cepat dikirim.")
    created_at = column("Kapan dibuat.")
    sent_at = column("Kapan diterima penyedia kanal.")
    delivered_at = column("Kapan sampai.")
    read_at = column("Kapan dibaca.")
    ended_at = column("Kapan gagal atau dibatalkan.")

    @computed(columns=("priority",), description="Mana yang dikirim lebih dahulu.")
    def priority(priority: int) -> MessagePriority:
        return _PRIORITIES[priority]


@source(
    ContactPoint,
    description="Cara mencapai seseorang atau sebuah lembaga; nilainya selalu tersamar.",
    filters=("kind", "stopped_because", "stopped_at", "verified_at"),
    orders=(Order("stopped_at", "stopped_at", "Menurut waktu dihentikan."),),
)
class Contact:
    """A way to reach a party."""

    kind = column("Jenisnya.")
    value = column("Nomor atau alamatnya, tersamar.")
    rank = column("Urutan dicoba; yang terkecil lebih dahulu.")
    created_at = column("Kapan dicatat.")
    verified_at = column("Kapan dipastikan miliknya.")
    stopped_at = column("Kapan berhenti dipakai.")
    stopped_because = column("Mengapa berhenti dipakai.")


@source(MessageConsent, description="Persetujuan menerima undangan atau promosi, atau keberatan terhadapnya.")
class Consent:
    """What a party agreed to."""

    party = to_one("Party", key="party_id", description="Siapa yang menyetujui.")
    purpose = column("Untuk apa.")
    notice_version = column("Versi pemberitahuan yang dibaca.")
    given_at = column("Kapan diberikan; kosong bila ini keberatan.")
    given_through = column("Lewat pintu mana.")
    withdrawn_at = column("Kapan ditarik.")
    withdrawn_through = column("Lewat pintu mana ditarik.")


@source(MessageStop, description="Penghentian pesan oleh penerimanya.")
class Stop:
    """A channel that a party stopped."""

    party = to_one("Party", key="party_id", description="Siapa yang berhenti menerima.")
    channel = column("Kanal yang dihentikan; kosong berarti semua.")
    stopped_at = column("Sejak kapan.")
    stopped_through = column("Lewat pintu mana.")
    ended_at = column("Kapan diizinkan lagi.")


@source(MessageText, description="Satu versi teks pesan yang ditulis dinas.", filters=("template",))
class Text:
    """A version of a text."""

    template = column("Nama pesannya.")
    version = column("Versinya; yang tertinggi berlaku.")
    subject = column("Judulnya.")
    text = column("Teksnya, dengan isian {nama}.")
    changed_at = column("Kapan ditulis.")


@source(MessageChannel, description="Kanal keluar sebagaimana diatur dinas.", orders=("name",))
class OfficeChannel:
    """A channel's settings."""

    name = column("Namanya.")
    messages_per_minute = column("Pesan per menit, paling banyak.")
    most_attempts = column("Paling banyak sebuah pesan dicoba; sesudah itu gagal.")
    give_up_hours = column("Paling lama sebuah pesan dicoba, dalam jam sejak waktunya.")
    paused_at = column("Sejak kapan dihentikan sementara.")
    paused_because = column("Mengapa dihentikan.")

    @computed(columns=("quiet_from",), description="Jam tenang pesan massal mulai, misalnya 20.00.")
    def quiet_from(quiet_from: int) -> str:
        return f"{quiet_from // 60:02}.{quiet_from % 60:02}"

    @computed(columns=("quiet_until",), description="Jam tenang berakhir; sama dengan mulainya: tidak ada.")
    def quiet_until(quiet_until: int) -> str:
        return f"{quiet_until // 60:02}.{quiet_until % 60:02}"


MESSAGING_TYPES = (Message, Contact, Consent, Stop, Text, OfficeChannel)
