"""Whom the outreach of a month invites: as many as the room holds, in turn, each with the reason."""
