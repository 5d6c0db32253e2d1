"""Cooperatives known to exist that are not recorded yet: targets of the outreach until they are."""
