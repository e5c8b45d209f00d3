"""Maintenance: who may do it, what is wrong, what to do about it. Nothing here shows a visitor's data."""
