"""Outreach, guidance and training of cooperatives: prospects, targets, guided completion, evidence, evaluation."""
