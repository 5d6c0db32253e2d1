"""Two thousand clients at once for the seats of a week."""
