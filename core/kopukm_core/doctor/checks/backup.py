"""When the last backup was made, as `kopukm backup` noted it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from kopukm_core import clock
from kopukm_core.doctor.check import check
from kopukm_core.doctor.checkup import Checkup
from kopukm_core.doctor.finding import Finding, fault, ok, warning

MARKER = "last_backup"
OLD, VERY_OLD = timedelta(days=2), timedelta(days=8)
_WHY = "Yang berubah sejak itu hilang bila disk rusak."
_REMEDY = "Jalankan `kopukm backup`, dan pasang jadwalnya: deploy/systemd/kopukm-backup.timer"


@check("core.backup", "Cadangan")
async def backup_check(checkup: Checkup) -> Finding:
    file = checkup.settings.home / MARKER
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        made = datetime.fromisoformat(told["at"])
    except OSError:
        if checkup.settings.is_production:
            return warning(
                "Belum ada cadangan yang tercatat.",
                "Disk rusak berarti semua hilang.",
                _REMEDY,
            )
        return ok("Belum ada cadangan yang tercatat.")
    except (ValueError, KeyError, TypeError):
        return warning(f"{file} tidak terbaca.", remedy=_REMEDY)
    age = clock.now() - made
    told_age = f"Cadangan terakhir {made.astimezone(checkup.settings.time_zone):%d-%m-%Y %H.%M}."
    if age > VERY_OLD:
        return fault(told_age, _WHY, _REMEDY)
    return warning(told_age, _WHY, _REMEDY) if age > OLD else ok(told_age)
