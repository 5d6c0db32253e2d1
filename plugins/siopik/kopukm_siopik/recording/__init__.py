"""Storing cooperatives and their reports: current rows, history, and the same for whole batches."""
