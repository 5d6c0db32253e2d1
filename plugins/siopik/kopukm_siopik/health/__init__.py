"""The health assessment of cooperatives: rubrics as data, working papers, findings and predicates."""
