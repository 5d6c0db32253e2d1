"""A register of small businesses, for measuring: what a plugin author gets who declares and writes no SQL."""
