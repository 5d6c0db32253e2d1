"""Who sees files: who uploaded them, whom they were given to, and per purpose who holds its permission."""

from __future__ import annotations

from collections.abc import Iterable

from kopukm_core.files.models import StoredFile
from kopukm_core.files.purpose import FilePurpose
from kopukm_core.visibility import AllOf, AnyOf, Granted, Nobody, Own, OwnActor, Visibility, Where


def file_visibility(purposes: Iterable[FilePurpose]) -> Visibility:
    """The declaration of StoredFile. A file whose plugin is off is seen by its uploader and the operator."""
    by_purpose = [
        AllOf(Where("purpose", one.name), Granted(one.read_permission, region="region_code"))
        for one in purposes
    ]
    hidden = Nobody()
    return Visibility(
        StoredFile,
        rows=AnyOf(OwnActor("created_by"), Own("party_id"), Where("is_public", True), *by_purpose),
        masks={"storage_key": hidden, "content_key": hidden, "sha256": hidden},
    )
