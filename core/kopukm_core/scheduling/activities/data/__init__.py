"""Numbers and questions that activities begin with."""
