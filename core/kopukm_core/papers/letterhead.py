"""Who writes and who signs: the head of the office's papers and its officials, as values."""

from __future__ import annotations

from dataclasses import dataclass

NOT_FILLED = "belum diisi"
"""What a paper shows where the office has not said yet."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of every paper. What is blank is printed as "belum diisi", except what an office may lack.

    `place` is where letters are dated ("Cibinong"). `logo` is a PNG, JPEG or SVG file.
    """

    government: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    place: str = ""
    logo: bytes = b""

    @property
    def contact_line(self) -> str:
        """Telephone, e-mail and website in one line."""
        named = (("Telepon", self.phone or NOT_FILLED), ("Surel", self.email), ("Situs", self.website))
        return " · ".join(f"{label} {text}" for label, text in named if text)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: `position` is the office held, `capacity` "Plh." or "Plt." for one who stands in, else empty."""

    name: str = ""
    position: str = ""
    nip: str = ""
    rank: str = ""
    capacity: str = ""

    @property
    def position_line(self) -> str:
        """`Plh. Kepala Dinas`."""
        return f"{self.capacity} {self.position or NOT_FILLED}".strip()
