"""`kopukm backup` and `kopukm restore`: everything but the keys in one file, and back."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from kopukm_core.backup import Manifest, check_archive, create_backup, remove_older, restore_backup
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import ProgressLine, grouped, note, say
from kopukm_core.platform import Platform


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "place",
        nargs="?",
        type=Path,
        metavar="FOLDER|BERKAS.zip",
        help="tempat cadangan; bawaan: folder backups di KOPUKM_HOME",
    )
    parser.add_argument(
        "--keep", type=_count, metavar="N", help="sesudahnya, sisakan N cadangan terbaru di folder itu"
    )
    parser.add_argument(
        "--check",
        type=Path,
        metavar="BERKAS",
        help="periksa keutuhan sebuah cadangan; tidak membuat yang baru",
    )


def _configure_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="cadangan dari `kopukm backup`")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="ganti basis data yang sudah berisi (SQLite: yang lama disimpan)",
    )
    parser.add_argument(
        "--hold-jobs",
        action="store_true",
        help="untuk percobaan: pekerjaan yang menunggu ditahan dan jadwal dijeda, supaya tidak ada yang terkirim",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} bukan bilangan mulai 1")
    return int(text)


async def _backup(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.check is not None:
        manifest = check_archive(arguments.check, ProgressLine("Memeriksa"))
        say(f"Utuh: {arguments.check}")
        _tell(manifest)
        return 0
    path, manifest = await create_backup(platform, arguments.place, progress=ProgressLine("Menyalin"))
    say(f"Cadangan: {path} ({grouped(max(1, path.stat().st_size // 1024))} KiB)")
    _tell(manifest)
    if manifest.missing_files:
        note(
            f"⚠ {len(manifest.missing_files)} berkas tidak ada lagi di tempat berkas; tidak ikut dicadangkan."
        )
    if manifest.keys:
        note(
            f"Kunci {', '.join(manifest.keys)} tidak ada di dalamnya: simpan terpisah, tanpanya data pribadi hilang."
        )
    if arguments.keep:
        for older in remove_older(path.parent, arguments.keep):
            note(f"Dihapus: {older.name}")
    return 0


async def _restore(arguments: argparse.Namespace, platform: Platform) -> int:
    done = await restore_backup(
        platform,
        arguments.file,
        replace_existing=arguments.replace,
        hold_jobs=arguments.hold_jobs,
        progress=ProgressLine("Memulihkan"),
    )
    say(f"Dipulihkan dari {arguments.file}.")
    _tell(done.manifest)
    if done.migrated:
        say(f"Dimutakhirkan: {len(done.migrated)} migrasi dijalankan.")
    if done.kept is not None:
        say(f"Basis data yang lama disimpan: {done.kept}")
    if arguments.hold_jobs:
        note(f"{done.held_jobs} pekerjaan ditahan dan semua jadwal dijeda.")
    return 0


def _tell(manifest: Manifest) -> None:
    say(
        f"  {_moment(manifest.made_at)}, kopukm {manifest.program_version}, {manifest.database}: "
        f"{grouped(manifest.row_count)} baris dalam {len(manifest.tables)} tabel, {grouped(len(manifest.files))} berkas"
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y %H.%M} (UTC{moment:%z})"


BACKUP = Subcommand(
    "backup", "cadangkan basis data dan berkas, atau periksa sebuah cadangan", _configure_backup, _backup
)
RESTORE = Subcommand("restore", "pulihkan dari cadangan", _configure_restore, _restore)
