"""The messaging of core in the contract."""

from kopukm_core.messaging.recording import TOPIC
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.core_types.messaging_carrying import CARRIED_MESSAGES
from kopukm_graphql.core_types.messaging_templates import MESSAGE_TEMPLATES
from kopukm_graphql.core_types.messaging_types import MESSAGING_TYPES
from kopukm_graphql.source.fields import connection_to, to_many, to_one
from kopukm_graphql.source.roots import connection, counts, listing, lookup, watch

MESSAGING_CONTRIBUTION = Contribution(
    types=MESSAGING_TYPES,
    query=(
        connection(
            "messages",
            of="OutboundMessage",
            description="Pesan keluar kepada pihak Anda, atau di wilayah Anda.",
        ),
        lookup("message", of="OutboundMessage", by=("id",), description="Satu pesan keluar."),
        counts(
            "messageCounts",
            of="OutboundMessage",
            by=("status", "channel", "fault"),
            definition="Pesan keluar yang boleh Anda lihat, menurut keadaannya sekarang.",
            description="Banyaknya pesan menurut status, kanal, dan sebab tidak terkirim.",
        ),
        connection(
            "contactPoints",
            of="ContactPoint",
            description="Kontak yang boleh Anda lihat; yang stoppedAt-nya terisi tidak dipakai lagi.",
        ),
        listing(
            "messageChannels", of="MessageChannel", order=("name",), description="Kanal keluar yang ada."
        ),
        connection(
            "messageTexts", of="MessageText", description="Teks pesan yang diubah dinas, tiap versinya."
        ),
        MESSAGE_TEMPLATES,
        CARRIED_MESSAGES,
    ),
    subscriptions=(
        watch(
            "messageChanged",
            "OutboundMessage",
            topic=TOPIC,
            key="message_id",
            by=("id", "within"),
            description="Pesan yang statusnya baru berubah; null: muat ulang yang ditampilkan.",
        ),
    ),
    fields=(
        extend(
            "Party",
            contact_points=to_many(
                "ContactPoint",
                key="party_id",
                order=("rank", "id"),
                first=20,
                description="Kontaknya, yang diutamakan lebih dahulu.",
            ),
            messages=connection_to(
                "OutboundMessage", key="party_id", description="Pesan yang dikirim kepadanya."
            ),
            consents=to_many(
                "MessageConsent",
                key="party_id",
                order=("-id",),
                first=20,
                description="Persetujuan dan penarikannya, yang terbaru lebih dahulu.",
            ),
            message_stops=to_many(
                "MessageStop",
                key="party_id",
                where={"ended_at": None},
                first=20,
                description="Kanal yang dihentikannya.",
            ),
        ),
        extend(
            "ContactPoint",
            party=to_one("Party", key="party_id", description="Pemiliknya, sejauh Anda boleh melihat."),
        ),
    ),
)
