"""The working calendar: days off, opening hours, working-day arithmetic; the one source for all."""
