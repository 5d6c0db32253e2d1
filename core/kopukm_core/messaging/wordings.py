"""The words of a template that count now: the office's last version, or the template's own."""

from __future__ import annotations

from kopukm_core.messaging.models import MessageText
from kopukm_core.messaging.template import MessageTemplate, Wording


async def wording_of(template: MessageTemplate) -> Wording:
    """The words of a template.

    A text of the office that no longer fits the template (an upgrade took a variable away) gives way to its own.
    """
    own = Wording(template.subject, template.text)
    stored = await MessageText.filter(template=template.name).order_by("-version").first()
    if stored is None or template.fault_of(stored.subject, stored.text):
        return own
    return Wording(stored.subject, stored.text, stored.version)
