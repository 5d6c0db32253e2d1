"""Tables of files: what is stored of each, and whose store it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import Model, fields

from kopukm_core.db.fields import RegionCodeField
from kopukm_core.privacy.fields import PersonalDataField

if TYPE_CHECKING:
    from kopukm_core.parties.models import Party


class StoredFile(Model):
    """One file: its content is in the store under `storage_key`, encrypted with its own `content_key`.

    `name` is the name it was uploaded with, cleaned, and never a path. `media_type` is told by the content. `size`
    and `sha256` are of the content as uploaded. `kept` is false until something refers to the file: one that stays
    so for a day is removed.
    """

    id = fields.BigIntField(primary_key=True)
    storage_key = fields.CharField(max_length=80, unique=True)
    content_key = PersonalDataField()
    """32 bytes as base64: destroyed with the row, and the content with it. Rotates with the keys of personal data."""
    name = fields.CharField(max_length=200)
    media_type = fields.CharField(max_length=100)
    size = fields.BigIntField()
    sha256 = fields.CharField(max_length=64)
    purpose = fields.CharField(max_length=100)
    region_code = RegionCodeField(null=True, db_index=True)
    created_by = fields.CharField(max_length=200)
    """The actor's key."""
    created_at = fields.DatetimeField(db_index=True)
    kept = fields.BooleanField(default=False)
    party: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="files", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    party_id: int | None
    """Whom the file was given to: its members read it as well (a certificate)."""
    is_public = fields.BooleanField(default=False, db_default=False)
    """Everybody reads it (material of an activity that was opened)."""

    class Meta:
        table = "stored_file"
        indexes = (("created_by", "kept"), ("purpose", "created_at"))


class FileStoreMark(Model):
    """Which blobs of a store are this database's: their keys begin with the mark. One row, with id 1."""

    id = fields.IntField(primary_key=True)
    mark = fields.CharField(max_length=16)

    class Meta:
        table = "file_store_mark"
