"""The rubrics that the plugin brings: loaded after each migration, and never over what is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.platform import Platform
from kopukm_siopik.health.models import HealthRubric
from kopukm_siopik.health.rules import Rubric, read_rubric

FOLDER = Path(__file__).parent / "rubrics"


def delivered_documents() -> list[dict[str, Any]]:
    """The documents of the plugin's data files, by name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]


def row_of(rubric: Rubric, document: dict[str, Any]) -> dict[str, Any]:
    """The columns of a stored rubric, without who stored it and when."""
    return {
        "version": rubric.version,
        "kind": rubric.kind,
        "title": rubric.title,
        "source": rubric.source,
        "effective_on": rubric.effective_on,
        "document": document,
    }


async def load_rubrics(platform: Platform) -> None:
    """Store the versions that are not there; one that is there stays as it is."""
    documents = {one["version"]: one for one in delivered_documents()}
    async with transaction():
        known = await HealthRubric.filter(version__in=list(documents)).values_list("version", flat=True)
        for version in sorted(set(documents) - set(known)):
            document = documents[version]
            await HealthRubric.create(
                **row_of(read_rubric(document), document), recorded_at=clock.now(), command_record_id=None
            )
