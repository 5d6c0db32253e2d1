"""Rows of any model, made from what its columns are: places, people, choices and truth values take turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tortoise import Model, fields
from tortoise.fields.data import CharEnumFieldInstance

from kopukm_core.db import search_text, sort_key
from kopukm_core.db.fields import RegionCodeField, SearchTextField, SortKeyField
from kopukm_core.identity.models import Account
from kopukm_core.messaging import models as messaging
from kopukm_core.papers import models as papers
from kopukm_core.parties.models import ContactPoint
from kopukm_core.privacy import PersonalText
from kopukm_core.privacy.fields import PersonalDataField
from kopukm_core.regions.codes import CODE_LENGTHS
from kopukm_core.regions.models import Region
from kopukm_core.scheduling.activities import feedback_models, registration_models
from kopukm_core.scheduling.activities import models as activities
from kopukm_core.scheduling.slots import assignment_models, bookable_models, queue_models
from kopukm_core.scheduling.slots import models as slots
from kopukm_siopik.outreach.guidance.models import GuidedCompletion
from kopukm_siopik.outreach.prospects.models import Prospect
from registry_rows import CODES, MOMENT

SOWN: tuple[type[Model], ...] = (
    *(ContactPoint, messaging.OutboundMessage, messaging.MessageConsent, messaging.MessageStop),
    *(messaging.MessageText, messaging.MessageChannel),
    *(papers.PrintedReport, papers.IssuedPaper, papers.PaperNumbering),
    *(activities.ActivityRule, activities.Activity, activities.ActivitySession, activities.ActivitySeats),
    *(activities.ActivitySpeaker, activities.ActivityMaterial),
    *(registration_models.ActivityTarget, registration_models.Registration, registration_models.Attendance),
    *(feedback_models.FeedbackForm, feedback_models.FeedbackQuestion),
    *(feedback_models.FeedbackSheet, feedback_models.FeedbackAnswer),
    *(bookable_models.BookableService, bookable_models.Bookable, bookable_models.BookableExpertise),
    *(bookable_models.Availability, bookable_models.AvailabilityException),
    *(bookable_models.AvailabilityQuestion,),
    *(slots.Slot, slots.Booking, queue_models.QueueTicket),
    *(
        assignment_models.SeatRequest,
        assignment_models.AssignmentProposal,
        assignment_models.AssignmentRow,
    ),
    *(Prospect, GuidedCompletion),
)
"""Parents before what hangs on them."""
_ACTORS = ("actor", "holder", "requested_by")
"""Columns that say whose a row is."""


async def sow(count: int, codes: Sequence[str | None] = CODES) -> None:
    """So many rows of each; the parties, regions, accounts, files and cooperatives must be there."""
    people = [f"person:{key}" for key in await Account.all().order_by("id").values_list("id", flat=True)]
    parents: dict[type[Model], list[Any]] = {}
    for model in SOWN:
        made = [
            model(**{name: await _parent(found, parents, number) for name, found in _relations(model).items()},
                  **_values(model, number, codes, people))
            for number in range(count)
        ]  # fmt: skip
        await model.bulk_create(made)


async def uproot() -> None:
    """Take all of them away again."""
    for model in reversed(SOWN):
        await model.all().delete()


def _relations(model: type[Model]) -> dict[str, type[Model]]:
    return {
        f"{name}_id": related.related_model
        for name, related in model._meta.fields_map.items()
        if isinstance(related, fields.relational.ForeignKeyFieldInstance)
    }


async def _parent(model: type[Model], parents: dict[type[Model], list[Any]], number: int) -> Any:
    if model not in parents:
        key = model._meta.pk_attr
        found = list(await model.all().order_by(key).values_list(key, flat=True))
        # Lists by kecamatan compare whole codes: they take it that codes have the lengths that codes have.
        parents[model] = [each for each in found if model is not Region or len(each) in CODE_LENGTHS.values()]
    keys = parents[model]
    return keys[number % len(keys)] if keys else None


def _values(
    model: type[Model], number: int, codes: Sequence[str | None], people: Sequence[str]
) -> Mapping[str, Any]:
    columns = {
        name: field
        for name, field in model._meta.fields_map.items()
        if name in model._meta.db_fields and name != model._meta.pk_attr and name not in _relations(model)
    }
    return {
        name: people[number % len(people)]
        if name in _ACTORS and people
        else _value(name, field, number, codes)
        for name, field in columns.items()
    }


def _value(name: str, field: Any, number: int, codes: Sequence[str | None]) -> Any:
    text = f"{name} {number}"
    if name == "priority":
        return list(messaging.PRIORITIES.values())[number % len(messaging.PRIORITIES)]
    match field:
        case RegionCodeField():
            code = codes[number % len(codes)]
            return code if code is not None or field.null else "32.01"
        case CharEnumFieldInstance():
            members = list(field.enum_type)
            return members[number % len(members)]
        case PersonalDataField():
            return PersonalText(f"rahasia {text}")
        case SortKeyField():
            return sort_key(text)
        case SearchTextField():
            return search_text(text)
        case fields.BooleanField():
            return number % 2 == 0
        case fields.DatetimeField():
            return None if field.null and number % 2 else MOMENT + timedelta(hours=number)
        case fields.DateField():
            return MOMENT.date() + timedelta(days=number)
        case fields.BigIntField() if field.null:
            return None
        case fields.BigIntField() | fields.IntField() | fields.SmallIntField():
            return number
        case _:
            return text[: getattr(field, "max_length", None) or 200]
