"""The receipt printer: its state, one-bit pictures onto its paper, and what surely became of each."""
