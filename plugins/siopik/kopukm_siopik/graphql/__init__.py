"""SI OPIK SEHAT in the contract: one namespace for reading, with the fields of each subject."""

from __future__ import annotations

from pathlib import Path

from kopukm_graphql.contribution import Contribution, joined
from kopukm_graphql.source import namespace
from kopukm_siopik.graphql.figures import FIGURES_CONTRIBUTION, FIGURES_ROOTS
from kopukm_siopik.graphql.health import HEALTH_CONTRIBUTION, HEALTH_ROOTS
from kopukm_siopik.graphql.outreach import OUTREACH_CONTRIBUTION, OUTREACH_ROOTS
from kopukm_siopik.graphql.registry import REGISTRY_CONTRIBUTION, REGISTRY_ROOTS
from kopukm_siopik.graphql.village_cooperatives import VILLAGE_CONTRIBUTION, VILLAGE_ROOTS

CONTRIBUTION = joined(
    Contribution(
        operations=Path(__file__).parent.parent / "operations",
        query=(
            namespace(
                "siopik",
                description="SI OPIK SEHAT: registri koperasi, kesehatan, angka, dan penyuluhan.",
                fields=(*REGISTRY_ROOTS, *FIGURES_ROOTS, *HEALTH_ROOTS, *OUTREACH_ROOTS, *VILLAGE_ROOTS),
            ),
        ),
    ),
    REGISTRY_CONTRIBUTION,
    FIGURES_CONTRIBUTION,
    HEALTH_CONTRIBUTION,
    OUTREACH_CONTRIBUTION,
    VILLAGE_CONTRIBUTION,
)
