"""Programme cycles: steps at H±n with the reason for each date, evidence, overdue, feeds and evaluation."""
