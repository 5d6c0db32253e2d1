"""Words for what a message is for, how urgent it is, how far it came and why it did not arrive."""

from __future__ import annotations

from kopukm_core.values import Choice


class MessagePurpose(Choice):
    """Why the office writes: it decides whether a message needs consent."""

    SERVICE = "service", "Layanan"
    """About the party's own business with the office; needs no consent."""
    INVITATION = "invitation", "Undangan"
    """To an activity of the office; sent until the party objects."""
    PROMOTION = "promotion", "Promosi"
    """Anything else that the office would like to be read; only with consent."""


class MessagePriority(Choice):
    """What goes out first: an answer to somebody who waits, one message, or many at once."""

    REPLY = "reply", "Balasan"
    """Sent although the party has stopped the channel: it has just written itself."""
    NORMAL = "normal", "Biasa"
    BULK = "bulk", "Massal"
    """Waits through the quiet hours of its channel."""


class MessageStatus(Choice):
    """How far a message came. `kopukm_core.messaging.status` says in which order."""

    QUEUED = "queued", "Antre"
    HELD = "held", "Ditahan"
    SENDING = "sending", "Sedang dikirim"
    CANCELLED = "cancelled", "Tidak dikirim"
    SENT = "sent", "Terkirim"
    FAILED = "failed", "Gagal"
    DELIVERED = "delivered", "Sampai"
    READ = "read", "Dibaca"


class MessageFault(Choice):
    """Why a message did not go out, or not yet."""

    RETRYABLE = "retryable", "Gangguan sementara"
    THROTTLED = "throttled", "Terlalu cepat"
    CONTACT_STOPPED = "contact_stopped", "Alamat tidak dapat dipakai lagi"
    CONFIGURATION = "configuration", "Pengaturan kanal salah"
    PERMANENT = "permanent", "Ditolak untuk seterusnya"
    UNREACHABLE = "unreachable", "Tidak ada alamat yang dapat dicapai"
    OPTED_OUT = "opted_out", "Penerima berhenti menerima pesan"
    NO_CONSENT = "no_consent", "Tidak ada persetujuan"
    EXPIRED = "expired", "Sudah lewat gunanya"
    """A reminder of what has begun, an offer that ended."""
    GIVEN_UP = "given_up", "Berulang kali atau terlalu lama tidak terkirim"
    """Nobody told of it what became of the last attempts, or its time ran out: it may have arrived all the same."""


REFUSED = frozenset((MessageFault.OPTED_OUT, MessageFault.NO_CONSENT))
"""What the party itself decided: such a message is cancelled, every other fault makes it fail."""
