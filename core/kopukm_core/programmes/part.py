"""What the programmes give to the hooks of core."""

from __future__ import annotations

from kopukm_core.part import Part
from kopukm_core.programmes.commands import PROGRAMME_COMMANDS
from kopukm_core.programmes.loading import prepare_programmes
from kopukm_core.programmes.permissions import PROGRAMME_PERMISSIONS, PROGRAMME_ROLES
from kopukm_core.programmes.readable import PROGRAMME_VISIBILITY

PROGRAMMES_PART = Part(
    models=(
        "kopukm_core.programmes.models",
        "kopukm_core.programmes.document_models",
        "kopukm_core.programmes.timeline_models",
    ),
    permissions=PROGRAMME_PERMISSIONS,
    roles=PROGRAMME_ROLES,
    visibility=PROGRAMME_VISIBILITY,
    commands=PROGRAMME_COMMANDS,
    prepare=prepare_programmes,
)
