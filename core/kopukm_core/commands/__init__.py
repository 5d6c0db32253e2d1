"""Commands: everything that changes data, declared once and run the same way for every door."""

from kopukm_core.commands.audit import audit_many
from kopukm_core.commands.batch import run_batch
from kopukm_core.commands.batch_outcome import BatchOutcome, RowAction, RowResult, refused_row
from kopukm_core.commands.columns import columns_of
from kopukm_core.commands.context import Changes, CommandContext
from kopukm_core.commands.declaration import (
    Answers,
    CommandDeclaration,
    InputField,
    Option,
    ask,
    command,
    declaration_of,
)
from kopukm_core.commands.dialogue import Dialogue, Prompt
from kopukm_core.commands.drafts import Draft, discard_draft, drafts_of, save_draft
from kopukm_core.commands.outcome import Outcome, RecordReference, Remark, StoredRecord, model_name
from kopukm_core.commands.registry import CommandRegistry
from kopukm_core.commands.runner import CommandRunner
from kopukm_core.commands.undoing import UNDO_ACTION, UndoEntry, UndoResult, kept, undone

__all__ = [
    "UNDO_ACTION",
    "Answers",
    "BatchOutcome",
    "Changes",
    "CommandContext",
    "CommandDeclaration",
    "CommandRegistry",
    "CommandRunner",
    "Dialogue",
    "Draft",
    "InputField",
    "Option",
    "Outcome",
    "Prompt",
    "RecordReference",
    "Remark",
    "RowAction",
    "RowResult",
    "StoredRecord",
    "UndoEntry",
    "UndoResult",
    "ask",
    "audit_many",
    "columns_of",
    "command",
    "declaration_of",
    "discard_draft",
    "drafts_of",
    "kept",
    "model_name",
    "refused_row",
    "run_batch",
    "save_draft",
    "undone",
]
