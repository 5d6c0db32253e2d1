"""The two ways in which compiling gives an operation back to the executor beside it."""

from __future__ import annotations


class NotPlannableError(Exception):
    """A part of the document that cannot become SQL: its message says which, in a few words."""


class RunOtherwiseError(Exception):
    """This run cannot be answered by the plan: the other executor must, and will say what is wrong with it."""
