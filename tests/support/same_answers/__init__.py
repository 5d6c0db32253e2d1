"""Do two ways to run operations answer alike? Documents by chance, and what differs in its smallest form."""

from same_answers.answering import Answer, differences
from same_answers.comparing import Comparison, Finding
from same_answers.document import Document
from same_answers.executors import EXECUTORS, TRUTH, named_executor
from same_answers.generating import Generator
from same_answers.harvesting import harvest
from same_answers.pools import Pools
from same_answers.stage import Stage

__all__ = [
    "EXECUTORS",
    "TRUTH",
    "Answer",
    "Comparison",
    "Document",
    "Finding",
    "Generator",
    "Pools",
    "Stage",
    "differences",
    "harvest",
    "named_executor",
]
