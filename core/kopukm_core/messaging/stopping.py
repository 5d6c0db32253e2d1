"""Words by which people stop messages, or allow them again; the same for every channel."""

from __future__ import annotations

import re
import unicodedata

from kopukm_core.values import Choice


class StopWord(Choice):
    """What somebody asks for who writes such a word."""

    STOP = "stop", "Berhenti menerima pesan"
    ALLOW = "allow", "Menerima pesan lagi"


_POLITE = re.compile(
    r"\b(?:tolong|mohon|please|pak|bu|min|admin|ya|dong|saja|aja|kirim|kirimi|pesan|pesannya)\b"
)
_STOP = {
    "stop", "setop", "berhenti", "berhentikan", "hentikan", "unsubscribe", "unsub", "unreg", "stop all",
    "berhenti langganan", "batal langganan", "jangan lagi", "jangan", "tidak mau lagi", "stop promosi",
    "berhenti menerima",
}  # fmt: skip
_ALLOW = {
    "mulai",
    "start",
    "mulai lagi",
    "lanjut",
    "lanjutkan",
    "langganan",
    "subscribe",
    "terima lagi",
    "aktifkan",
}


def stop_word(text: str) -> StopWord | None:
    """What the whole message asks for: "STOP", "berhenti", "Tolong hentikan pesan ini", "mulai"; None for any other.

    A longer sentence in which such a word occurs is a message for people.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = " ".join(re.sub(r"[^\w ]+", " ", _POLITE.sub(" ", plain)).split())
    words = words.removesuffix(" ini").removesuffix(" nya")
    if words in _STOP:
        return StopWord.STOP
    return StopWord.ALLOW if words in _ALLOW else None
