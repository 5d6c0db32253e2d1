"""Tables of identity: accounts, tokens, services and their contacts, roles given, memberships, throttling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import Model, fields

from kopukm_core.db.constraints import index
from kopukm_core.db.fields import RegionCodeField
from kopukm_core.privacy.fields import LookupHashField, PersonalDataField
from kopukm_core.privacy.kinds import PersonalKind
from kopukm_core.values import Choice

if TYPE_CHECKING:
    from kopukm_core.parties.models import Party


class AccountState(Choice):
    """A disabled account keeps its history and loses every way in."""

    ACTIVE = "active", "Aktif"
    DISABLED = "disabled", "Dinonaktifkan"


class TokenKind(Choice):
    """Whom a token lets in."""

    PERSON = "person", "Orang"
    SERVICE = "service", "Layanan"


class MembershipState(Choice):
    """The way of a membership: requested, then approved or rejected; an approved one may end."""

    REQUESTED = "requested", "Diminta"
    APPROVED = "approved", "Disetujui"
    REJECTED = "rejected", "Ditolak"
    ENDED = "ended", "Berakhir"


class Account(Model):
    """A person who can log in: officer, manager of a cooperative, owner of a business."""

    id = fields.BigIntField(primary_key=True)
    login_name = PersonalDataField(PersonalKind.LOGIN)
    login_name_hash = LookupHashField("login_name", unique=True)
    name = fields.CharField(max_length=200)
    password_hash = fields.CharField(max_length=200)
    must_change_password = fields.BooleanField(default=False)
    state = fields.CharEnumField(AccountState, max_length=16, default=AccountState.ACTIVE)
    created_at = fields.DatetimeField()
    created_by = fields.CharField(max_length=200)
    password_changed_at = fields.DatetimeField()
    last_login_at = fields.DatetimeField(null=True)
    disabled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "account"


class Service(Model):
    """A program with its own access: a chat adapter, a portal, an exchange of data."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=60, unique=True)
    title = fields.CharField(max_length=200)
    created_at = fields.DatetimeField()
    created_by = fields.CharField(max_length=200)
    disabled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "service"


class AccessToken(Model):
    """A token of a person or a service; only its SHA-256 is kept: a copy of the database lets nobody in."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharEnumField(TokenKind, max_length=16)
    token_hash = fields.CharField(max_length=64, unique=True)
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="tokens", null=True, on_delete=fields.CASCADE, db_index=True
    )
    service: fields.ForeignKeyNullableRelation[Service] = fields.ForeignKeyField(
        "core.Service", related_name="tokens", null=True, on_delete=fields.CASCADE, db_index=True
    )
    title = fields.CharField(max_length=120)
    """What it is used by, in the owner's words or the device's: shown in the list of sessions."""
    scopes = fields.TextField(default="")
    """Permission names with blanks between; of services only."""
    region_code = RegionCodeField(default="")
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    """Moves with use up to `ends_at`."""
    ends_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    account_id: int | None
    service_id: int | None

    class Meta:
        table = "access_token"


class ServiceContact(Model):
    """An address at a service (a chat number), verified to belong to whoever writes from it."""

    id = fields.BigIntField(primary_key=True)
    service: fields.ForeignKeyRelation[Service] = fields.ForeignKeyField(
        "core.Service", related_name="contacts", on_delete=fields.CASCADE
    )
    external_id = PersonalDataField(PersonalKind.TEXT)
    external_id_hash = LookupHashField("external_id")
    verified_at = fields.DatetimeField(null=True)
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="contacts", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    party: fields.ForeignKeyNullableRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="service_contacts", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_at = fields.DatetimeField()

    service_id: int
    account_id: int | None
    party_id: int | None

    class Meta:
        table = "service_contact"
        unique_together = (("service_id", "external_id_hash"),)


class LoginThrottle(Model):
    """Failed attempts by subject: a keyed hash of a login name or a network address, never either itself."""

    subject = fields.CharField(max_length=80, primary_key=True)
    failures = fields.IntField(default=0)
    last_attempt_at = fields.DatetimeField(null=True)
    blocked_until = fields.DatetimeField(null=True)

    class Meta:
        table = "login_throttle"


class RoleAssignment(Model):
    """A role given to an account in a region subtree ("" for a role without region), until it is ended."""

    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="role_assignments", on_delete=fields.CASCADE, db_index=True
    )
    role = fields.CharField(max_length=100)
    region_code = RegionCodeField(default="")
    granted_by = fields.CharField(max_length=200)
    granted_at = fields.DatetimeField()
    ended_by = fields.CharField(max_length=200, default="")
    ended_at = fields.DatetimeField(null=True)

    account_id: int

    class Meta:
        table = "role_assignment"


class PartyMembership(Model):
    """An account's place in a party: what makes the party "own" to the person, once approved."""

    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="memberships", on_delete=fields.CASCADE, db_index=True
    )
    party: fields.ForeignKeyRelation[Party] = fields.ForeignKeyField(
        "core.Party", related_name="memberships", on_delete=fields.CASCADE, db_index=True
    )
    title = fields.CharField(max_length=120)
    """The person's place there, in their words: `Ketua`, `Manajer`, `Pemilik`."""
    state = fields.CharEnumField(MembershipState, max_length=16, default=MembershipState.REQUESTED)
    requested_at = fields.DatetimeField()
    decided_by = fields.CharField(max_length=200, default="")
    decided_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=500, default="")

    account_id: int
    party_id: int

    class Meta:
        table = "party_membership"


CONSTRAINTS = (
    index(
        "role_assignment_living",
        "role_assignment",
        "account_id, role, region_code",
        unique=True,
        where="ended_at IS NULL",
        protects="peran yang sama tidak diberikan dua kali",
    ),
    index(
        "party_membership_open",
        "party_membership",
        "account_id, party_id",
        unique=True,
        where="state IN ('requested', 'approved')",
        protects="satu permintaan atau keanggotaan per orang dan pihak",
    ),
)
