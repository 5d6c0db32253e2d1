"""The books: what clients were told, against what the tables hold. Each names concretely what is wrong."""

from proofs.kills.books.answers import answers_book, recovery_book, repeats_book
from proofs.kills.books.book import Book
from proofs.kills.books.commands import abandoned_book, commands_book
from proofs.kills.books.imports import imports_book
from proofs.kills.books.jobs import jobs_book, schedules_book
from proofs.kills.books.records import integrity_book, records_book
from proofs.kills.books.runs import runs_book
from proofs.kills.books.stored import Stored, stored

__all__ = [
    "Book",
    "Stored",
    "abandoned_book",
    "answers_book",
    "commands_book",
    "imports_book",
    "integrity_book",
    "jobs_book",
    "records_book",
    "recovery_book",
    "repeats_book",
    "runs_book",
    "schedules_book",
    "stored",
]
