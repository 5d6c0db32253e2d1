"""`kopukm keys`: the keys of personal data, a new one, moving everything to it, letting an old one go."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence

from tortoise import Model

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import ProgressLine, grouped, note, say, table
from kopukm_core.errors import ConfigurationError
from kopukm_core.platform import Platform
from kopukm_core.privacy.key_check import check_keys
from kopukm_core.privacy.key_file import change_key_file, keys_in_file
from kopukm_core.privacy.keys import KeyRing, active_keys, new_key
from kopukm_core.privacy.models import KeyFingerprint
from kopukm_core.privacy.rotation import drop_key, key_uses, rotate


def _configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="TINDAKAN")
    actions.add_parser("list", help="kunci yang ada, dan berapa nilai di bawah masing-masing (bawaan)")
    actions.add_parser("new", help="buat kunci baru di depan, atau tampilkan cara membuatnya")
    actions.add_parser("rotate", help="pindahkan semua nilai ke kunci yang sekarang; boleh diulang")
    drop = actions.add_parser("drop", help="lepaskan kunci lama yang tidak diperlukan lagi")
    drop.add_argument("key_id", metavar="KUNCI", help="nama kunci, misalnya k1")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    async with platform.open(prepare=False):
        match arguments.action:
            case "new":
                return await _new(platform)
            case "rotate":
                return await _rotate(platform)
            case "drop":
                return await _drop(platform, arguments.key_id)
        return await _list(platform)


async def _list(platform: Platform) -> int:
    ring, uses = active_keys(), await key_uses(_models(platform))
    known = {row.key_id: row for row in await KeyFingerprint.all().order_by("first_used_at")}
    lines = [("KUNCI", "SEJAK", "NILAI", "ORANG", "KEADAAN")]
    for key_id in dict.fromkeys((*ring.key_ids, *known, *uses)):
        row, use = known.get(key_id), uses.get(key_id)
        since = f"{row.first_used_at.astimezone(platform.settings.time_zone):%d-%m-%Y}" if row else "-"
        counts = (grouped(use.values), grouped(use.persons)) if use else ("0", "0")
        lines.append((key_id, since, *counts, _state(key_id, ring, row)))
    for line in table(lines):
        say(line)
    old = sum(use.total for key_id, use in uses.items() if key_id != ring.current)
    if old:
        note(f"{grouped(old)} masih di bawah kunci lama: kopukm keys rotate")
    return 0


def _state(key_id: str, ring: KeyRing, row: KeyFingerprint | None) -> str:
    if row is not None and row.dropped_at is not None:
        return "sudah dilepas; hapus dari KOPUKM_KEYS" if key_id in ring.key_ids else "sudah dilepas"
    if key_id not in ring.key_ids:
        return "TIDAK ADA DI SINI"
    return "dipakai" if key_id == ring.current else "hanya untuk membuka"


async def _new(platform: Platform) -> int:
    taken = {*active_keys().key_ids, *(row.key_id for row in await KeyFingerprint.all())}
    fresh = f"k{1 + max((int(found[1]) for one in taken if (found := re.fullmatch(r'k([0-9]+)', one))), default=0)}"
    if platform.settings.is_production or not keys_in_file(platform.settings):
        say("Kunci production tidak dibuat di sini, supaya tidak tercatat di layar atau log.")
        say(
            "1. Tambahkan kunci baru DI BELAKANG yang lama, di semua server dan worker, lalu hidupkan ulang satu-satu:"
        )
        say(f'     KOPUKM_KEYS="<yang sekarang>,{fresh}=$(openssl rand -base64 32)"')
        say("2. Simpan salinannya bersama kunci yang lain, terpisah dari cadangan data.")
        say(f"3. Pindahkan {fresh} ke DEPAN, dan hidupkan ulang satu-satu lagi.")
        say("4. kopukm keys rotate, lalu kopukm keys.")
        return 0
    change_key_file(platform.settings, lambda words: [f"{fresh}={new_key()}", *words])
    say(f"Kunci {fresh} dibuat dan sekarang dipakai.")
    note("Hidupkan ulang server dan worker sekarang, simpan salinan berkas `keys`, lalu: kopukm keys rotate")
    return 0


async def _rotate(platform: Platform) -> int:
    ring, models = active_keys(), _models(platform)
    await check_keys(ring)
    uses = await key_uses(models)
    total = sum(use.total for key_id, use in uses.items() if key_id != ring.current)
    shown, moved = ProgressLine("Mengenkripsi ulang"), 0

    def report(now: int) -> None:
        nonlocal moved
        moved += now
        shown(min(moved, total), total)

    done = await rotate(models, report=report)
    say(
        f"Dipindahkan ke kunci {ring.current}: {grouped(done.values)} nilai, {grouped(done.persons)} kunci orang."
    )
    for clash in done.clashes:
        note(
            f"⚠ {clash.table} nomor {clash.key}: {clash.column} sama dengan baris lain; "
            "hapus salah satunya, lalu ulangi."
        )
    left = [
        key_id for key_id, use in (await key_uses(models)).items() if key_id != ring.current and use.total
    ]
    if left:
        note(
            f"Masih ada nilai di bawah {', '.join(sorted(left))}: ada server yang belum memakai kunci baru? Ulangi."
        )
        return 1
    for key_id in ring.key_ids[1:]:
        note(f"Bila semua server sudah memakai {ring.current}: kopukm keys drop {key_id}")
    return 0


async def _drop(platform: Platform, key_id: str) -> int:
    ring = active_keys()
    await drop_key(key_id, ring)
    say(f"Kunci {key_id} dilepas: tidak ada lagi nilai yang memerlukannya.")
    if key_id in ring.key_ids:
        if keys_in_file(platform.settings):
            change_key_file(platform.settings, lambda words: _without(words, key_id))
            say("Kunci itu sudah dihapus dari berkas kunci.")
        else:
            say(f"Hapus {key_id} dari KOPUKM_KEYS di semua server dan worker.")
    note(f"Simpan {key_id} selama masih ada cadangan data dari sebelum hari ini: cadangan itu memerlukannya.")
    return 0


def _without(words: Sequence[str], key_id: str) -> list[str]:
    return [word for word in words if not re.match(rf"{key_id}[=:]", word)]


def _models(platform: Platform) -> list[type[Model]]:
    apps = platform.database.context.apps
    if apps is None:
        raise ConfigurationError("Model basis data belum dimuat.")
    found: Iterable[type[Model]] = apps.get_models_iterable()
    return sorted(found, key=lambda model: model._meta.db_table)


KEYS = Subcommand("keys", "kunci data pribadi: daftar, kunci baru, pindah, lepas", _configure, _run)
