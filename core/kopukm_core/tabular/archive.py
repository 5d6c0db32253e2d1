"""A workbook's zip archive, inflated and counted before anything reads it: its directory may lie."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO

from kopukm_core.tabular.limits import MEGABYTE, TabularLimits
from kopukm_core.tabular.sheets import TabularError

_MOST_ENTRIES = 2_000
_SMALL = 50 * MEGABYTE
"""What may be inflated whatever the ratio: a sheet of few values that repeat packs very well."""
_CHUNK = 1 << 16
_INFLATED_AT_ONCE = 1 << 20
_LOCAL_HEADER = 30


def check_archive(archive: zipfile.ZipFile, size: int, limits: TabularLimits) -> None:
    """Raise TabularLimitError where the archive of this size in bytes holds more than the limits allow.

    First what its directory says, then what comes out of each entry; entries that share their packed bytes count each.
    """
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise TabularError(f"Berkas ini memuat {len(entries)} bagian; buku kerja hanya memuat puluhan.")
    most = limits.unpacked_megabytes * MEGABYTE
    _check(sum(entry.file_size for entry in entries), size, limits)
    unpacked = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise TabularError(
                "Berkas dilindungi kata sandi.", remedy="Hapus kata sandinya, simpan, lalu unggah lagi."
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TabularError("Berkas ini dimampatkan dengan cara yang tidak dipakai buku kerja.")
        unpacked += _unpacked_bytes(archive, entry, most + 1 - unpacked)
        _check(unpacked, size, limits)


def _check(unpacked: int, size: int, limits: TabularLimits) -> None:
    if unpacked > limits.unpacked_megabytes * MEGABYTE:
        raise limits.exceeded(
            "unpacked_megabytes",
            f"Isi berkas yang dimampatkan ini lebih dari {limits.unpacked_megabytes} MB",
        )
    if unpacked > _SMALL and unpacked > size * limits.ratio:
        raise limits.exceeded(
            "ratio", f"Isi berkas ini {unpacked // max(size, 1)} kali lebih besar daripada berkasnya"
        )


def _unpacked_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> int:
    """How many bytes come out of the entry; counted no further than `most`."""
    stream = archive.fp
    if stream is None:
        raise zipfile.BadZipFile("closed")
    stream.seek(entry.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile("bad local header")
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    if entry.compress_type == zipfile.ZIP_STORED:
        return entry.compress_size
    return _inflated_bytes(stream, entry.compress_size, most)


def _inflated_bytes(stream: IO[bytes], packed: int, most: int) -> int:
    inflater, found = zlib.decompressobj(-15), 0
    try:
        while packed > 0 and not inflater.eof:
            given = stream.read(min(_CHUNK, packed))
            if not given:
                break
            packed -= len(given)
            while given and found <= most:
                found += len(inflater.decompress(given, _INFLATED_AT_ONCE))
                given = inflater.unconsumed_tail
            if found > most:
                break
    except zlib.error as fault:
        raise zipfile.BadZipFile(str(fault)) from fault
    return found
