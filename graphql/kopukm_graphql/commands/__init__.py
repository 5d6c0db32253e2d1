"""Mutations: each command's input, mutation and payload, derived from its declaration."""

from kopukm_graphql.commands.contribution import command_contributions

__all__ = ["command_contributions"]
