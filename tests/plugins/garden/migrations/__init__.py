"""Migrations of the garden plugin."""
