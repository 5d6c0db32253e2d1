"""Programmes of the office: units, officials, letterhead, and each programme's SOP as a versioned document."""
