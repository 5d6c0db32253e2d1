"""What is computed of cooperatives: status by rule, categories, KUK, grade, completeness, figures as of any date."""
