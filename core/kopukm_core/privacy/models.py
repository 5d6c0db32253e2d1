"""Tables of the privacy part: a data key per person, and the fingerprints of the installation's keys."""

from __future__ import annotations

from tortoise import Model, fields


class PersonKey(Model):
    """One person's data key, wrapped by the key ring; destroying it erases what was sealed for them."""

    id = fields.BigIntField(primary_key=True)
    reference = fields.CharField(
        max_length=200, db_index=True, description="Orangnya: `account:12`, `party:7`"
    )
    living_reference = fields.CharField(max_length=200, null=True, unique=True)
    """Same as `reference` while the key lives: at most one living key a person. Null once destroyed."""
    wrapped = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    destroyed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "person_key"


class KeyFingerprint(Model):
    """Which keys this database was written with: another key under the same id is noticed at start."""

    key_id = fields.CharField(max_length=16, primary_key=True)
    fingerprint = fields.CharField(max_length=32)
    first_used_at = fields.DatetimeField()
    dropped_at = fields.DatetimeField(null=True)
    """When nothing needed it any more, and an operator let it go: it may be destroyed, and never used again."""

    class Meta:
        table = "key_fingerprint"
