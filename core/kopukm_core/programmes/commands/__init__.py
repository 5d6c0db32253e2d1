"""Commands on units, officials, the letterhead, and the SOPs of programmes."""

from kopukm_core.programmes.commands.documents import NoteLegalBasis, ReviseProgrammeDocument
from kopukm_core.programmes.commands.officials import EndOfficial, RecordLetterhead, RecordOfficial
from kopukm_core.programmes.commands.units import AddUnit, ChangeUnit, SetCycleLimit

PROGRAMME_COMMANDS: tuple[type, ...] = (
    AddUnit,
    ChangeUnit,
    SetCycleLimit,
    RecordOfficial,
    EndOfficial,
    RecordLetterhead,
    ReviseProgrammeDocument,
    NoteLegalBasis,
)

__all__ = ["PROGRAMME_COMMANDS"]
