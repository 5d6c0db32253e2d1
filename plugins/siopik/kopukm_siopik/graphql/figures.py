"""SI OPIK SEHAT's figures in the contract."""

from kopukm_graphql.contribution import Contribution, joined
from kopukm_graphql.source.roots import RootField
from kopukm_siopik.graphql.figures_growth import GROWTH_ROOTS
from kopukm_siopik.graphql.figures_map import MAP_ROOTS
from kopukm_siopik.graphql.figures_members import MEMBER_ROOTS
from kopukm_siopik.graphql.figures_publications import PUBLICATION_ROOTS
from kopukm_siopik.graphql.figures_sources import SOURCE_CONTRIBUTION, SOURCE_ROOTS
from kopukm_siopik.graphql.figures_statistics import STATISTICS_ROOTS
from kopukm_siopik.graphql.figures_watch import WATCH_ROOTS

FIGURES_ROOTS: tuple[RootField, ...] = (
    *STATISTICS_ROOTS,
    *GROWTH_ROOTS,
    *MEMBER_ROOTS,
    *WATCH_ROOTS,
    *MAP_ROOTS,
    *SOURCE_ROOTS,
    *PUBLICATION_ROOTS,
)
"""Fields of `siopik` in the query."""

FIGURES_CONTRIBUTION: Contribution = joined(SOURCE_CONTRIBUTION)
