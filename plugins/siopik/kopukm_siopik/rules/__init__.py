"""Rules of the cooperative registry: pure functions on plain data."""

from kopukm_siopik.rules.doubts import Doubt, balance_doubts, is_balanced, meeting_doubts, year_doubts
from kopukm_siopik.rules.legal_entity import legal_entity_key, legal_entity_number
from kopukm_siopik.rules.names import are_similar_names, name_key, says_dissolved
from kopukm_siopik.rules.twins import contradicts, differ, is_village, nik_differs, same_name

__all__ = [
    "Doubt",
    "are_similar_names",
    "balance_doubts",
    "contradicts",
    "differ",
    "is_balanced",
    "is_village",
    "legal_entity_key",
    "legal_entity_number",
    "meeting_doubts",
    "name_key",
    "nik_differs",
    "same_name",
    "says_dissolved",
    "year_doubts",
]
