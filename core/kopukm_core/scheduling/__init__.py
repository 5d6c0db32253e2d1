"""Time: the working calendar, programme cycles, activities, slots and bookings."""
