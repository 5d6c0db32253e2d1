"""Migrations of the plugin's table."""
