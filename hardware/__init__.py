"""Devices. Knows nothing of the kiosk and nothing of Qt."""
