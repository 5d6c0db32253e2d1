"""The words of a template that count now: the office's last version, or the template's own."""

from __future__ import annotations

from collections.abc import Iterable

from kopukm_core.db import rows
from kopukm_core.messaging.models import MessageText
from kopukm_core.messaging.template import MessageTemplate, Wording


async def wordings_of(templates: Iterable[MessageTemplate]) -> dict[str, Wording]:
    """The words of several templates by name, with one statement."""
    known = {template.name: template for template in templates}
    found = {name: Wording(template.subject, template.text) for name, template in known.items()}
    last = "SELECT MAX(o.version) FROM message_text o WHERE o.template = t.template"
    for row in await rows(
        f"SELECT template, version, subject, text FROM message_text t WHERE version = ({last})"
    ):
        template = known.get(row["template"])
        if template is not None and not template.fault_of(row["subject"], row["text"]):
            found[template.name] = Wording(row["subject"], row["text"], row["version"])
    return found


async def wording_of(template: MessageTemplate) -> Wording:
    """The words of a template.

    A text of the office that no longer fits the template (an upgrade took a variable away) gives way to its own.
    """
    own = Wording(template.subject, template.text)
    stored = await MessageText.filter(template=template.name).order_by("-version").first()
    if stored is None or template.fault_of(stored.subject, stored.text):
        return own
    return Wording(stored.subject, stored.text, stored.version)
