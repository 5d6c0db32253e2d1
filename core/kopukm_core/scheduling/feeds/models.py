"""The table of feeds: links under which a program of calendars fetches what its owner may see."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from kopukm_core.db.constraints import Constraint, index
from kopukm_core.identity.models import Account


class CalendarFeed(Model):
    """One link. Of its secret only the SHA-256 is kept; what it shows is what its owner may see at that moment."""

    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "core.Account", related_name="calendar_feeds", on_delete=fields.CASCADE, db_index=True
    )
    account_id: int
    title = fields.CharField(max_length=120)
    source = fields.CharField(max_length=60)
    """The name of a `FeedSource`."""
    parameters = fields.TextField(default="{}")
    """JSON object of texts that narrows the source."""
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    created_by = fields.CharField(max_length=200)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)
    use_count = fields.IntField(default=0)
    """How often it was fetched, counted at most once in ten minutes."""

    class Meta:
        table = "calendar_feed"


CONSTRAINTS: tuple[Constraint, ...] = (
    index("calendar_feed_created", "calendar_feed", "account_id, created_at, id"),
)
