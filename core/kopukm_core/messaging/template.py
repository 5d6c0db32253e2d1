"""Templates: text with named variables, checked before anybody is written to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import TypeAlias

from kopukm_core.errors import ConfigurationError
from kopukm_core.messaging.kinds import MessagePurpose
from kopukm_core.values import DateType, ReadingContext

MessageValue: TypeAlias = str | int | date | datetime

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
OFFICE_VARIABLES: Mapping[str, MessageValue] = {
    "office": "Dinas Koperasi dan UKM Kabupaten Bogor",
    "contact": "telepon (021) 87929919",
}
"""Who writes, and where somebody asks: every text may use them, and nobody gives their values."""
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """The text of a message, as a plugin gives it; the office may put its own in its place.

    `name` is `plugin.noun`, `title` what officers call it. In `text` and `subject` a variable stands as `{name}`;
    `variables` names each with an example, from which the preview is made. `subject` is for channels that have one.
    Raises ConfigurationError where text and variables do not fit each other.
    """

    name: str
    title: str
    text: str
    variables: Mapping[str, MessageValue]
    purpose: MessagePurpose = MessagePurpose.SERVICE
    subject: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ConfigurationError(
                f"Nama pesan {self.name!r} tidak sah.",
                remedy="Tulis plugin.noun, misalnya garden.reminder.",
            )
        wrong = [name for name in self.variables if not _VARIABLE.fullmatch(name)]
        fault = (
            f"nama isian tidak sah: {', '.join(wrong)}" if wrong else self.fault_of(self.subject, self.text)
        )
        if fault:
            raise ConfigurationError(
                f"Teks pesan {self.name}: {fault}.", remedy="Cocokkan teks dengan variables."
            )

    @property
    def all_variables(self) -> Mapping[str, MessageValue]:
        """Its own with their examples, and those of the office."""
        return {**OFFICE_VARIABLES, **self.variables}

    @property
    def owner(self) -> str:
        """The plugin whose name it carries."""
        return self.name.partition(".")[0]

    def fault_of(self, subject: str, text: str) -> str:
        """What is wrong with these words in the place of the template's own; empty where nothing is."""
        if not text.strip():
            return "teksnya kosong"
        for written in (subject, text):
            try:
                named = variables_in(written)
            except ValueError as error:
                return str(error)
            unknown = sorted(named - set(self.all_variables))
            if unknown:
                known = ", ".join(f"{{{name}}}" for name in self.all_variables)
                return (
                    f"isian tidak dikenal: {', '.join(f'{{{name}}}' for name in unknown)}; yang ada: {known}"
                )
        return ""

    def check_values(self, values: Mapping[str, MessageValue]) -> None:
        """Raises ConfigurationError where a variable has no value, or a value no variable."""
        missing, unknown = (
            sorted(set(self.variables) - set(values)),
            sorted(set(values) - set(self.all_variables)),
        )
        if missing or unknown:
            told = [f"tanpa isi: {', '.join(missing)}"] if missing else []
            told += [f"tidak dikenal: {', '.join(unknown)}"] if unknown else []
            raise ConfigurationError(
                f"Isian pesan {self.name} tidak cocok ({'; '.join(told)}).",
                remedy=f"Beri tepat: {', '.join(self.variables) or 'tanpa isian'}.",
            )


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a template that count now: its own (version 0) or the office's."""

    subject: str
    text: str
    version: int = 0

    def rendered(self, values: Mapping[str, MessageValue], context: ReadingContext) -> tuple[str, str]:
        """Subject and text with the values in the place of the variables."""
        words = {name: shown_value(value, context) for name, value in values.items()}
        subject = " ".join(self.subject.format(**words).split())
        return subject, self.text.format(**words).strip()


def variables_in(text: str) -> set[str]:
    """The variables named in a text. Raises ValueError, in Indonesian, for anything but plain `{name}`."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise ValueError("kurung kurawal tidak berpasangan; tulis {{ atau }} untuk kurung biasa") from None
    named = set()
    for _, name, specification, conversion in parts:
        if name is None:
            continue
        if not _VARIABLE.fullmatch(name) or specification or conversion:
            raise ValueError(f"isian {{{name}}} tidak sah; tulis hanya namanya di dalam kurung kurawal")
        named.add(name)
    return named


def shown_value(value: MessageValue, context: ReadingContext) -> str:
    """As people read it: `Senin, 23 November 2026 08.00 WIB`, `Senin, 23 November 2026`, `12.500`, `2026`."""
    if isinstance(value, datetime):
        local = value.astimezone(context.time_zone)
        offset = local.utcoffset()
        zone = _ZONES.get(int(offset.total_seconds() // 3600), "") if offset is not None else ""
        return f"{DateType().format(local.date())} {local:%H.%M} {zone}".rstrip()
    if isinstance(value, date):
        return DateType().format(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".") if abs(value) >= 10_000 else str(value)
    return value
