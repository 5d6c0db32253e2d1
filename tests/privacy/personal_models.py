"""A table with personal columns, for the tests of this folder."""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.privacy import LookupHashField, PersonalDataField, PersonalKind


class Applicant(Model):
    """Somebody with a NIK that is looked up, and a phone that is not."""

    id = fields.BigIntField(primary_key=True)
    nik = PersonalDataField(PersonalKind.NIK, null=True)
    nik_hash = LookupHashField("nik", null=True, db_index=True)
    phone = PersonalDataField(PersonalKind.PHONE, null=True)

    class Meta:
        table = "test_applicant"
