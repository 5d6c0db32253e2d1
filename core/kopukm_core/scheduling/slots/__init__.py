"""Slots, bookings, queue numbers, and the even assignment of clients to experts."""
