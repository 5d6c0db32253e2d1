"""Migrations of the plugin businesses."""
