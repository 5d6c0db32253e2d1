"""Migrations of SI OPIK SEHAT."""
