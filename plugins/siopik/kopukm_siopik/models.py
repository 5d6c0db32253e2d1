"""Tables of the cooperative registry: facts as they are now, their history, yearly reports and annual meetings.

Fields follow ODS, the ministry's registry (docs/glossary.md maps the names). Every fact has two times:
`effective_on`, when it was so, and `recorded_at`, when the office learned it.
"""

from __future__ import annotations

from tortoise import Model, fields

from kopukm_core.db import (
    Constraint,
    RegionCodeField,
    RupiahField,
    SearchIndex,
    SearchTextField,
    SortKeyField,
    district_index,
    index,
)
from kopukm_core.parties.models import Party
from kopukm_core.regions.models import Region
from kopukm_siopik.choices import (
    CertificateGrade,
    CertificateStatus,
    CooperativeForm,
    CooperativeKind,
    CooperativeProgramme,
    CooperativeStatus,
    LegalAuthority,
    LoanScope,
    ManagementPattern,
    OfficerPosition,
    SupervisingAuthority,
)

FACTS = (
    "name",
    "nik",
    "legal_entity_number",
    "legal_entity_date",
    "legal_amended_on",
    "legal_authority",
    "form",
    "kind",
    "management_pattern",
    "group",
    "sector",
    "address",
    "office_outside",
    "postal_code",
    "email",
    "phone",
    "status",
    "grade",
    "certificate_status",
    "certificate_until",
    "dissolved_on",
    "latitude",
    "longitude",
    "nib",
    "npwp",
    "savings_licence_number",
    "savings_licence_date",
    "loan_scope",
    "supervised_by",
    "programme_category",
    "served_village_code",
)
"""The fields of a cooperative that change and whose history is kept, besides its region."""


class CooperativeFacts(Model):
    """What is known of a cooperative: the same columns now and in its history."""

    name = fields.CharField(max_length=200)
    nik = fields.CharField(max_length=13, null=True)
    legal_entity_number = fields.CharField(max_length=100, null=True)
    legal_entity_date = fields.DateField(null=True)
    legal_amended_on = fields.DateField(null=True)
    legal_authority = fields.CharEnumField(LegalAuthority, max_length=20, null=True)
    """As recorded, where the number does not tell it."""
    form = fields.CharEnumField(CooperativeForm, max_length=20, null=True)
    kind = fields.CharEnumField(CooperativeKind, max_length=20, null=True)
    management_pattern = fields.CharEnumField(ManagementPattern, max_length=20, null=True)
    group = fields.CharField(max_length=100, null=True, source_field="cooperative_group")
    sector = fields.CharField(max_length=200, null=True)
    address = fields.CharField(max_length=300, null=True)
    office_outside = fields.BooleanField(default=False)
    postal_code = fields.CharField(max_length=5, null=True)
    email = fields.CharField(max_length=200, null=True)
    phone = fields.CharField(max_length=20, null=True)
    status = fields.CharEnumField(CooperativeStatus, max_length=20, null=True)
    """As declared in ODS or by the office; a computed status is another thing."""
    grade = fields.CharEnumField(CertificateGrade, max_length=5, null=True)
    certificate_status = fields.CharEnumField(CertificateStatus, max_length=20, null=True)
    certificate_until = fields.DateField(null=True)
    dissolved_on = fields.DateField(null=True)
    latitude = fields.FloatField(null=True)
    """Degrees north, WGS 84; negative south of the equator. Known only together with the longitude."""
    longitude = fields.FloatField(null=True)
    nib = fields.CharField(max_length=13, null=True)
    npwp = fields.CharField(max_length=16, null=True)
    """Sixteen digits: one of fifteen has a zero before it (PMK 112/2022)."""
    savings_licence_number = fields.CharField(max_length=100, null=True)
    """The licence for savings and loans (izin usaha simpan pinjam)."""
    savings_licence_date = fields.DateField(null=True)
    loan_scope = fields.CharEnumField(LoanScope, max_length=20, null=True)
    supervised_by = fields.CharEnumField(SupervisingAuthority, max_length=20, null=True)
    programme_category = fields.CharEnumField(CooperativeProgramme, max_length=20, null=True)
    served_village_code = RegionCodeField(null=True)
    """The desa or kelurahan whose Merah Putih cooperative it is: one of each."""

    class Meta:
        abstract = True


class Cooperative(CooperativeFacts):
    """A cooperative as it is known now."""

    id = fields.BigIntField(primary_key=True)
    party: fields.OneToOneRelation[Party] = fields.OneToOneField(
        "core.Party", related_name="siopik_cooperative", on_delete=fields.RESTRICT
    )
    party_id: int
    region: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "core.Region",
        related_name="siopik_cooperatives",
        source_field="region_code",
        null=True,
        on_delete=fields.RESTRICT,
        db_index=True,
    )
    region_id: str | None
    sort_key = SortKeyField()
    search_text = SearchTextField()
    legal_entity_key = fields.CharField(max_length=100, null=True)
    """The number in capitals without blanks: what two writings of one number share."""
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "siopik_cooperative"


