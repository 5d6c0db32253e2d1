"""The assignment of clients at the size of a province: exact, checked, and how long it takes."""
