"""The installation's folder and the disk below it."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from kopukm_core.db.address import database_address
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning
from kopukm_core.errors import KopukmError
from kopukm_core.privacy.key_file import KEY_FILE

LITTLE, VERY_LITTLE = 1_000_000_000, 200_000_000
"""Bytes free below which a person should act soon, and now."""


@check("core.home", "Folder instalasi")
async def home_check(checkup: Checkup) -> list[Finding]:
    home = checkup.settings.home
    try:
        kind = home.stat()
    except FileNotFoundError:
        return [_not_there(home)]
    except OSError as error:
        return [fault(f"{home} tidak dapat dibuka: {os.strerror(error.errno or 0)}.", remedy=_remedy(home))]
    if not stat.S_ISDIR(kind.st_mode):
        return [fault(f"{home} bukan folder.", remedy="Pilih folder lain lewat KOPUKM_HOME.")]
    findings: list[Finding] = []
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        findings.append(fault(f"{home} tidak dapat ditulis akun ini.", remedy=_remedy(home)))
    findings += _open_to_others(checkup, home, kind)
    return findings or [ok(f"{home} dapat ditulis.")]


def _not_there(home: Path) -> Finding:
    above = next((folder for folder in home.parents if folder.exists()), Path("/"))
    if os.access(above, os.W_OK) and above.is_dir():
        return warning(f"{home} belum ada.", "Dibuat saat pertama kali dipakai.", "kopukm serve")
    return fault(f"{home} belum ada dan tidak dapat dibuat.", remedy=_remedy(home))


def _open_to_others(checkup: Checkup, home: Path, kind: os.stat_result) -> list[Finding]:
    findings: list[Finding] = []
    if kind.st_mode & 0o002:
        findings.append(
            fault(f"{home} dapat ditulis siapa saja.", "Kunci dapat diganti orang.", f"chmod 700 {home}")
        )
    elif kind.st_mode & 0o007 and checkup.settings.is_production:
        findings.append(warning(f"{home} dapat dibuka semua pengguna mesin ini.", remedy=f"chmod 700 {home}"))
    for name in (KEY_FILE, "kopukm.sqlite3"):
        file = home / name
        try:
            mode = stat.S_IMODE(file.stat().st_mode)
        except OSError:
            continue
        if mode & 0o077:
            findings.append(
                fault(
                    f"{file} dapat dibaca pengguna lain ({mode:o}).",
                    "Data pribadi dapat terbuka." if name == KEY_FILE else "Isinya data orang.",
                    f"chmod 600 {file}",
                )
            )
    return findings


def _remedy(home: Path) -> str:
    return f"Buat foldernya dan beri izin: sudo install -d -m 700 -o kopukm {home}"


@check("core.disk", "Ruang disk")
async def disk_check(checkup: Checkup) -> list[Finding]:
    places = {checkup.settings.home}
    try:
        file = database_address(checkup.settings).file
    except KopukmError:
        file = None
    if file is not None:
        places.add(file.parent)
    findings: list[Finding] = []
    for place in sorted(places):
        there = next((folder for folder in (place, *place.parents) if folder.is_dir()), Path("/"))
        free = shutil.disk_usage(there).free
        told = f"{free / 1e9:.1f} GB bebas di {there}.".replace(".", ",", 1)
        if free < LITTLE:
            make = fault if free < VERY_LITTLE else warning
            findings.append(
                make(
                    told, "Bila disk penuh, tidak ada yang tersimpan.", "Kosongkan ruang, atau besarkan disk."
                )
            )
    return findings or [ok(told)]
