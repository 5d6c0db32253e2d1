"""Other systems over the same rows, asked beside ours in one run."""