class CooperativeVersion(CooperativeFacts):
    """A cooperative as it was from `effective_on` on, as the office knew it from `recorded_at` on."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="versions", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    region_code = RegionCodeField(null=True)
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    """When the import that brought it was undone: known from `recorded_at` until then, and no longer."""
    command_record_id = fields.BigIntField()

    class Meta:
        table = "siopik_cooperative_version"


class Officer(Model):
    """Somebody in office at a cooperative. A name is personal data; it is shown to those concerned only."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="officers", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    position = fields.CharEnumField(OfficerPosition, max_length=20)
    name = fields.CharField(max_length=200)
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()
    replaced_at = fields.DatetimeField(null=True)
    is_current = fields.BooleanField(default=True)
    command_record_id = fields.BigIntField(null=True)
    """NULL in rows of before it was kept."""

    class Meta:
        table = "siopik_officer"


class YearlyReport(Model):
    """A cooperative's figures for one book year. A correction replaces the row and keeps the old one."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="yearly_reports", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    year = fields.IntField()
    members_male = fields.IntField(null=True)
    members_female = fields.IntField(null=True)
    prospective_members = fields.IntField(null=True)
    employees = fields.IntField(null=True)
    managers = fields.IntField(null=True)
    equity = RupiahField(null=True)
    external_capital = RupiahField(null=True)
    assets = RupiahField(null=True)
    business_volume = RupiahField(null=True)
    surplus = RupiahField(null=True)
    effective_on = fields.DateField()
    """The last day of the book year: 31 December, as the books in the district run."""
    recorded_at = fields.DatetimeField()
    replaced_at = fields.DatetimeField(null=True)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "siopik_yearly_report"


class AnnualMeeting(Model):
    """A Rapat Anggota Tahunan (RAT) that was held over one book year."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="annual_meetings", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    year = fields.IntField()
    held_on = fields.DateField()
    """Its effective date."""
    attendees = fields.IntField(null=True)
    recorded_at = fields.DatetimeField()
    replaced_at = fields.DatetimeField(null=True)
    is_current = fields.BooleanField(default=True)

    class Meta:
        table = "siopik_annual_meeting"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("siopik_cooperative_nik", "siopik_cooperative", "nik", unique=True, where="nik IS NOT NULL"),
    index(
        "siopik_cooperative_served_village",
        "siopik_cooperative",
        "served_village_code",
        unique=True,
        where="served_village_code IS NOT NULL AND dissolved_on IS NULL",
        protects="satu koperasi Merah Putih bagi tiap desa atau kelurahan",
    ),
    index("siopik_cooperative_legal_entity", "siopik_cooperative", "legal_entity_key"),
    index("siopik_cooperative_region", "siopik_cooperative", "region_code, sort_key, id"),
    district_index("siopik_cooperative_district", "siopik_cooperative", "sort_key, id"),
    district_index("siopik_cooperative_district_status", "siopik_cooperative", "status", counted=True),
    index("siopik_cooperative_order", "siopik_cooperative", "sort_key, id"),
    index("siopik_cooperative_recorded", "siopik_cooperative", "recorded_at, id"),
    Constraint(
        "siopik_cooperative_legal_date",
        "siopik_cooperative",
        sqlite="CREATE INDEX siopik_cooperative_legal_date ON siopik_cooperative (legal_entity_date DESC, id DESC)",
        postgres="CREATE INDEX siopik_cooperative_legal_date ON siopik_cooperative "
        "(legal_entity_date DESC NULLS LAST, id DESC)",
    ),
    SearchIndex("siopik_cooperative", "search_text").constraint(),
    index(
        "siopik_cooperative_version_times",
        "siopik_cooperative_version",
        "cooperative_id, effective_on, recorded_at",
    ),
    index(
        "siopik_officer_current",
        "siopik_officer",
        "cooperative_id, position",
        unique=True,
        where="is_current",
    ),
    index(
        "siopik_yearly_report_current",
        "siopik_yearly_report",
        "cooperative_id, year",
        unique=True,
        where="is_current",
    ),
    index(
        "siopik_annual_meeting_current",
        "siopik_annual_meeting",
        "cooperative_id, year",
        unique=True,
        where="is_current",
    ),
    index("siopik_annual_meeting_held", "siopik_annual_meeting", "held_on, id", where="is_current"),
    index(
        "siopik_annual_meeting_day",
        "siopik_annual_meeting",
        "cooperative_id, held_on, id",
        where="is_current",
    ),
)
