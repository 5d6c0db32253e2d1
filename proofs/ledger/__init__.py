"""A small plugin whose commands and jobs leave effects that can be counted."""
