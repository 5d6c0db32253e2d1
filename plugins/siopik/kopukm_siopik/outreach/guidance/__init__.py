"""Guided completion: a participant's record is opened with what is missing, and measured again afterwards."""
