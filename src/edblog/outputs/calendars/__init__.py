"""Calendars: their writer, and the time zones in them."""
