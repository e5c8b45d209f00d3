"""The terminal as a virtual machine, and the proof that is made on it."""
