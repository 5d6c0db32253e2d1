"""Kinds of values that Python's own types do not tell apart."""

from __future__ import annotations

from typing import NewType

Rupiah = NewType("Rupiah", int)
"""Whole rupiah; may be negative (a loss)."""

RegionCode = NewType("RegionCode", str)
"""Dotted Kemendagri code: `32`, `32.01`, `32.01.13`, `32.01.13.2004`."""

Year = NewType("Year", int)
"""A calendar or book year, four digits."""

EmailAddress = NewType("EmailAddress", str)
"""A mail address in lower case."""

PhoneNumber = NewType("PhoneNumber", str)
"""An Indonesian number with country code: `+6281012345678`."""

PostalCode = NewType("PostalCode", str)
"""Five digits."""

FileReference = NewType("FileReference", int)
"""The number of an uploaded file (`StoredFile.id`)."""

Nik = NewType("Nik", str)
"""A person's Nomor Induk Kependudukan: sixteen digits. (A cooperative's NIK has thirteen.)"""

BusinessNumber = NewType("BusinessNumber", str)
"""Nomor Induk Berusaha (NIB): thirteen digits."""
