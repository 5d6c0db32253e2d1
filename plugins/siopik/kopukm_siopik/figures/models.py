"""Tables of what is computed: rules in versions, the standing of each cooperative, overrides, published figures."""

from __future__ import annotations

from typing import Any

from tortoise import Model, fields

from kopukm_core.db import Constraint, index
from kopukm_siopik.choices import CertificateGrade, LegalAuthority, SupervisingAuthority
from kopukm_siopik.figures.choices import (
    ClassCriterion,
    ComputedStatus,
    LegalCategory,
    RuleName,
    TurnoverBand,
)
from kopukm_siopik.models import Cooperative


class RuleVersion(Model):
    """One version of a rule: it is only added to, so that figures computed by it can be computed again."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharEnumField(RuleName, max_length=30)
    version = fields.IntField()
    title = fields.CharField(max_length=200)
    definition = fields.TextField()
    source = fields.CharField(max_length=300)
    parameters = fields.TextField()
    """JSON."""
    effective_on = fields.DateField()
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "siopik_rule_version"


class CooperativeStanding(Model):
    """What the rules in force say of a cooperative as it is known now. Derived: it can be made again at any time."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.OneToOneRelation[Cooperative] = fields.OneToOneField(
        "siopik.Cooperative", related_name="standing", on_delete=fields.CASCADE
    )
    cooperative_id: int
    as_of = fields.DateField()
    """The day it speaks of."""
    status = fields.CharEnumField(ComputedStatus, max_length=30)
    status_reason = fields.CharField(max_length=300)
    status_in_force = fields.CharEnumField(ComputedStatus, max_length=30)
    """The override's where there is one."""
    meeting_year = fields.IntField()
    """The last book year that counts: met over, or overdue."""
    has_met = fields.BooleanField()
    """Whether a RAT was held over the book year just closed."""
    is_meeting_overdue = fields.BooleanField()
    meetings_in_window = fields.IntField()
    consecutive_meetings = fields.IntField()
    last_meeting_year = fields.IntField(null=True)
    last_meeting_on = fields.DateField(null=True)
    is_last_meeting_late = fields.BooleanField(null=True)
    completeness = fields.IntField()
    is_complete = fields.BooleanField()
    missing: Any = fields.JSONField()
    """Names of the missing fields."""
    legal_category = fields.CharEnumField(LegalCategory, max_length=20)
    legal_next = fields.CharEnumField(LegalCategory, max_length=20, null=True)
    legal_missing: Any = fields.JSONField()
    """The rungs that are missing, the next one first."""
    legal_reason = fields.CharField(max_length=400)
    legal_authority = fields.CharEnumField(LegalAuthority, max_length=20)
    supervised_by = fields.CharEnumField(SupervisingAuthority, max_length=20, null=True)
    meeting_due_on = fields.DateField()
    """The last day on which the RAT over the book year just closed is on time."""
    late_meetings = fields.IntField()
    """How many of those in the window were held late."""
    turnover_band = fields.CharEnumField(TurnoverBand, max_length=20)
    class_all = fields.IntField(null=True)
    class_all_criterion = fields.CharEnumField(ClassCriterion, max_length=20, null=True)
    class_savings = fields.IntField(null=True)
    class_savings_criterion = fields.CharEnumField(ClassCriterion, max_length=20, null=True)
    grade = fields.CharEnumField(CertificateGrade, max_length=5)
    is_certificate_lapsing = fields.BooleanField()
    rule_versions = fields.CharField(max_length=300)
    computed_at = fields.DatetimeField()

    class Meta:
        table = "siopik_cooperative_standing"


class StatusOverride(Model):
    """A status that the office sets over the computed one, for a reason and mostly until a day."""

    id = fields.BigIntField(primary_key=True)
    cooperative: fields.ForeignKeyRelation[Cooperative] = fields.ForeignKeyField(
        "siopik.Cooperative", related_name="status_overrides", on_delete=fields.RESTRICT, db_index=True
    )
    cooperative_id: int
    status = fields.CharEnumField(ComputedStatus, max_length=30)
    reason = fields.CharField(max_length=500)
    effective_on = fields.DateField()
    until = fields.DateField(null=True)
    """Its last day."""
    set_by = fields.CharField(max_length=200)
    recorded_at = fields.DatetimeField()
    ended_on = fields.DateField(null=True)
    """The first day on which it holds no more, where somebody ended it."""
    ended_at = fields.DatetimeField(null=True)
    command_record_id = fields.BigIntField()

    class Meta:
        table = "siopik_status_override"


class FiguresPublication(Model):
    """Figures as they were given out: never changed, and computed again to compare."""

    id = fields.BigIntField(primary_key=True)
    title = fields.CharField(max_length=200)
    as_of = fields.DateField()
    since = fields.IntField()
    """The first year of its growth."""
    region_code = fields.CharField(max_length=13)
    """The subtree it speaks of; empty for everywhere."""
    known_at = fields.DatetimeField()
    rule_versions = fields.CharField(max_length=300)
    figures = fields.TextField()
    """JSON."""
    published_by = fields.CharField(max_length=200)
    recorded_at = fields.DatetimeField()
    command_record_id = fields.BigIntField()

    class Meta:
        table = "siopik_figures_publication"


CONSTRAINTS: tuple[Constraint, ...] = (
    index(
        "siopik_rule_version_once",
        "siopik_rule_version",
        "name, version",
        unique=True,
        protects="satu versi tiap aturan",
    ),
    index("siopik_cooperative_standing_status", "siopik_cooperative_standing", "status_in_force"),
    index("siopik_figures_publication_order", "siopik_figures_publication", "as_of, id"),
    index(
        "siopik_annual_meeting_year",
        "siopik_annual_meeting",
        "year, cooperative_id, held_on, recorded_at, replaced_at",
    ),
    index(
        "siopik_yearly_report_year",
        "siopik_yearly_report",
        "year, cooperative_id, business_volume, recorded_at, replaced_at",
    ),
)
