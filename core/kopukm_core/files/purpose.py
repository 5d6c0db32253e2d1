"""What files are for: who may upload them, who reads them, which kinds, how large."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kopukm_core.errors import BadInputError, ConfigurationError
from kopukm_core.files.settings import FileSettings
from kopukm_core.identity.actor import Actor, ActorKind

_NAME = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class FilePurpose:
    """One use of files, named `plugin.noun`; `title` is Indonesian.

    Who uploaded a file sees it, and who holds `read_permission` for the file's region (everywhere, for a file of no
    region). `media_types` are told by the content, never by the name. `upload_permission` must be held by who
    uploads; None lets every actor who is logged in. With `anonymous`, those who are not may upload too. Each reading
    of a `personal` file leaves a trace in the audit. `maximum_bytes` is the limit unless `KOPUKM_FILE_BYTES` names
    another for it; None is the limit of all files.
    """

    name: str
    title: str
    read_permission: str
    media_types: frozenset[str]
    maximum_bytes: int | None = None
    upload_permission: str | None = None
    anonymous: bool = False
    personal: bool = True

    def lets_upload(self, actor: Actor) -> bool:
        """Whether the actor may upload a file for this."""
        if self.upload_permission is not None:
            return actor.may(self.upload_permission)
        return self.anonymous or (actor.kind is not ActorKind.ANONYMOUS and not actor.must_change_password)


class FilePurposes:
    """The purposes that core and the enabled plugins declare, with the limits of this installation."""

    def __init__(
        self,
        declared: Iterable[tuple[str, FilePurpose]],
        settings: FileSettings,
        *,
        permissions: Iterable[str],
        disabled: Iterable[str] = (),
    ) -> None:
        """`declared` pairs each purpose with its plugin; ConfigurationError for what does not fit together."""
        self._settings = settings
        self._purposes: dict[str, FilePurpose] = {}
        known = set(permissions)
        for owner, purpose in declared:
            _check(owner, purpose, known)
            self._purposes[purpose.name] = purpose
        off = set(disabled)
        for name in settings.purpose_bytes:
            if name not in self._purposes and name.partition(".")[0] not in off:
                raise ConfigurationError(
                    f"KOPUKM_FILE_BYTES menyebut keperluan berkas {name!r}, yang tidak ada.",
                    remedy=f"Yang ada: {', '.join(self._purposes)}.",
                )

    def __getitem__(self, name: str) -> FilePurpose:
        """The purpose; BadInputError where there is none of that name."""
        try:
            return self._purposes[name]
        except KeyError:
            raise BadInputError(
                f"Keperluan berkas {name[:80]!r} tidak ada.", remedy=f"Yang ada: {', '.join(self._purposes)}."
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._purposes

    def __iter__(self) -> Iterator[FilePurpose]:
        return iter(self._purposes.values())

    def maximum_bytes(self, purpose: FilePurpose) -> int:
        """The largest file of this purpose here: the installation's own word for it, the declared, that of all."""
        return self._settings.purpose_bytes.get(
            purpose.name, purpose.maximum_bytes or self._settings.file_bytes
        )

    @property
    def largest(self) -> int:
        """The largest file of any purpose."""
        return max((self.maximum_bytes(one) for one in self), default=self._settings.file_bytes)

    @property
    def any_anonymous(self) -> bool:
        """Whether somebody who is not logged in may upload anything at all."""
        return any(one.anonymous for one in self)


def _check(owner: str, purpose: FilePurpose, permissions: set[str]) -> None:
    if not _NAME.fullmatch(purpose.name) or not purpose.name.startswith(f"{owner}."):
        raise ConfigurationError(
            f"Nama keperluan berkas {purpose.name!r} dari plugin {owner} tidak sah.",
            remedy=f"Tulis {owner}.kata_benda dengan huruf kecil.",
        )
    for permission in (purpose.read_permission, purpose.upload_permission):
        if permission is not None and permission not in permissions:
            raise ConfigurationError(
                f"Keperluan berkas {purpose.name} meminta izin {permission!r} yang tidak dinyatakan plugin mana pun.",
                remedy="Nyatakan izin itu di kopukm_permissions.",
            )
    if not purpose.media_types:
        raise ConfigurationError(
            f"Keperluan berkas {purpose.name} tidak menerima jenis isi apa pun.", remedy="Isi media_types."
        )
    if purpose.anonymous and purpose.upload_permission is not None:
        raise ConfigurationError(
            f"Keperluan berkas {purpose.name} terbuka tanpa akun, tetapi meminta izin mengunggah.",
            remedy="Hapus salah satunya.",
        )
