"""The application: one visit after another."""
